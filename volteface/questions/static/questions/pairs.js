// Partners and categories dragged onto their items; the menus or buttons beside them stay what is sent.
//
// <fieldset data-pairs="how to"> <p data-help> [<ol class="part-choices">] <ul class="part-rows"> of <li><label><select>
// or <div class="part-sorts"> of <fieldset> of radios. Choices without a list of their own get one, for the pointer only.

import { dragging } from "./drag.js";

const ROW = ".part-rows li, .part-sort";

// What can be chosen, as [value, words], from the first row's own fields.
function choicesOf(field) {
  const row = field.querySelector(ROW);
  const options = [...row.querySelectorAll("option")].map(({ value, text }) => [value, text]);
  const radios = [...row.querySelectorAll("input")].map((radio) => [radio.value, radio.nextElementSibling.textContent]);
  return [...options, ...radios].filter(([value]) => value);
}

function trayOf(field, choices) {
  const tray = document.createElement("div");
  tray.className = "part-tray";
  // For the pointer only: everybody else has the menus.
  tray.setAttribute("aria-hidden", "true");
  for (const [, words] of choices) {
    const chip = document.createElement("span");
    chip.textContent = words;
    tray.append(chip);
  }
  field.querySelector(".part-rows, .part-sorts").before(tray);
  return tray;
}

function choose(row, value) {
  const menu = row.querySelector("select");
  const field = menu ?? [...row.querySelectorAll("input")].find((radio) => radio.value === value);
  if (menu) menu.value = value;
  else field.checked = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function prepare(field) {
  field.dataset.pairsReady = "";
  if (!field.querySelector(ROW)) return;
  const choices = choicesOf(field);
  const tray = field.querySelector(".part-choices") ?? trayOf(field, choices);
  const chips = [...tray.children];
  chips.forEach((chip, index) => {
    chip.dataset.drags = "";
    chip.dataset.value = choices[index][0];
  });
  field.querySelector("[data-help]").textContent = field.dataset.pairs;
  const mark = (row) => {
    for (const other of field.querySelectorAll(".is-over")) other.classList.toggle("is-over", other === row);
    row?.classList.add("is-over");
  };
  const rowAt = (under) => {
    const row = under?.closest(ROW);
    return field.contains(row) ? row : null;
  };
  dragging(field, {
    follows: true,
    what: (event) => event.target.closest("[data-drags]"),
    over: (_chip, under) => mark(rowAt(under)),
    drop: (chip, under) => {
      mark(null);
      const row = rowAt(under);
      if (row) choose(row, chip.dataset.value);
    },
  });
}

function begin() {
  document.querySelectorAll("[data-pairs]:not([data-pairs-ready])").forEach(prepare);
}

document.addEventListener("htmx:afterSettle", begin);
begin();
