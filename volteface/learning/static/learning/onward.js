// Going on to the next step, or staying here calmly while there is no network.
//
// <form data-onward action="…/finished/"> and <p data-onward-words data-offline="…" data-back="…">.
// The server is asked for the next address, so that a lost network never ends at the browser's error page.

const form = document.querySelector("form[data-onward]");
const words = document.querySelector("[data-onward-words]");
const PATIENCE = 15000;
let going = false;

async function nextAddress() {
  const response = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new FormData(form),
    signal: AbortSignal.timeout?.(PATIENCE),
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return response.ok && isJson ? (await response.json()).next : null;
}

function stay() {
  going = false;
  words.textContent = words.dataset.offline;
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
  // A page taken back from the browser's own memory may go on again.
  window.addEventListener("pageshow", () => {
    going = false;
  });
}
