// Captions beside their film: times come from the player to the caption the cursor is in.

const page = document.querySelector("[data-captions-page]");
const video = page?.querySelector("video");
const text = page?.querySelector("textarea");
const TIMES = /^(\S+)\s+-->\s+(\S+)/;
const LASTS = 3;

function stamp(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return `${clock}.${String(Math.floor((seconds - whole) * 1000)).padStart(3, "0")}`;
}

const secondsOf = (words) => words.split(":").reduce((sum, part) => sum * 60 + Number(part.replace(",", ".")), 0);

// The caption around the cursor: the place of its line of times, and what that says.
function current() {
  const lines = text.value.split("\n");
  let place = text.value.slice(0, text.selectionStart).split("\n").length - 1;
  while (place > 0 && !TIMES.test(lines[place])) place -= 1;
  const found = TIMES.exec(lines[place]);
  return found && { lines, place, start: found[1], end: found[2] };
}

function write(lines, place) {
  text.value = lines.join("\n");
  const cursor = lines.slice(0, place + 2).join("\n").length;
  text.focus();
  text.setSelectionRange(cursor, cursor);
}

function change(made) {
  const caption = current();
  if (!caption) return;
  const { lines, place, start, end } = { ...caption, ...made };
  lines[place] = `${start} --> ${end}`;
  write(lines, place);
}

// A new caption goes where its time belongs.
function add() {
  const lines = text.value.trimEnd().split("\n");
  const now = video.currentTime;
  const later = lines.findIndex((line) => TIMES.test(line) && secondsOf(TIMES.exec(line)[1]) > now);
  const fresh = [`${stamp(now)} --> ${stamp(now + LASTS)}`, "…", ""];
  const place = later < 0 ? lines.length + 1 : later;
  if (later < 0) lines.push("", ...fresh);
  else lines.splice(later, 0, ...fresh);
  write(lines, place);
  text.setSelectionRange(text.selectionEnd - 1, text.selectionEnd);
}

function play() {
  const caption = current();
  if (!caption) return;
  video.currentTime = secondsOf(caption.start);
  const end = secondsOf(caption.end);
  const stop = () => {
    if (video.currentTime < end) return;
    video.pause();
    video.removeEventListener("timeupdate", stop);
  };
  video.addEventListener("timeupdate", stop);
  video.play();
}

if (video && text) {
  for (const tools of page.querySelectorAll("[data-captions-tools]")) tools.hidden = false;
  const on = (name, act) => page.querySelector(`[data-caption-${name}]`).addEventListener("click", act);
  on("new", add);
  on("start", () => change({ start: stamp(video.currentTime) }));
  on("end", () => change({ end: stamp(video.currentTime) }));
  on("play", play);
}
