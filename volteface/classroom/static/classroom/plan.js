// The plan's order and minutes: tried out on the page, saved together by the form "times".
//
// <div data-plan data-start="10:05" data-meeting="60" data-check-in="5"> <li class="block" id="code">
//   <input name="order" form="times"> <input data-minutes> <input data-talk> <button data-grip>
// The meter and the clock follow at once; nothing is kept before "Save". Without this, each row saves by itself.

import { Dragging } from "./plan-dragging.js";

const MOST_TALK = 1 / 3;
const plan = document.querySelector("[data-plan]");
const list = plan.querySelector("ol");
const form = document.querySelector("#times");
const meter = document.querySelector("[data-meter]");
const blocks = () => [...list.children].filter((item) => item.querySelector("[data-minutes]"));
const number = (item, name) => Math.max(0, Math.round(Number(item.querySelector(`[data-${name}]`).value)) || 0);
const fill = (words, values) => Object.entries(values).reduce((text, [key, value]) => text.replace(`%(${key})s`, value), words);
let begun;
let saving = false;

function clock(minutes) {
  const day = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(day / 60)).padStart(2, "0")}:${String(day % 60).padStart(2, "0")}`;
}

// What is on the page, as the form would send it.
function state() {
  return blocks().map((item) => `${item.id} ${number(item, "minutes")} ${number(item, "talk")}`).join("|");
}

function share(items) {
  const whole = items.reduce((sum, item) => sum + number(item, "minutes"), Number(plan.dataset.checkIn));
  const talk = items.reduce((sum, item) => sum + Math.min(number(item, "talk"), number(item, "minutes")), 0);
  return { whole, part: whole ? talk / whole : 0 };
}

function drawBlocks(items) {
  const [hour, minute] = plan.dataset.start.split(":").map(Number);
  const start = hour * 60 + minute;
  const last = start - Number(plan.dataset.checkIn) + Number(plan.dataset.meeting);
  let at = start;
  items.forEach((item, place) => {
    const minutes = number(item, "minutes");
    const talks = Math.min(number(item, "talk"), minutes) * 2 > minutes;
    item.querySelector(".block-time").textContent = clock(at);
    at += minutes;
    item.classList.toggle("talk", talks);
    item.querySelector("[data-over]").hidden = at <= last;
    const repeats = item.querySelector("[data-repeats]");
    if (repeats) repeats.hidden = !talks;
    item.querySelector("[value=up]").disabled = place === 0;
    item.querySelector("[value=down]").disabled = place === items.length - 1;
  });
  plan.querySelector("[data-ends]").textContent = clock(at);
}

function drawMeter(items) {
  const { whole, part } = share(items);
  const [, bar] = meter.querySelectorAll("rect");
  bar.setAttribute("width", `${(part * 100).toFixed(1)}%`);
  bar.setAttribute("class", part > MOST_TALK ? "tone-help" : "tone-ink");
  meter.querySelector(".talk-meter b").textContent = `${Math.round(part * 100)} %`;
  meter.querySelector("[data-talk-more]").hidden = part <= MOST_TALK;
  meter.querySelector("[data-talk-less]").hidden = part > MOST_TALK;
  const spare = meter.querySelector("[data-spare]");
  const left = Number(plan.dataset.meeting) - whole;
  const words = left < 0 ? spare.dataset.over : left ? spare.dataset.free : spare.dataset.full;
  spare.classList.toggle("plan-warning", left < 0);
  spare.textContent = fill(words, { count: Math.abs(left) });
  return part;
}

function draw(moved) {
  const items = blocks();
  drawBlocks(items);
  const part = drawMeter(items);
  const changed = state() !== begun.state;
  const words = form.querySelector("[data-unsaved]");
  form.classList.toggle("is-unsaved", changed);
  words.hidden = !changed;
  form.querySelector("[data-undo]").hidden = !changed;
  form.querySelector("[type=submit]").hidden = !changed;
  const talk = fill(words.dataset.words, { before: begun.talk, after: Math.round(part * 100) });
  const title = moved?.querySelector(".block-title b").textContent;
  const where = moved && fill(words.dataset.moved, { title, place: items.indexOf(moved) + 1, count: items.length });
  words.textContent = where ? `${where} ${talk}` : talk;
}

function move(item, before) {
  list.insertBefore(item, before);
  draw(item);
  item.scrollIntoView({ block: "nearest" });
}

function step(item, by) {
  const items = blocks();
  const to = items.indexOf(item) + by;
  if (to < 0 || to >= items.length) return;
  move(item, by < 0 ? items[to] : (items[to + 1] ?? null));
}

function listen() {
  list.addEventListener("input", () => draw());
  list.addEventListener("submit", (event) => {
    const way = event.submitter?.name === "to" && event.submitter.value;
    if (!way) return;
    event.preventDefault();
    step(event.target.closest("li"), way === "up" ? -1 : 1);
    // At an end this button is out of use: the other one goes on.
    (event.submitter.disabled ? event.target.querySelector("button:enabled") : event.submitter)?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!grip || !by) return;
    event.preventDefault();
    step(grip.closest("li"), by);
    grip.focus();
  });
  form.addEventListener("submit", () => {
    saving = true;
  });
  form.querySelector("[data-undo]").addEventListener("click", () => {
    saving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && state() !== begun.state) event.preventDefault();
  });
}

// What a browser kept in the fields of an earlier visit is not the plan.
form.reset();
begun = { state: state(), talk: Math.round(share(blocks()).part * 100) };
for (const grip of list.querySelectorAll("[data-grip]")) grip.hidden = false;
new Dragging(list, { blocks, move });
listen();
draw();
