// Time in sight and the video's position, told to the server when the page is left.
//
// <main data-progress="TOKEN" data-step="gap" data-position="12.5"> with at most one <video>.
// Nothing here is graded: it says how long a step really takes and where to go on.

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
  const position = Number(place.dataset.position);
  if (video && position > 1) {
    video.addEventListener("loadedmetadata", () => {
      if (position < video.duration - 2) video.currentTime = position;
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell();
    else since = Date.now();
  });
  window.addEventListener("pagehide", tell);
}
