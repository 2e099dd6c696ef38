// Time in sight and the video's position, told to the server when the page is left.
//
// <main data-progress="TOKEN" data-step="gap">. Nothing here is graded: it says how long a step really takes.
// What was watched of each film, and where to go on, is told by watching.js.

const place = document.querySelector("[data-progress]");
const video = document.querySelector("video");
let since = document.visibilityState === "visible" ? Date.now() : 0;
let seen = 0;

function lookAway() {
  if (since) seen += Date.now() - since;
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
}
