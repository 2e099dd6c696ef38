// The form of a film: title, minutes, captions, and rows of times; the server writes its Markdown.
//
// <div data-film-form> with [data-film-field], and <fieldset data-film-rows="chapters"> whose rows hold
// [data-film-at] and [data-film-words]; a <template> in it is an empty row.

const filled = (row) => [row.querySelector("[data-film-at]").value, row.querySelector("[data-film-words]").value];

// What the form says, as the server reads it.
export function filmFields(form) {
  const given = {};
  for (const field of form.querySelectorAll("[data-film-field]")) given[field.dataset.filmField] = field.value;
  for (const rows of form.querySelectorAll("[data-film-rows]")) {
    given[rows.dataset.filmRows] = [...rows.querySelectorAll("li")].map(filled);
  }
  return JSON.stringify(given);
}

const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${parts.join(":")}` : parts.join(":").replace(/^0/, "");
};

export class Films {
  constructor(blocks) {
    this.blocks = blocks;
    const { list } = blocks;
    list.addEventListener("input", (event) => this.touch(event.target));
    list.addEventListener("click", (event) => this.onClick(event));
    list.addEventListener("focusin", (event) => this.offerTime(event.target.closest("[data-film-form]")));
    list.addEventListener("focusout", (event) => this.onLeave(event));
  }

  touch(target) {
    if (target.closest("[data-film-form]")) this.blocks.typed.add(target.closest(".piece"));
  }

  onClick(event) {
    const button = event.target.closest("[data-film-add], [data-film-out], [data-film-now]");
    if (!button) return;
    const rows = button.closest("[data-film-rows]");
    const row = button.closest("li");
    this.blocks.history.keep();
    if ("filmAdd" in button.dataset) {
      rows.querySelector("ol").append(rows.querySelector("template").content.cloneNode(true));
      this.offerTime(rows);
      rows.querySelector("li:last-child input").focus();
    } else if ("filmOut" in button.dataset) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector("input") ?? rows.querySelector("[data-film-add]")).focus();
    } else {
      row.querySelector("[data-film-at]").value = clock(this.player(row).currentTime);
    }
    // A change like any other: the form saves itself.
    rows.dispatchEvent(new Event("input", { bubbles: true }));
  }

  player(element) {
    return element.closest(".piece").querySelector("video, audio");
  }

  // Only a film that plays here has a time to take.
  offerTime(form) {
    if (!form || !this.player(form)) return;
    for (const button of form.querySelectorAll("[data-film-now]")) button.hidden = false;
  }

  // Once the form is left, the film is shown as it now is.
  onLeave(event) {
    const item = event.target.closest(".piece");
    if (!event.target.closest("[data-film-form]") || item.contains(event.relatedTarget)) return;
    if ("stale" in item.dataset) this.blocks.typed.add(item);
    delete item.dataset.stale;
    setTimeout(() => this.blocks.settle().catch(() => {}), 0);
  }
}
