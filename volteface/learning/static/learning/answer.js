// Question cards answered in place.
//
// <section data-answer data-question="…"> <form action="/a/"> … <p data-note data-saved="saved" …>
// <div data-feedback> </section>. The note says: sending → kept on this device → saved hh:mm:ss, the last only
// with the server's receipt in hand. [data-outbox] is the banner shown when an answer waits over 3 s;
// a form that signs out asks first while answers wait.

import { flush, put, waiting } from "./outbox.js";
import { secondsOn, wasAnswered } from "./turns.js";

const PATIENCE = 3000;
let banner;

function cardOf(question) {
  return document.querySelector(`[data-answer][data-question="${CSS.escape(question)}"]`);
}

// The fields of an answer: one of its own name, or one for each part.
const ANSWERS = /^(choice|value|text|point|word|(part|order)-.+)$/;

function isEmpty(data) {
  return ![...data].some(([name, text]) => ANSWERS.test(name) && String(text).trim());
}

// What nobody could read is said at once, even without a network; the server decides the rest.
function complaintOf(form, data, note) {
  const number = form.querySelector("[data-no-number]");
  if (number && !/\p{N}/u.test(number.value)) return number.dataset.noNumber;
  return isEmpty(data) ? note.dataset.empty : "";
}

function fieldsOf(data) {
  const fields = {};
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name);
    fields[name] = values.length > 1 ? values : values[0];
  }
  delete fields.next;
  return fields;
}

async function submit(card, form) {
  const data = new FormData(form);
  const note = card.querySelector("[data-note]");
  const complaint = complaintOf(form, data, note);
  note.classList.toggle("error", Boolean(complaint));
  if (complaint) {
    note.textContent = complaint;
    form.querySelector("input:not([type=hidden]), textarea, select:not([hidden]), .order-move")?.focus();
    return;
  }
  note.textContent = note.dataset.sending;
  const fields = { ...fieldsOf(data), seconds: secondsOn(card) };
  wasAnswered();
  card.dataset.pending = await put(fields, form.getAttribute("action"));
  const queued = () => {
    if (card.dataset.pending) note.textContent = note.dataset.queued;
  };
  if (navigator.onLine) setTimeout(queued, PATIENCE);
  else queued();
}

function clockTime(iso) {
  const timeZone = document.querySelector("[data-zone]")?.dataset.zone || undefined;
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone };
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(iso));
}

function turn(card, html) {
  card.classList.remove("turn");
  // Reading the size restarts the animation.
  void card.offsetWidth;
  card.classList.add("turn", "turned");
  card.querySelector("[data-feedback]").innerHTML = html;
}

function saved({ detail }) {
  const card = cardOf(detail.question);
  if (!card || (card.dataset.pending && card.dataset.pending !== detail.id)) return;
  delete card.dataset.pending;
  const note = card.querySelector("[data-note]");
  const late = detail.receipt.late ? ` · ${note.dataset.late}` : "";
  note.textContent = `${note.dataset.saved} ${clockTime(detail.receipt.saved_at)}${late}`;
  card.querySelector("button[type=submit] span").textContent = note.dataset.again;
  card.querySelector("button[type=submit]").classList.replace("primary", "ghost");
  if (detail.receipt.feedback_html !== undefined) turn(card, detail.receipt.feedback_html);
  document.dispatchEvent(new CustomEvent("answer:saved", { detail }));
}

function refused({ detail }) {
  const card = cardOf(detail.question);
  if (!card) return;
  delete card.dataset.pending;
  const note = card.querySelector("[data-note]");
  note.classList.add("error");
  note.textContent = detail.error;
}

function counted({ detail }) {
  const place = document.querySelector("[data-outbox]");
  if (!place) return;
  if (!detail.count) {
    clearTimeout(banner);
    banner = undefined;
    place.hidden = true;
    return;
  }
  const words = detail.count === 1 ? place.dataset.one : place.dataset.several;
  place.querySelector("[data-outbox-words]").textContent = words.replace("%n", detail.count);
  // Each attempt counts anew: the patience began with the first.
  banner ??= setTimeout(() => (place.hidden = false), navigator.onLine ? PATIENCE : 0);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const card = form.closest("[data-answer]");
  if (!card) return;
  event.preventDefault();
  submit(card, form);
});

// Signing out forgets this browser's data: ask while something would be lost.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const place = document.querySelector("[data-outbox]");
  if (!form.action?.includes("sign-out") || form.dataset.asked || !place) return;
  event.preventDefault();
  await flush();
  const count = (await waiting()).length;
  if (count && !confirm(place.dataset.signOut.replace("%n", count))) return;
  form.dataset.asked = "1";
  form.requestSubmit(event.submitter);
});

document.addEventListener("outbox:saved", saved);
document.addEventListener("outbox:refused", refused);
document.addEventListener("outbox:count", counted);
waiting().then((items) => counted({ detail: { count: items.length } }));
