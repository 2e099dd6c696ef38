// Captions beside their film, one row each: when it begins, when it ends, its words.
//
// The text below them (WebVTT) is what is saved; the rows write it, and it writes the rows.
// [data-captions-page] holds <video>, <ol data-caption-rows>, <template data-caption-row> and the
// <details data-captions-text> around the <textarea>.

const page = document.querySelector("[data-captions-page]");
const video = page?.querySelector("video");
const list = page?.querySelector("[data-caption-rows]");
const fold = page?.querySelector("[data-captions-text]");
const text = fold?.querySelector("textarea");
const TIMES = /^\s*(\S+)\s+-->\s+(\S+)/;
const LASTS = 3;

const secondsOf = (words) => words.trim().split(":").reduce((sum, part) => sum * 60 + Number(part.replace(",", ".")), 0);

function clock(seconds, { whole = false } = {}) {
  const thousandths = Math.round(seconds * 1000);
  const parts = [Math.floor(thousandths / 3_600_000), Math.floor(thousandths / 60_000) % 60, Math.floor(thousandths / 1000) % 60];
  const rest = String(thousandths % 1000).padStart(3, "0");
  const [hours, ...others] = parts.map((part) => String(part).padStart(2, "0"));
  if (whole) return `${hours}:${others.join(":")}.${rest}`;
  const short = `${parts[0] ? `${parts[0]}:` : ""}${others.join(":")}.${rest}`.replace(/\.?0+$/, "");
  return parts[0] ? short : short.replace(/^0(\d)/, "$1");
}

// What was typed as a time, as WebVTT has it; what is none stays, so that the server can name it.
function stamp(typed) {
  const seconds = secondsOf(typed);
  return typed.trim() && Number.isFinite(seconds) ? clock(seconds, { whole: true }) : typed.trim() || "?";
}

function read(words) {
  const cues = [];
  for (const block of words.replaceAll("\r\n", "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at < 0) continue;
    const [, start, end] = TIMES.exec(lines[at]);
    cues.push({ start: clock(secondsOf(start)), end: clock(secondsOf(end)), words: lines.slice(at + 1).join("\n") });
  }
  return cues;
}

function row({ start, end, words }) {
  const made = page.querySelector("[data-caption-row]").content.firstElementChild.cloneNode(true);
  made.querySelector("[data-caption=start]").value = start;
  made.querySelector("[data-caption=end]").value = end;
  made.querySelector("[data-caption=words]").value = words;
  return made;
}

const field = (item, name) => item.querySelector(`[data-caption=${name}]`);

function write() {
  const cues = [...list.children].map((item) => {
    const words = field(item, "words").value.replace(/\n\s*\n/g, "\n").trim();
    return `${stamp(field(item, "start").value)} --> ${stamp(field(item, "end").value)}\n${words}`;
  });
  text.value = `WEBVTT\n\n${cues.join("\n\n")}\n`;
}

function show() {
  list.replaceChildren(...read(text.value).map(row));
}

// A new caption goes where its time belongs.
function add() {
  const now = video.currentTime;
  const later = [...list.children].find((item) => secondsOf(field(item, "start").value) > now);
  const fresh = row({ start: clock(now), end: clock(now + LASTS), words: "" });
  list.insertBefore(fresh, later ?? null);
  field(fresh, "words").focus();
  write();
}

function play(item) {
  const end = secondsOf(field(item, "end").value);
  video.currentTime = secondsOf(field(item, "start").value) || 0;
  const stop = () => {
    if (video.currentTime < end) return;
    video.pause();
    video.removeEventListener("timeupdate", stop);
  };
  video.addEventListener("timeupdate", stop);
  video.play();
}

const ACTIONS = {
  start: (item) => { field(item, "start").value = clock(video.currentTime); },
  end: (item) => { field(item, "end").value = clock(video.currentTime); },
  out: (item) => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next ? field(next, "words") : page.querySelector("[data-caption-new]")).focus();
  },
};

if (video && text) {
  fold.open = false;
  for (const part of page.querySelectorAll("[data-captions-tools]")) part.hidden = false;
  show();
  list.addEventListener("input", write);
  list.addEventListener("click", (event) => {
    const name = event.target.closest("[data-caption-do]")?.dataset.captionDo;
    const item = event.target.closest("li");
    if (name === "play") play(item);
    if (!ACTIONS[name]) return;
    ACTIONS[name](item);
    write();
  });
  text.addEventListener("change", show);
  page.querySelector("[data-caption-new]").addEventListener("click", add);
}
