// A participant's phone: a vote is drawn from the event itself, everything else is fetched after a pause of
// its own, so that a hall of phones does not ask at the same moment.
//
// <div data-room> <script type="application/json" data-tokens>{draw: token}</script> <div id="stage">
// <template data-vote> with [data-fill=stem], [data-fill=options] and the form's hidden fields.

import { follow, redraw } from "./room.js";
import { setTimer } from "./timer.js";

const room = document.querySelector("[data-room]");
const tokens = JSON.parse(room.querySelector("[data-tokens]").textContent);
const VOTING = ["first_vote", "second_vote"];
const COUNTS = 2 ** 20;
const PAUSE = 1500;
let drawn = Math.floor(Number(room.dataset.version) / COUNTS);
let pending;

// A check says how many of its questions are in.
document.addEventListener("answer:saved", () => {
  const figure = document.querySelector("[data-answered]");
  const cards = [...document.querySelectorAll("#stage [data-answer]")];
  if (figure) figure.textContent = cards.filter((card) => card.querySelector("button.ghost[type=submit]")).length;
});

function place() {
  const stage = document.querySelector("#stage");
  return `${stage.dataset.draw} ${stage.dataset.stage}`;
}

function fillOptions(holder, question) {
  const pattern = holder.querySelector(".choice");
  pattern.remove();
  question.options.forEach((option, number) => {
    const choice = pattern.cloneNode(true);
    const input = choice.querySelector("input");
    input.type = question.kind === "multiple" ? "checkbox" : "radio";
    input.value = option.id;
    choice.querySelector(".choice-letter").textContent = String.fromCharCode(65 + number);
    choice.querySelector(".choice-text").innerHTML = option.html;
    holder.append(choice);
  });
}

function drawVote(state) {
  const { question } = state;
  const fresh = document.createElement("div");
  fresh.id = "stage";
  Object.assign(fresh.dataset, { round: state.round, draw: state.draw, stage: state.phase });
  fresh.append(room.querySelector("template[data-vote]").content.cloneNode(true));
  fresh.querySelector("[data-fill=stem]").innerHTML = question.stem;
  const card = fresh.querySelector("[data-answer]");
  Object.assign(card.dataset, { question: question.version, draw: state.draw, token: tokens[state.draw] });
  const form = card.querySelector("form");
  form.elements.token.value = tokens[state.draw];
  form.elements.version.value = question.version;
  form.elements.shown.value = question.options.map((option) => option.id).join(",");
  fillOptions(fresh.querySelector("[data-fill=options]"), question);
  if (!question.certainty) fresh.querySelector(".certainty")?.remove();
  fresh.classList.add("turn");
  document.querySelector("#stage").replaceWith(fresh);
}

async function fetchStage(change) {
  if (await redraw(room)) {
    drawn = change;
  } else {
    pending = setTimeout(fetchStage, PAUSE, change);
  }
}

function sayPhase(state) {
  const word = document.querySelector("[data-phase]");
  const name = state.phase.replace(/_v/, "V");
  word.textContent = (state.purpose === "vote" && word.dataset[name]) || "";
}

follow(room, (state) => {
  sayPhase(state);
  const change = Math.floor(state.version / COUNTS);
  setTimer(state);
  if (change <= drawn) return;
  clearTimeout(pending);
  const now = `${state.draw} ${state.phase}`;
  if (VOTING.includes(state.phase) && now === place()) {
    // More time, or the projector went dark: whoever is choosing is not disturbed.
    drawn = change;
  } else if (VOTING.includes(state.phase) && state.purpose === "vote" && state.question?.options && tokens[state.draw]) {
    drawVote(state);
    drawn = change;
  } else {
    pending = setTimeout(fetchStage, Math.random() * PAUSE, change);
  }
});
