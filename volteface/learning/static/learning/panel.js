// A page's block shown beside the step: <a data-panel href="…"> opens it, its forms stay in it.
//
// The server answers the block alone to HX-Request; without this script the links are pages. Every change
// is an event on document: "panel:changed". Escape and the button close it; the focus goes back.

const PHONE = "panel";
let panel;
let opener;
let told;

function build(words) {
  const aside = document.createElement("aside");
  aside.className = PHONE;
  aside.setAttribute("aria-label", words.label);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet small panel-close";
  close.textContent = words.close;
  close.addEventListener("click", closePanel);
  const body = document.createElement("div");
  body.className = "panel-body";
  aside.append(close, body);
  document.body.append(aside);
  return aside;
}

async function load(url, options = {}) {
  const response = await fetch(url, { ...options, headers: { "HX-Request": "true" } });
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage || (!response.ok && response.status !== 422)) throw new Error(String(response.status));
  if (new URL(response.url).pathname.startsWith("/account/")) throw new Error("signed out");
  return { html: await response.text(), url: response.url };
}

function fill({ html, url }) {
  const body = panel.querySelector(".panel-body");
  body.innerHTML = html;
  body.dataset.url = new URL(url).pathname;
  const heading = body.querySelector("h2[tabindex]");
  (body.querySelector("[aria-invalid=true]") ?? heading)?.focus();
}

export async function openPanel(href, { words, from }) {
  let found;
  try {
    found = await load(href);
  } catch {
    // The page itself says best why it cannot be shown, also that there is no network.
    location.assign(href);
    return;
  }
  panel ??= build(words);
  opener = from ?? document.activeElement;
  panel.hidden = false;
  fill(found);
}

// A line for a moment at the foot of the screen, read out as well.
export function say(words) {
  told ??= document.body.appendChild(document.createElement("p"));
  told.className = "told";
  told.setAttribute("role", "status");
  told.textContent = "";
  clearTimeout(told.timer);
  setTimeout(() => { told.textContent = words; }, 50);
  told.timer = setTimeout(() => { told.textContent = ""; }, 6000);
}

export function closePanel() {
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  opener?.focus?.();
}

async function send(form, submitter) {
  const data = new FormData(form, submitter);
  try {
    const method = form.method.toUpperCase();
    fill(await load(form.action, { method, body: data }));
    document.dispatchEvent(new CustomEvent("panel:changed"));
  } catch {
    form.dataset.whole = "1";
    form.requestSubmit(submitter);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest(".panel") || form.dataset.whole || form.method !== "post") return;
  event.preventDefault();
  delete form.dataset.sent;
  send(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel?.contains(document.activeElement)) closePanel();
});
