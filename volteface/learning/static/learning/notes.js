// One's own marks beside a step: painted over the text, made by selecting or from a paragraph's button.
//
// <div class="toolbar" data-note-words="…" data-mark-words="…" data-ask-words="…" data-close-words="…">
// with <a data-panel="bookmark" href="/learn/…/notes/?next=…"> and perhaps one for questions. All is the same
// for every reader; what is one's own is fetched from …/marks.json once the page is idle.

import { openPanel, say } from "./panel.js";
import { paragraphs, rangeOf, selected } from "./passages.js";

const bar = document.querySelector("[data-note-words]");
const notes = bar?.querySelector("[data-panel=bookmark]");
const questions = bar?.querySelector("[data-panel]:not([data-panel=bookmark])");
const blocks = bar ? paragraphs() : [];
const buttons = [];
let tools;
// Makes what this script sends the learner's own; it comes with the marks.
let token = "";

function about(link, fields = {}) {
  const url = new URL(link.href);
  const film = document.querySelector("video, audio");
  if (film?.currentTime >= 1) url.searchParams.set("second", Math.floor(film.currentTime));
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}

function open(link, fields, from) {
  openPanel(about(link, fields), { from, words: { label: link.textContent, close: bar.dataset.closeWords } });
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button ghost small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

async function mark(passage) {
  const body = new URLSearchParams({ ...passage, kind: "highlight", csrfmiddlewaretoken: token });
  const response = await fetch(new URL(notes.href).pathname, { method: "POST", body }).catch(() => null);
  say(response?.ok ? bar.dataset.markedWords : bar.dataset.unmarkedWords);
  if (response?.ok) paint();
}

// The four fields a passage is found again by.
function fieldsOf({ block, quote, before, after }) {
  return { block, quote: quote.slice(0, 1000), before, after };
}

function offer() {
  const found = selected(blocks);
  if (!found) {
    if (tools && !tools.contains(document.activeElement)) tools.hidden = true;
    return;
  }
  const act = (what) => () => {
    tools.hidden = true;
    document.getSelection().removeAllRanges();
    what(fieldsOf(found));
  };
  tools ??= document.body.appendChild(document.createElement("div"));
  tools.className = "selection-tools";
  tools.setAttribute("role", "toolbar");
  tools.replaceChildren(
    button(bar.dataset.markWords, act(mark)),
    button(notes.textContent.trim(), act((fields) => open(notes, fields))),
    ...(questions ? [button(bar.dataset.askWords, act((fields) => open(questions, fields)))] : []),
  );
  const box = found.range.getBoundingClientRect();
  tools.style.insetBlockStart = `${box.bottom + window.scrollY + 8}px`;
  tools.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - 320))}px`;
  tools.hidden = false;
}

function move(event, place) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && buttons[place + step];
  if (!next) return;
  event.preventDefault();
  buttons[place].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

// One stop of the Tab key for all paragraphs; the arrows go from one to the next.
function addButtons() {
  for (const [block, element] of blocks.entries()) {
    if (!element.textContent.trim() || element.matches("figure")) continue;
    const row = document.createElement("div");
    row.className = "paragraph-row";
    const made = button(bar.dataset.noteWords, () => open(notes, { block }, made));
    made.dataset.block = block;
    made.tabIndex = buttons.length ? -1 : 0;
    const place = buttons.push(made) - 1;
    made.addEventListener("keydown", (event) => move(event, place));
    row.append(made);
    element.after(row);
  }
}

function show(marks) {
  const note = marks.find(({ code }) => location.hash === `#n-${code}`);
  if (!note) return;
  blocks[note.block]?.scrollIntoView({ block: "center" });
  const film = document.querySelector("video, audio");
  if (film && note.second) film.currentTime = note.second;
}

async function paint() {
  const response = await fetch(new URL("../marks.json", new URL(notes.href)), { priority: "low" });
  if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) return [];
  const { marks, csrf } = await response.json();
  token = csrf;
  for (const element of blocks) element.classList.remove("is-noted");
  const ranges = marks.flatMap(({ block, start, end, words }) => {
    if (block === null) return [];
    blocks[block]?.classList.add("is-noted");
    const range = words && blocks[block] ? rangeOf(blocks[block], start, end) : null;
    return range ? [range] : [];
  });
  // Browsers without painted ranges keep the line beside the paragraph.
  if (window.Highlight) CSS.highlights.set("own-note", new Highlight(...ranges));
  return marks;
}

if (notes) {
  addButtons();
  for (const link of bar.querySelectorAll("[data-panel]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open(link, {}, link);
    });
  }
  for (const kind of ["pointerup", "keyup"]) document.addEventListener(kind, () => setTimeout(offer, 0));
  document.addEventListener("panel:changed", paint);
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(() => paint().then(show, () => {}));
}
