// The projector and the presenter: redraw when the room has changed, renew the figures in between.
//
// <div data-room data-page="…" data-all> With data-all (the presenter) a new count redraws too, at most
// once a second; [data-count="answered"] and [data-count="joined"] take the figures of each state.

import { follow, redraw } from "./room.js";
import "./timer.js";

const room = document.querySelector("[data-room]");
const COUNTS = 2 ** 20;
let drawn = Math.floor(Number(room.dataset.version) / COUNTS);
let shown = Number(room.dataset.version);
let waiting;

async function draw(version) {
  clearTimeout(waiting);
  waiting = undefined;
  // Somebody is being asked "close the room?": do not take the answer away from under their finger.
  if (document.querySelector("#stage details[data-close][open]")) {
    waiting = setTimeout(draw, 1000, version);
    return;
  }
  if (await redraw(room)) {
    drawn = Math.max(drawn, Math.floor(version / COUNTS));
    shown = Math.max(shown, version);
  } else {
    waiting = setTimeout(draw, 2000, version);
  }
}

follow(room, (state) => {
  for (const figure of document.querySelectorAll("[data-count]")) {
    figure.textContent = state[figure.dataset.count];
  }
  if (Math.floor(state.version / COUNTS) > drawn) {
    draw(state.version);
  } else if ("all" in room.dataset && state.version > shown && !waiting) {
    waiting = setTimeout(draw, 1000, state.version);
  }
});
