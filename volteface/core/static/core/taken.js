// What was taken away from the network: caches called taken-<owner>-<name>, each with a page about itself.

const TAKEN = "taken-";
const ABOUT = "/taken/about.json";

export function possible() {
  return window.isSecureContext && "serviceWorker" in navigator && "caches" in window;
}

export function cacheName(list) {
  return `${TAKEN}${list.owner}-${list.name}`;
}

// [{cache, title, url, pages, at, size}], for the offline page and for going on without a network.
export async function everythingTaken() {
  if (!("caches" in window)) return [];
  const names = (await caches.keys()).filter((name) => name.startsWith(TAKEN));
  const found = await Promise.all(
    names.map(async (name) => {
      const about = await (await caches.open(name)).match(ABOUT);
      return about ? { ...(await about.json()), cache: name } : null;
    }),
  );
  return found.filter(Boolean);
}

export async function keepAbout(cache, about) {
  await cache.put(ABOUT, new Response(JSON.stringify(about), { headers: { "Content-Type": "application/json" } }));
}

// Taking something for one person drops what another had taken.
export async function dropOthers(owner) {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(TAKEN) && !name.startsWith(`${TAKEN}${owner}-`));
  await Promise.all(others.map((name) => caches.delete(name)));
}

// The page after this one in what was taken; empty when this page was not taken or is the last.
export async function pageAfter(path) {
  for (const { pages } of await everythingTaken()) {
    const place = pages.indexOf(path);
    if (place >= 0) return pages[place + 1] ?? pages[0];
  }
  return "";
}
