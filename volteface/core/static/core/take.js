// Takes pages along for times without a network: every page of a list, with the files they need.
//
// <section data-take="/learn/…/taken.json" data-busy="…" data-done="… %n …" data-failed="…" data-dropped="…">
//   <p data-take-cannot>…</p> <div data-take-form hidden> <label hidden data-take-films><input type="checkbox">
//   <span data-words="with the films (%n MB)"></span></label> <button data-take-now> <button hidden data-take-drop>
//   </div> <p role="status" data-take-status></p> </section>
// The list is {owner, name, title, pages, data, films: [{address, size}]}.

import { cacheName, dropOthers, everythingTaken, keepAbout, possible } from "./taken.js";

// Files only: no other page comes along.
const FILES = `link[rel=stylesheet], link[rel=icon], link[rel=preload], link[rel=apple-touch-icon], script[src],
  img[src], track[src], source[src], video[src], audio[src]`;
const place = document.querySelector("[data-take]");
const part = (name) => place.querySelector(`[data-take-${name}]`);
let list;

// What a page or a style or a script names and needs: addresses on this site.
function needs(text, type, base) {
  const found = [];
  if (type.startsWith("text/html")) {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const node of page.querySelectorAll(FILES)) found.push(node.getAttribute("href") ?? node.getAttribute("src"));
  } else {
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"|url\("?([^")]+)"?\)/g)) {
      if (name) found.push(name);
    }
    for (const [, name] of text.matchAll(/url\(["']?([^"')]+)["']?\)/g)) found.push(name);
  }
  const addresses = found.map((name) => new URL(name, base));
  return addresses.filter(({ origin, protocol }) => origin === location.origin && protocol !== "data:");
}

async function keep(cache, address, seen) {
  const { pathname, search } = new URL(address, location.href);
  if (seen.has(pathname)) return 0;
  seen.add(pathname);
  const response = await fetch(pathname + search);
  if (!response.ok || response.redirected) throw new Error(`${pathname}: ${response.status}`);
  const type = response.headers.get("Content-Type") ?? "";
  const copy = response.clone();
  await cache.put(pathname, response);
  if (!/^text\/(html|css|javascript)|^application\/javascript/.test(type)) return (await copy.blob()).size;
  const text = await copy.text();
  let size = text.length;
  for (const needed of needs(text, type, new URL(pathname, location.href))) size += await keep(cache, needed, seen);
  return size;
}

function say(words, size = 0) {
  const amount = (size / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  part("status").textContent = words.replace("%n", amount);
}

async function take() {
  const withFilms = part("films").querySelector("input").checked;
  part("now").disabled = true;
  say(place.dataset.busy);
  try {
    await navigator.serviceWorker.register("/service-worker.js");
    await dropOthers(list.owner);
    const cache = await caches.open(cacheName(list));
    const seen = new Set(withFilms ? [] : list.films.map(({ address }) => new URL(address, location.href).pathname));
    let size = 0;
    for (const address of [...list.pages, ...list.data]) size += await keep(cache, address, seen);
    if (withFilms) for (const { address } of list.films) size += await keep(cache, address, seen);
    await keepAbout(cache, { title: list.title, pages: list.pages, at: Date.now(), size });
    navigator.storage?.persist?.();
    say(place.dataset.done, size);
    part("drop").hidden = false;
  } catch {
    await caches.delete(cacheName(list));
    say(place.dataset.failed);
  }
  part("now").disabled = false;
}

async function drop() {
  await caches.delete(cacheName(list));
  part("drop").hidden = true;
  say(place.dataset.dropped);
}

async function begin() {
  const response = await fetch(place.dataset.take);
  if (!response.ok || response.redirected) return;
  list = await response.json();
  const films = list.films.reduce((sum, { size }) => sum + size, 0);
  if (films) {
    const words = part("films").querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("%n", String(Math.ceil(films / 1_000_000)));
    part("films").hidden = false;
  }
  const before = (await everythingTaken()).find(({ cache }) => cache === cacheName(list));
  if (before) say(place.dataset.done, before.size);
  part("drop").hidden = !before;
  part("cannot").hidden = true;
  part("form").hidden = false;
  part("now").addEventListener("click", take);
  part("drop").addEventListener("click", drop);
}

if (place && possible()) begin().catch(() => {});
