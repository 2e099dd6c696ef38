// A printed kit's page: a tap is sent at once; what cannot be sent waits on this phone and goes later.
//
// <div data-table> around <li data-card> with <form data-tap>; [data-note] says saving → waits on this phone →
// saved hh:mm:ss, the last only with the server's receipt in hand. A later tap on a card replaces one that waits.
// Without this script each form posts by itself.

const table = document.querySelector("[data-table]");
const KEY = `volteface-kit:${location.pathname}`;
const PAUSE = { least: 1500, most: 20000 };
let waiting = kept();
let sending;
let pause = PAUSE.least;
// Handing in that waits for the connection; whoever taps on meanwhile is not done yet.
let leaving;
let timer;

function kept() {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Map();
  }
}

function keep() {
  try {
    if (waiting.size) localStorage.setItem(KEY, JSON.stringify([...waiting]));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is denied: the taps wait as long as the page is open.
  }
}

function cardOf(number) {
  return table.querySelector(`[data-card="${CSS.escape(number)}"]`);
}

function note(card, words, waits) {
  const place = card.querySelector("[data-note]");
  place.textContent = words;
  place.toggleAttribute("data-waits", waits);
}

function show(card, state, chosen) {
  card.dataset.state = state;
  for (const button of card.querySelectorAll("button")) {
    const pressed = button.name === "chosen" ? button.value === chosen : button.value !== "" && button.value === state;
    button.setAttribute("aria-pressed", String(pressed));
  }
  card.querySelector(".table-undo").hidden = state === "";
  const letters = card.querySelector(".table-letters");
  if (letters) letters.hidden = state !== "missed";
}

// What the page shows before the server has said anything: pressed, and not yet saved.
function tapped(form, button) {
  const card = form.closest("[data-card]");
  const chosen = button.name === "chosen" ? button.value : "";
  const went = chosen ? "missed" : button.value;
  waiting.set(card.dataset.card, { went, chosen, id: crypto.getRandomValues(new Uint32Array(1))[0] });
  keep();
  show(card, went, chosen);
  note(card, table.dataset.sending, false);
  pause = PAUSE.least;
  leaving = undefined;
  send();
}

async function post(number, tap) {
  const form = cardOf(number).querySelector("form");
  const fields = new URLSearchParams(new FormData(form));
  fields.set("went", tap.went);
  fields.set("chosen", tap.chosen);
  return fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
}

function received(number, tap, receipt) {
  // A newer tap on the same card may have come meanwhile: it is still to be sent.
  if (waiting.get(number)?.id !== tap.id) return;
  waiting.delete(number);
  keep();
  const card = cardOf(number);
  show(card, receipt.state, receipt.chosen);
  note(card, `${table.dataset.saved} ${receipt.saved}`, false);
  table.querySelector("[data-played]").textContent = receipt.played;
  table.querySelector("[data-missed]").textContent = receipt.missed;
}

function refused(number, words) {
  waiting.delete(number);
  keep();
  note(cardOf(number), words, true);
}

async function sendOne(number, tap) {
  const response = await post(number, tap);
  if (response.status === 429 || response.status >= 500) throw new Error(String(response.status));
  const json = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
  if (response.ok && json.card !== undefined) received(number, tap, json);
  else refused(number, json.error ?? table.dataset.refused);
}

async function send() {
  sending ??= sendAll().finally(() => (sending = undefined));
  return sending;
}

async function sendAll() {
  clearTimeout(timer);
  try {
    while (waiting.size) await sendOne(...waiting.entries().next().value);
    pause = PAUSE.least;
    leaving?.();
    leaving = undefined;
  } catch {
    for (const number of waiting.keys()) note(cardOf(number), table.dataset.waiting, true);
    timer = setTimeout(send, pause);
    pause = Math.min(pause * 2, PAUSE.most);
  } finally {
    table.querySelector("[data-offline]").hidden = !waiting.size;
  }
}

// What leaves the page goes last: nothing that waits may be left behind.
async function afterwards(form, button) {
  // A form cannot be sent again while it is still telling of its being sent.
  await new Promise((resolve) => setTimeout(resolve));
  await send();
  if (waiting.size) {
    leaving = () => afterwards(form, button);
    return table.querySelector("[data-offline]").scrollIntoView({ block: "center" });
  }
  form.dataset.ready = "";
  form.requestSubmit(button);
}

if (table) {
  waiting = new Map([...waiting].filter(([number]) => cardOf(number)));
  for (const [number, tap] of waiting) show(cardOf(number), tap.went, tap.chosen);
  table.addEventListener("submit", (event) => {
    const form = event.target;
    if ("ready" in form.dataset) return;
    event.preventDefault();
    if (form.matches("[data-tap]")) tapped(form, event.submitter);
    else afterwards(form, event.submitter);
  });
  addEventListener("online", send);
  send();
}
