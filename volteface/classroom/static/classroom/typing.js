// Typing a sheet in from the keyboard: letters answer, Enter saves.
//
// <form data-typing> holds rows [data-row]; each has inputs whose value is a letter or + and -, or
// one text field. A letter answers the row at hand and goes on where one letter is chosen; where several
// may be, it stays. Up and down move, and so does the space bar past a blank.

const form = document.querySelector("[data-typing]");
const help = document.querySelector("[data-keys-help]");

function start() {
  const rows = [...form.querySelectorAll("[data-row]")];
  let here = 0;

  function textOf(row) {
    return row.querySelector("input:not([type=radio]):not([type=checkbox])");
  }

  function show(place, { focus = true } = {}) {
    rows[here]?.classList.remove("is-here");
    here = Math.max(0, Math.min(rows.length - 1, place));
    const row = rows[here];
    row.classList.add("is-here");
    const text = textOf(row);
    if (focus && text) text.focus();
    else if (focus) {
      const input = row.querySelector("input:checked") || row.querySelector("input");
      input.focus({ preventScroll: true });
    }
    row.scrollIntoView({ block: "nearest" });
  }

  function answer(letter) {
    const input = [...rows[here].querySelectorAll("input")].find((one) => one.value === letter);
    if (!input) return false;
    if (input.type === "checkbox") {
      input.checked = !input.checked;
      input.focus({ preventScroll: true });
    } else {
      input.checked = true;
      if (here < rows.length - 1) show(here + 1);
    }
    return true;
  }

  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) show(rows.indexOf(row), { focus: false });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const outside = event.target.closest("input, textarea, select, button, a, summary");
    if (outside && !outside.closest("[data-row]")) return;
    const typing = outside && outside === textOf(rows[here]);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      show(here + steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (typing && here < rows.length - 1) show(here + 1);
      else form.requestSubmit();
    } else if (!typing && event.key === " " && !event.target.matches("[type=checkbox]")) {
      event.preventDefault();
      show(here + 1);
    } else if (!typing && /^[a-z+-]$/i.test(event.key) && answer(event.key.toUpperCase())) {
      event.preventDefault();
    }
  });

  help.hidden = false;
  if (rows.length) show(0, { focus: !form.querySelector(".has-error") });
}

if (form) start();
