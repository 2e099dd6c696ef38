// Going on to the next step, or staying here calmly while there is no network.
//
// <form data-onward action="/f/"> and <p data-onward-words data-offline="…" data-back="…">.
// The server is asked for the next address, so that a lost network never ends at the browser's error page.

import { pageAfter } from "../core/taken.js";

const FINISHED = "volteface-finished";
const form = document.querySelector("form[data-onward]");
const words = document.querySelector("[data-onward-words]");
const PATIENCE = 15000;
let going = false;

async function nextAddress() {
  const response = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    signal: AbortSignal.timeout?.(PATIENCE),
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return response.ok && isJson ? (await response.json()).next : null;
}

// Without a network: what was taken along leads on, and that this step is finished is told later.
async function stay() {
  going = false;
  const next = await pageAfter(location.pathname);
  if (!next) {
    words.textContent = words.dataset.offline;
    return;
  }
  remember();
  location.assign(next);
}

function finished() {
  return JSON.parse(localStorage.getItem(FINISHED) ?? "[]");
}

function remember() {
  const told = [form.getAttribute("action"), new URLSearchParams(new FormData(form)).toString()];
  localStorage.setItem(FINISHED, JSON.stringify([...finished().filter(([, body]) => body !== told[1]), told]));
}

async function tellFinished() {
  for (const [action, body] of finished()) {
    const response = await fetch(action, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body,
    });
    if (response.status >= 500 || [408, 429].includes(response.status)) return;
    localStorage.setItem(FINISHED, JSON.stringify(finished().filter(([, other]) => other !== body)));
  }
}

async function goOn(event) {
  event.preventDefault();
  if (going) return;
  if (!navigator.onLine) {
    stay();
    return;
  }
  going = true;
  let next;
  try {
    next = await nextAddress();
  } catch {
    stay();
    return;
  }
  words.textContent = "";
  if (next) location.assign(next);
  // Signed out meanwhile, or refused: the server's own page says it best.
  else form.submit();
}

if (form && words) {
  form.addEventListener("submit", goOn);
  window.addEventListener("online", () => {
    if (words.textContent) words.textContent = words.dataset.back;
  });
  window.addEventListener("online", () => tellFinished().catch(() => {}));
  tellFinished().catch(() => {});
  // A page taken back from the browser's own memory may go on again.
  window.addEventListener("pageshow", () => {
    going = false;
  });
}
