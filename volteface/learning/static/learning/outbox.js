// Answers that are not yet on the server: kept in this browser, sent exactly once when it is possible.
//
// put(fields, path) keeps an answer for the lane's path and starts sending; it resolves once that is safe.
// Every change is an event on document: "outbox:saved" and "outbox:refused" with
// {id, question, receipt|error, page, title}, "outbox:count" with {count}.
// Plain http has no service worker: this needs IndexedDB only, and memory where even that is denied.

import { newId } from "./ids.js";
import "./refused.js";

const STORE = "answers";
const META = "meta";
const TRY_AGAIN = { least: 2000, most: 30000 };

let opening;
let sending = false;
let pause = TRY_AGAIN.least;
const memory = { answers: new Map(), counter: 0, device: "" };

function open() {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open("volteface-outbox", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(STORE, { keyPath: "id" });
        request.result.createObjectStore(META);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opening;
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// The counter and the answer are kept together: a crash leaves both or neither.
export async function put(fields, path) {
  const page = `${location.pathname}#q-${fields.version}`;
  const item = { id: newId(), fields, path, page, title: document.title };
  const database = await open();
  if (database) {
    const transaction = database.transaction([STORE, META], "readwrite", { durability: "strict" });
    const meta = transaction.objectStore(META);
    const device = (await got(meta.get("device"))) ?? newId();
    const counter = ((await got(meta.get("counter"))) ?? 0) + 1;
    meta.put(device, "device");
    meta.put(counter, "counter");
    item.fields = { ...fields, answer_id: item.id, device, counter };
    transaction.objectStore(STORE).put(item);
    await done(transaction);
  } else {
    memory.device ||= newId();
    memory.counter += 1;
    item.fields = { ...fields, answer_id: item.id, device: memory.device, counter: memory.counter };
    memory.answers.set(item.id, item);
  }
  announceCount();
  flush();
  return item.id;
}

export async function waiting() {
  const database = await open();
  if (!database) return [...memory.answers.values()];
  return got(database.transaction(STORE).objectStore(STORE).getAll());
}

async function drop(id) {
  const database = await open();
  if (!database) {
    memory.answers.delete(id);
    return;
  }
  const transaction = database.transaction(STORE, "readwrite");
  transaction.objectStore(STORE).delete(id);
  await done(transaction);
}

// A page just loaded has a fresh token for the same person and draw; the kept one may have aged.
function freshest(token) {
  const owner = token.split(".").slice(0, 3).join(".");
  const field = document.querySelector(`[data-token^="${CSS.escape(owner)}."]`);
  return field?.dataset.token ?? token;
}

async function send(item) {
  const fields = { ...item.fields, token: freshest(item.fields.token) };
  const response = await fetch(item.path ?? "/a/", {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(fields),
    signal: AbortSignal.timeout?.(10000),
  });
  // Overload, a proxy's page, a token that only reopening the page renews: keep it, try later.
  if (response.status >= 500 || [403, 408, 429].includes(response.status)) return false;
  const body = await response.json();
  await drop(item.id);
  const detail = { id: item.id, question: fields.version };
  if (response.ok) tell("outbox:saved", { ...detail, receipt: body });
  else tell("outbox:refused", { ...detail, error: body.error, page: item.page, title: item.title });
  return true;
}

export async function flush() {
  if (sending) return;
  sending = true;
  let kept = false;
  try {
    for (const item of await waiting()) if (!(await send(item))) kept = true;
    pause = kept ? Math.min(pause * 2, TRY_AGAIN.most) : TRY_AGAIN.least;
  } catch {
    kept = true;
    pause = Math.min(pause * 2, TRY_AGAIN.most);
  } finally {
    sending = false;
  }
  const left = await announceCount();
  // Spread out, or a hall whose network comes back would answer all at once.
  if (left) setTimeout(flush, kept ? pause * (0.5 + Math.random()) : 0);
}

async function announceCount() {
  const count = (await waiting()).length;
  tell("outbox:count", { count });
  return count;
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
flush();
