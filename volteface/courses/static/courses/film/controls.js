// The player's bar: every control a button, a slider or a list, and the usual keys while one of them has focus.

import { clockTime } from "./clock.js";

const SPEED = "film-speed";
const CAPTIONS = "film-captions";

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Kept for this page only.
  }
}

function addPlaying(film) {
  const { video } = film;
  const button = film.find("play");
  const words = [button.getAttribute("aria-label"), button.dataset.words];
  const show = () => {
    button.setAttribute("aria-label", words[video.paused ? 0 : 1]);
    button.querySelector('[data-when="paused"]').hidden = !video.paused;
    button.querySelector('[data-when="playing"]').hidden = video.paused;
  };
  button.addEventListener("click", () => film.toggle());
  video.addEventListener("click", () => film.toggle());
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, show);
}

function addSeeking(film) {
  const { video, find } = film;
  const slider = find("seek");
  const show = () => {
    const length = film.duration;
    slider.value = length ? (1000 * video.currentTime) / length : 0;
    const words = `${clockTime(video.currentTime)} / ${clockTime(length)}`;
    slider.setAttribute("aria-valuetext", words);
    find("time").textContent = words;
  };
  slider.addEventListener("input", () => film.seek((slider.value / 1000) * film.duration));
  find("back").addEventListener("click", () => film.seek(video.currentTime - 10));
  for (const name of ["timeupdate", "loadedmetadata", "durationchange", "seeked"]) video.addEventListener(name, show);
  show();
}

function addSpeed({ video, find }) {
  const list = find("speed");
  const speed = kept(SPEED);
  if ([...list.options].some((option) => option.value === speed)) list.value = speed;
  const set = () => {
    video.defaultPlaybackRate = Number(list.value);
    video.playbackRate = Number(list.value);
    keep(SPEED, list.value);
  };
  list.addEventListener("change", set);
  set();
}

function addCaptions({ video, find }) {
  const button = find("captions");
  const track = video.textTracks[0];
  if (!button || !track) return;
  const set = (shown) => {
    track.mode = shown ? "showing" : "hidden";
    button.setAttribute("aria-pressed", shown);
    keep(CAPTIONS, shown ? "1" : "0");
  };
  button.addEventListener("click", () => set(track.mode !== "showing"));
  set(kept(CAPTIONS) !== "0");
}

function addSound({ video, find }) {
  const button = find("mute");
  button.addEventListener("click", () => (video.muted = !video.muted));
  video.addEventListener("volumechange", () => button.setAttribute("aria-pressed", video.muted));
}

function addFullScreen({ root, find }) {
  const button = find("full");
  const frame = root.querySelector(".film-frame");
  if (!button) return;
  if (!frame.requestFullscreen) button.hidden = true;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else frame.requestFullscreen();
  });
}

const KEYS = {
  k: (film) => film.toggle(),
  j: (film) => film.seek(film.video.currentTime - 10),
  l: (film) => film.seek(film.video.currentTime + 10),
  m: (film) => film.find("mute").click(),
  c: (film) => film.find("captions")?.click(),
  f: (film) => film.find("full")?.click(),
};

function addKeys(film) {
  film.root.querySelector(".film-frame").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    const onVideo = event.target === film.video;
    const key = onVideo && event.key === " " ? "k" : event.key.toLowerCase();
    const arrow = { arrowleft: -5, arrowright: 5 }[key];
    if (arrow) film.seek(film.video.currentTime + arrow);
    else if (KEYS[key]) KEYS[key](film);
    else return;
    event.preventDefault();
  });
}

export function addControls(film) {
  const { root, video } = film;
  film.toggle = () => (video.paused ? film.play() : video.pause());
  video.controls = false;
  video.tabIndex = 0;
  root.querySelector(".film-bar").hidden = false;
  addPlaying(film);
  addSeeking(film);
  addSpeed(film);
  addCaptions(film);
  addSound(film);
  addFullScreen(film);
  addKeys(film);
  for (const link of film.all("at").filter((one) => one.closest("[data-chapters]"))) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      film.seek(Number(link.dataset.at));
      film.play();
    });
  }
}
