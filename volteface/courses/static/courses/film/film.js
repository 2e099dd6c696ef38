// Makes a player of every film of the page: see courses/film.html for its parts. A link to #film-1-c2 or #film-1-q1
// leads to the second of that chapter, or to some time before that question.
//
// Announces on the film's element: "film:moment" {time, played} as it plays, for questions and for whoever counts.

import { addControls } from "./controls.js";
import { addQuestions } from "./questions.js";
import { addTranscript } from "./transcript.js";

function film(root) {
  const video = root.querySelector("video");
  // Nothing of a film is loaded before somebody turns to it.
  for (const sign of ["focusin", "pointerenter"])
    root.addEventListener(sign, () => (video.preload = "metadata"), { once: true });
  const said = Number(root.dataset.seconds);
  return {
    root,
    video,
    // A recording's head often says nothing: the server has measured it.
    get duration() {
      return Number.isFinite(video.duration) && video.duration > 0 ? video.duration : said;
    },
    seek(time) {
      const target = Math.max(0, Math.min(time, this.duration || time));
      if (video.readyState) video.currentTime = target;
      else {
        video.addEventListener("loadedmetadata", () => (video.currentTime = target), { once: true });
        video.preload = "metadata";
      }
    },
    play() {
      video.play().catch(() => {});
    },
    find: (name) => root.querySelector(`[data-${name}]`),
    all: (name) => [...root.querySelectorAll(`[data-${name}]`)],
  };
}

function makeMoments({ root, video }) {
  let last = video.currentTime;
  let told = performance.now();
  video.addEventListener("seeking", () => (last = video.currentTime));
  video.addEventListener("timeupdate", () => {
    const time = video.currentTime;
    const step = time - last;
    // A busy device tells of the time seldom; what a jump passes over was not played.
    const most = 1 + ((performance.now() - told) / 1000) * video.playbackRate;
    const played = !video.seeking && step > 0 && step < most ? step : 0;
    last = time;
    told = performance.now();
    root.dispatchEvent(new CustomEvent("film:moment", { detail: { time, played }, bubbles: true }));
  });
}

const players = new Map();
const BEFORE = 30;

function turnToMoment() {
  if (!/^#film-\d+-[cq]\d+$/.test(location.hash)) return;
  const place = document.querySelector(location.hash);
  const root = place?.closest("[data-film]");
  if (!players.has(root)) return;
  const at = Number(place.querySelector("[data-at]").dataset.at);
  players.get(root).seek(place.closest("[data-questions]") ? at - BEFORE : at);
  // After the browser has gone to the link's own place.
  setTimeout(() => root.querySelector("video").scrollIntoView({ block: "center" }), 50);
}

function makePlayers() {
  for (const root of document.querySelectorAll("[data-film]:not([data-ready])")) {
    if (!root.querySelector("video")) continue;
    root.dataset.ready = "1";
    const one = film(root);
    makeMoments(one);
    addControls(one);
    addTranscript(one);
    addQuestions(one);
    players.set(root, one);
  }
}

makePlayers();
turnToMoment();
addEventListener("hashchange", turnToMoment);
document.addEventListener("htmx:afterSettle", makePlayers);
