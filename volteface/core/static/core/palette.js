// Search over the page one is on: <link rel="search" href="/search/" title="Search">. Arrows go through what
// is found, Enter opens it, Escape leads back. The list is the block of the search page itself.

const PAUSE = 120;
let dialog;
let waiting;
let newest = 0;

function build(place) {
  const made = document.createElement("dialog");
  made.className = "palette";
  made.setAttribute("aria-label", place.title);
  const input = document.createElement("input");
  input.type = "search";
  input.className = "input";
  input.maxLength = 200;
  input.setAttribute("aria-label", place.title);
  const results = document.createElement("div");
  made.append(input, results);
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find(place.href, input.value, results), PAUSE);
  });
  made.addEventListener("keydown", (event) => walk(event, input, results));
  document.body.append(made);
  return made;
}

async function find(address, words, results) {
  newest += 1;
  const mine = newest;
  const response = await fetch(`${address}?${new URLSearchParams({ q: words })}`, { headers: { "HX-Request": "true" } });
  if (!response.ok || response.redirected) location.assign(address);
  else if (mine === newest) results.innerHTML = await response.text();
}

function walk(event, input, results) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...results.querySelectorAll("a")];
  if (event.key === "Enter" && document.activeElement === input) {
    event.preventDefault();
    links[0]?.click();
  }
  if (!step || !links.length) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + step;
  (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
}

async function styled(place) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = place.dataset.sheet;
  document.head.append(style);
  await new Promise((resolve) => {
    style.onload = style.onerror = resolve;
  });
}

export async function open(place) {
  if (!dialog) {
    await styled(place);
    dialog = build(place);
  }
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input").select();
}
