// What is said, beside the film: it follows, seeks by a click or Enter, and is searched.
//
// One line is in the order of tabs; the arrow keys go to the others.

export function addTranscript(film) {
  const box = film.find("transcript");
  if (!box) return;
  const list = box.querySelector("ol");
  const lines = [...list.querySelectorAll("a[data-at]")];
  const times = lines.map((line) => Number(line.dataset.at));
  let current = -1;

  const focusable = (index) => lines.forEach((line, place) => (line.tabIndex = place === index ? 0 : -1));

  function show(index) {
    if (index === current) return;
    lines[current]?.removeAttribute("aria-current");
    current = index;
    const line = lines[index];
    if (!line) return;
    line.setAttribute("aria-current", "true");
    if (!list.contains(document.activeElement)) focusable(index);
    // Only the list moves, never the page.
    if (!list.matches(":hover, :focus-within")) {
      list.scrollTop = line.parentElement.offsetTop - list.clientHeight / 3;
    }
  }

  function seek(event) {
    const line = event.target.closest("a[data-at]");
    if (!line) return;
    event.preventDefault();
    film.seek(Number(line.dataset.at));
    film.play();
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = lines.indexOf(document.activeElement);
    if (!step || place < 0) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(lines.length - 1, place + step));
    focusable(next);
    lines[next].focus();
  }

  list.addEventListener("click", seek);
  list.addEventListener("keydown", move);
  film.root.addEventListener("film:moment", ({ detail }) => {
    show(times.findLastIndex((at) => at <= detail.time + 0.05));
  });
  focusable(0);
  addSearch(box, lines);
}

function addSearch(box, lines) {
  const field = box.querySelector("[data-search]");
  const found = box.querySelector("[data-found]");
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase();
  const texts = lines.map((line) => plain(line.textContent));
  field.closest("label").hidden = false;

  function search() {
    const words = plain(field.value.trim());
    const hits = lines.filter((_line, place) => words && texts[place].includes(words));
    for (const line of lines) line.parentElement.hidden = Boolean(words) && !hits.includes(line);
    found.textContent = words ? found.dataset.words.replace("%n", hits.length) : "";
    for (const [place, line] of hits.entries()) line.tabIndex = place ? -1 : 0;
  }

  field.addEventListener("input", search);
}
