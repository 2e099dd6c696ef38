// Time in sight and the video's position, told to the server when the page is left.
//
// <main data-progress="TOKEN" data-step="gap">. Nothing here is graded: it says how long a step really takes.
// What was watched of each film, and where to go on, is told by watching.js.
// Two minutes without a key, a touch, a scroll or a film that plays count as away: the rest is cut.

const IDLE = 120_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "scroll", "timeupdate"];
const place = document.querySelector("[data-progress]");
const video = document.querySelector("video");
let since = document.visibilityState === "visible" ? Date.now() : 0;
let seen = 0;

// What passed since the last sign of life, never more than the idle time.
function count() {
  if (since) seen += Math.min(Date.now() - since, IDLE);
}

function alive() {
  count();
  if (since) since = Date.now();
}

function lookAway() {
  count();
  since = 0;
}

function tell() {
  lookAway();
  const seconds = Math.round(seen / 1000);
  if (!seconds) return;
  seen = 0;
  const body = new URLSearchParams({
    token: place.dataset.progress,
    step: place.dataset.step,
    seconds: String(seconds),
    position: video ? video.currentTime.toFixed(1) : "0",
  });
  navigator.sendBeacon("/p/", body);
}

if (place) {
  if (document.querySelector("[data-film] video")) import("./watching.js");
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell();
    else since = Date.now();
  });
  window.addEventListener("pagehide", tell);
  // Caught on their way down: media and scrolling parts do not send theirs up.
  for (const sign of SIGNS) document.addEventListener(sign, alive, { capture: true, passive: true });
}
