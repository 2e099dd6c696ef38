// Signing out leaves nothing in this browser: what was taken along, what was kept to be sent, all of it.
//
// <form data-leaves="Something is not sent yet and would be lost. Sign out all the same?" method="post">
// A page with [data-outbox] asks by itself, in its own words, before this is asked to forget.

const OUTBOX = "volteface-outbox";

async function databases() {
  const known = (await indexedDB.databases?.()) ?? [{ name: OUTBOX }];
  return known.map(({ name }) => name);
}

function opened(name) {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    // Nothing there: it is not made by looking.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => resolve(null);
  });
}

function settled(request) {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    // An open page puts off deleting until it is gone; what was in it has been emptied.
    request.onerror = request.onblocked = () => resolve(0);
  });
}

async function unsent() {
  if (!(await databases()).includes(OUTBOX)) return 0;
  const database = await opened(OUTBOX);
  if (!database?.objectStoreNames.contains("answers")) return 0;
  const count = await settled(database.transaction("answers").objectStore("answers").count());
  database.close();
  return count;
}

// Emptied first: an open page of this site would put off deleting.
async function erase(name) {
  const database = await opened(name);
  if (database) {
    const stores = [...database.objectStoreNames];
    if (stores.length) {
      const transaction = database.transaction(stores, "readwrite");
      await Promise.all(stores.map((store) => settled(transaction.objectStore(store).clear())));
    }
    database.close();
  }
  await settled(indexedDB.deleteDatabase(name));
}

async function forget() {
  localStorage.clear();
  sessionStorage.clear();
  await Promise.all((await databases()).map(erase));
  if ("caches" in window) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
}

export async function leave(form, submitter) {
  try {
    if (!form.dataset.asked && (await unsent()) && !confirm(form.dataset.leaves)) return;
    await forget();
  } catch {
    // A browser that keeps nothing has nothing to forget; the server signs out in any case.
  }
  form.dataset.left = "1";
  form.requestSubmit(submitter);
}
