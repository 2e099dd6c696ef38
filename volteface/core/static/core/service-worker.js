// Answers for the network where there is none: with pages somebody took along, and static files.
//
// Served at / by core/away.py, which fills in the two constants. Strict rules: only GET; a page is kept only
// when it was taken (static/core/take.js writes the caches called taken-…); a page that shows the door means
// that nobody is signed in, and everything taken is dropped.

const FILES = ["/*FILES*/"];
const SHELL = "shell-/*VERSION*/";
const DOOR = "/*DOOR*/";
const OFFLINE = "/*OFFLINE*/";
const TAKEN = "taken-";
const PATIENCE = 3000;

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll([OFFLINE, ...FILES]);
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function drop() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(TAKEN)).map((name) => caches.delete(name)));
}

// The cache and the copy of what was taken, or nothing. A page's query never matters.
async function taken(request) {
  const options = { ignoreSearch: request.mode === "navigate", ignoreVary: true };
  for (const name of await caches.keys()) {
    if (!name.startsWith(TAKEN)) continue;
    const cache = await caches.open(name);
    const copy = await cache.match(request.url, options);
    if (copy) return { cache, copy };
  }
  return undefined;
}

function patiently(promise, milliseconds) {
  const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error("slow")), milliseconds));
  return Promise.race([promise, late]);
}

// The network first: what was taken is for when there is none, and stays as fresh as the last visit.
async function fresh(request) {
  const kept = await taken(request);
  try {
    const answer = fetch(request);
    const response = await (kept ? patiently(answer, PATIENCE) : answer);
    const { pathname, search } = new URL(request.url);
    if (request.mode === "navigate" && pathname.startsWith(DOOR) && response.ok) await drop();
    else if (kept && response.ok && !response.redirected && !search) {
      await kept.cache.put(request.url, response.clone());
    }
    return response;
  } catch (error) {
    if (kept) return kept.copy;
    if (request.mode !== "navigate") throw error;
    return (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
  }
}

// Players ask for pieces of a film; the cache has it whole.
async function piece(copy, range) {
  const blob = await copy.blob();
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (from === undefined || Number(from) >= blob.size) return new Response(null, { status: 416 });
  const end = Math.min(to ? Number(to) : blob.size - 1, blob.size - 1);
  const headers = new Headers(copy.headers);
  headers.set("Content-Range", `bytes ${from}-${end}/${blob.size}`);
  headers.set("Content-Length", String(end - Number(from) + 1));
  return new Response(blob.slice(Number(from), end + 1), { status: 206, headers });
}

// Addresses that change with their content: a copy is as good as the network.
async function lasting(request) {
  const copy = await caches.match(request.url, { ignoreVary: true });
  if (!copy) return fetch(request);
  const range = request.headers.get("Range");
  return range ? piece(copy, range) : copy;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/media/")) {
    event.respondWith(lasting(request));
  } else if (request.mode === "navigate" || url.pathname.endsWith(".json")) {
    event.respondWith(fresh(request));
  }
});
