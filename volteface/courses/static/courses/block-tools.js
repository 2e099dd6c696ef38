// What can be done with a block: moved, taken out, written as Markdown; and the forms of blocks
// that are not typed in place.

const fence = (words) => "`".repeat(Math.max(3, ...[...words.matchAll(/`+/g)].map((run) => run[0].length + 1)));

const ACTIONS = new Set(["up", "down", "remove", "markdown"]);

// From the fields of a block's form to its Markdown.
const WRITERS = {
  code: ({ language, words }) => `${fence(words)}${language.replaceAll("`", "").trim()}\n${words}\n${fence(words)}`,
  formula: ({ words }) => `$$\n${words.trim().replace(/\n\s*\n/g, "\n")}\n$$`,
  pool: ({ draw }, { name }) => `{{ pool ${name} draw=${Math.max(1, Math.min(99, parseInt(draw, 10) || 1))} }}`,
  picture: ({ words, decorative }, { name, title }) => {
    const file = /[\s()]/.test(name) ? `<${name}>` : name;
    if (decorative) return `![](${file} "decorative")`;
    const titled = title ? ` "${title.replace(/["\\]/g, "\\$&")}"` : "";
    return `![${words.trim().replace(/[\\[\]]/g, "\\$&")}](${file}${titled})`;
  },
};

export class Tools {
  constructor(blocks) {
    this.blocks = blocks;
    blocks.list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (ACTIONS.has(button?.dataset.do)) this[button.dataset.do](button.closest(".piece"), button);
    });
    blocks.list.addEventListener("input", (event) => {
      if (event.target.closest("[data-field]")) this.write(event.target.closest(".piece"));
    });
    blocks.list.addEventListener("change", (event) => this.show(event.target.closest(".piece")));
    // Enter in a block's form must not send the step.
    blocks.list.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  }

  up(item, button) {
    this.move(item, item.previousElementSibling, button);
  }

  down(item, button) {
    this.move(item, item.nextElementSibling?.nextElementSibling ?? null, button);
  }

  // Before another block, or to the end.
  move(item, before, button) {
    const { blocks } = this;
    if (before === item || (before === null && item === blocks.list.lastElementChild)) return;
    if (!before && button?.dataset.do === "up") return;
    blocks.history.keep();
    blocks.list.insertBefore(item, before);
    blocks.changed();
    button?.focus();
    blocks.say(`${blocks.root.dataset.moved} ${blocks.items.indexOf(item) + 1}/${blocks.items.length}`);
  }

  async remove(item) {
    const { blocks } = this;
    const next = item.nextElementSibling ?? item.previousElementSibling;
    blocks.history.keep();
    item.remove();
    if (!next) blocks.list.append(...(await blocks.ask({ body: "" })).items);
    blocks.changed();
    blocks.focus(next ?? blocks.items[0]);
    this.offerUndo();
  }

  offerUndo() {
    const { root } = this.blocks;
    this.blocks.say(`${root.dataset.removed} `);
    const undo = root.querySelector("[data-type=undo]").cloneNode(true);
    undo.append(undo.title.split(" (")[0]);
    undo.addEventListener("click", () => {
      this.blocks.history.undo();
      this.blocks.say("");
    });
    root.querySelector("[data-block-status]").append(undo);
  }

  async markdown(item) {
    const { blocks } = this;
    if (item.querySelector("[data-raw]")) return this.finish(item);
    await blocks.settle();
    const now = blocks.items.find((each) => each === item) ?? blocks.list.querySelector(".piece:focus-within") ?? item;
    blocks.history.keep();
    const area = document.createElement("textarea");
    area.className = "input";
    area.dataset.raw = "";
    area.rows = now.dataset.source.split("\n").length + 1;
    area.value = now.dataset.source;
    area.setAttribute("aria-label", "Markdown");
    const done = document.createElement("button");
    Object.assign(done, { type: "button", className: "button ghost small", textContent: blocks.root.dataset.done });
    done.addEventListener("click", () => this.finish(now));
    area.addEventListener("input", () => {
      now.dataset.source = area.value;
      blocks.changed();
    });
    now.querySelector(".piece-body").replaceChildren(area, done);
    area.focus();
  }

  async finish(item) {
    const answer = await this.blocks.ask({ body: item.dataset.source });
    this.blocks.replace(item, answer.items);
    this.blocks.focus(answer.items[0]);
  }

  write(item) {
    const fields = [...item.querySelectorAll("[data-field]")];
    const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
    const given = Object.fromEntries(fields.map((field) => [field.dataset.field, value(field)]));
    item.dataset.source = WRITERS[item.dataset.kind](given, item.querySelector(".piece-form").dataset);
    const missing = item.querySelector("[data-missing]");
    if (missing) {
      missing.hidden = Boolean(given.words.trim() || given.decorative);
      item.querySelector("[data-field=words]").setAttribute("aria-invalid", String(!missing.hidden));
    }
    this.blocks.changed();
  }

  // A formula is shown anew once it was typed.
  async show(item) {
    if (item?.dataset.kind !== "formula" || item.querySelector("[data-raw]")) return;
    const { items } = await this.blocks.ask({ body: item.dataset.source });
    const shown = items[0]?.querySelector(".prose");
    if (shown) item.querySelector(".prose").replaceWith(shown);
  }
}
