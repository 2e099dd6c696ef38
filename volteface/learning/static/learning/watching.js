// Seconds played of each film, in runs of five, and going on where any device of the person stopped.
//
// [data-progress] holds the token; films announce "film:moment" {time, played}. All that this device has counted is
// kept in this browser and sent as a whole: the server keeps the greater number, so nothing doubles.

import { newId } from "./ids.js";

const BUCKET = 5;
const EVERY = 15000;
const KEEP = 2000;
const PREFIX = "watched:";
const token = document.querySelector("[data-progress]")?.dataset.progress ?? "";
const owner = token.split(".").slice(0, 4).join(".");
const films = new Map();
const written = { at: 0 };

function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or closed store: what this page counted is still sent.
  }
}

function device() {
  const name = `${PREFIX}device`;
  const id = stored(name) ?? newId();
  store(name, id);
  return id;
}

function runs(counts) {
  const found = [];
  let before = -2;
  for (const place of Object.keys(counts).map(Number).sort((one, other) => one - other)) {
    if (place !== before + 1) found.push([place, []]);
    found.at(-1)[1].push(Math.round(counts[place]));
    before = place;
  }
  return found.map(([first, seconds]) => `${first}:${seconds.join(",")}`).join(";");
}

function body({ film, counts, position, counter, ...kept }) {
  const values = { film, position: position.toFixed(1), counter, counts: runs(counts), device: device() };
  return new URLSearchParams({ ...values, token: kept.owner === owner ? token : kept.token });
}

async function tell(name) {
  const kept = films.get(name) ?? stored(name);
  if (!kept?.dirty) return;
  try {
    const response = await fetch("/w/", { method: "POST", credentials: "omit", body: body(kept) });
    // Refused for good, or taken; anything else is told again.
    const done = response.ok || response.status === 400;
    const now = films.get(name) ?? kept;
    if (done && now.counter === kept.counter) keep(name, { ...now, dirty: false });
  } catch {
    // No network: it waits here.
  }
}

function keep(name, value) {
  films.set(name, value);
  store(name, value);
}

function count(event) {
  const { time, played } = event.detail;
  const film = event.target.dataset.film;
  const name = `${PREFIX}${owner}:${film}`;
  const kept = films.get(name) ?? stored(name) ?? { film, owner, counts: {}, counter: 0 };
  const place = Math.floor(Math.max(0, time - played / 2) / BUCKET);
  if (played) kept.counts[place] = Math.min(36000, (kept.counts[place] ?? 0) + played);
  films.set(name, { ...kept, token, position: time, counter: kept.counter + 1, dirty: true });
  if (Date.now() - written.at < KEEP) return;
  written.at = Date.now();
  keepAll();
}

function keepAll() {
  for (const [name, value] of films) store(name, value);
}

function tellAll() {
  const names = Object.keys(localStorage ?? {}).filter((name) => name.startsWith(`${PREFIX}`));
  for (const name of new Set([...names, ...films.keys()])) tell(name);
}

function leave() {
  keepAll();
  for (const kept of films.values()) if (kept.dirty) navigator.sendBeacon("/w/", body(kept));
}

async function goOn() {
  let positions = {};
  try {
    const response = await fetch("/w/", { credentials: "omit", headers: { "Lane-Token": token } });
    if (response.ok) positions = (await response.json()).films;
  } catch {
    // Without a network this device's own notes hold.
  }
  for (const root of document.querySelectorAll("[data-film]")) {
    const video = root.querySelector("video");
    const kept = stored(`${PREFIX}${owner}:${root.dataset.film}`);
    const position = kept?.dirty ? kept.position : (positions[root.dataset.film] ?? kept?.position ?? 0);
    const length = Number(root.dataset.seconds) || Infinity;
    if (!video || position < 2 || position > length - 2 || video.currentTime > 1) continue;
    const seek = () => (video.currentTime = position);
    if (video.readyState) seek();
    else {
      video.addEventListener("loadedmetadata", seek, { once: true });
      video.preload = "metadata";
    }
  }
}

// Signing out leaves nothing of a person in this browser.
function forget(event) {
  if (!event.target.action?.includes("sign-out")) return;
  leave();
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
}

if (token) {
  document.addEventListener("film:moment", count);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  document.addEventListener("submit", forget);
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", tellAll);
  setInterval(tellAll, EVERY);
  tellAll();
  goOn();
}
