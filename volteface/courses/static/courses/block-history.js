// Undo and redo across blocks: what they said and their order, before each stretch of work.

const PAUSE = 1000;
const MOST = 200;

export class History {
  constructor(blocks) {
    this.blocks = blocks;
    this.past = [];
    this.future = [];
    // So many times another state was shown.
    this.shown = 0;
    this.last = { at: 0, item: null };
    blocks.root.addEventListener("keydown", (event) => this.onKey(event));
    blocks.list.addEventListener("beforeinput", (event) => this.beforeInput(event));
  }

  // Keep what there is, before it changes.
  keep() {
    this.past.push(this.state());
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
    this.last = { at: 0, item: null };
  }

  undo() {
    this.step(this.past, this.future);
  }

  redo() {
    this.step(this.future, this.past);
  }

  step(from, to) {
    const state = from.pop();
    if (!state) return;
    to.push(this.state());
    this.shown += 1;
    this.show(state);
    this.last = { at: 0, item: null };
  }

  state() {
    const { blocks } = this;
    return blocks.items.map((item) => ({
      item,
      source: item.dataset.source,
      gap: item.dataset.gap,
      html: item.querySelector("[data-typing]")?.innerHTML,
      values: [...item.querySelectorAll("[data-field]")].map((field) => [field, field.value, field.checked]),
      isTyped: blocks.typed.has(item),
    }));
  }

  show(state) {
    const { blocks } = this;
    let first = null;
    const before = new Set(blocks.items);
    blocks.typed.clear();
    for (const kept of state) {
      const typing = kept.item.querySelector("[data-typing]");
      const differs = !before.has(kept.item) || kept.item.dataset.source !== kept.source;
      if (typing && typing.innerHTML !== kept.html) {
        typing.innerHTML = kept.html;
        kept.isTyped = true;
      }
      if (differs || kept.isTyped) first ??= kept.item;
      // A film's form has rows of its own: it is shown anew from what it said.
      if (differs && kept.item.querySelector("[data-film-form]")) setTimeout(() => blocks.tools.finish(kept.item), 0);
      kept.item.dataset.source = kept.source;
      kept.item.dataset.gap = kept.gap;
      if (kept.isTyped) blocks.typed.add(kept.item);
      for (const [field, value, checked] of kept.values) Object.assign(field, { value, checked });
    }
    blocks.list.replaceChildren(...state.map((kept) => kept.item));
    blocks.changed();
    blocks.focus(first ?? blocks.items[0]);
  }

  // Typing is undone by stretches: a pause or another block begins a new one.
  beforeInput(event) {
    if (event.inputType.startsWith("history")) {
      event.preventDefault();
      event.inputType === "historyUndo" ? this.undo() : this.redo();
      return;
    }
    const item = event.target.closest(".piece");
    const now = Date.now();
    const goesOn = item === this.last.item && now - this.last.at < PAUSE;
    if (!goesOn || event.inputType.startsWith("format")) this.keep();
    this.last = { at: now, item };
  }

  onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    key === "y" || event.shiftKey ? this.redo() : this.undo();
  }
}
