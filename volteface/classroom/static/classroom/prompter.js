// The teleprompter: one block at a time, the time left in it, and the next one.
//
// <div data-prompter data-now="ms"> <li data-cue data-starts data-ends> <b data-left> <button data-go="1">
// Space, → and Page Down go on, ← and Page Up go back, Home goes where the clock is; a tap on the block goes on.
// It never turns by itself: whoever needs two minutes more keeps what they were reading.

const root = document.querySelector("[data-prompter]");
const cues = [...root.querySelectorAll("[data-cue]")];
const buttons = [...root.querySelectorAll("[data-go]")];
const offset = Date.now() - Number(root.dataset.now);
const now = () => Date.now() - offset;
let shown = 0;

function byClock() {
  const at = cues.findLastIndex((cue) => Number(cue.dataset.starts) <= now());
  return Math.max(0, at);
}

function long(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function tick() {
  const cue = cues[shown];
  const left = cue.querySelector("[data-left]");
  const until = Number(cue.dataset.ends) - now();
  const before = Number(cue.dataset.starts) - now();
  const words = before > 0 ? root.dataset.before : until < 0 ? root.dataset.over : "%(time)s";
  left.textContent = words.replace("%(time)s", long(before > 0 ? before : until));
  left.classList.toggle("is-before", before > 0);
  left.classList.toggle("is-over", until < 0);
  left.classList.toggle("is-ending", until >= 0 && until < 60_000 && before <= 0);
}

function show(place) {
  shown = Math.min(Math.max(place, 0), cues.length - 1);
  cues.forEach((cue, at) => {
    cue.hidden = at !== shown;
    cue.toggleAttribute("aria-current", false);
  });
  const [back, on] = buttons;
  back.disabled = shown === 0;
  on.disabled = shown === cues.length - 1;
  tick();
}

function go(way) {
  show(way === "now" ? byClock() : shown + Number(way));
}

const KEYS = { " ": 1, ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: "now" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  // Space belongs to whatever button has the focus.
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  event.preventDefault();
  go(KEYS[event.key]);
});
for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => go(button.dataset.go));
}
root.querySelector("ol").addEventListener("click", () => {
  // Whoever marks words to copy them does not mean to go on.
  if (String(getSelection()) === "") go(1);
});

if (cues.length) {
  root.dataset.alone = "";
  show(byClock());
  setInterval(tick, 500);
  // A tablet that sleeps in the middle of a sentence is no help.
  navigator.wakeLock?.request("screen").catch(() => {});
}
