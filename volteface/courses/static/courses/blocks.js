// The visual face: a list of blocks, each with its Markdown, joined into the form's textarea.
//
// <section data-blocks data-address="…" data-lead="…">
//   <ol data-block-list> <li class="block" data-kind data-source="Markdown" data-gap="\n\n">
//     <div data-typing contenteditable>    typed in place; the server turns it into Markdown
//     <input data-field="…">               the form of a code, a formula or a picture
//     <button data-do="up">                what can be done with the block

import { Dragging } from "./block-dragging.js";
import { Films, filmFields } from "./block-film.js";
import { History } from "./block-history.js";
import { Menu } from "./block-menu.js";
import { Pasting } from "./block-pasting.js";
import { listenToTables } from "./block-table.js";
import { Tools } from "./block-tools.js";
import { Typing } from "./block-typing.js";

export class Blocks {
  constructor(root, form) {
    this.root = root;
    this.form = form;
    this.area = form.elements.body;
    this.list = root.querySelector("[data-block-list]");
    this.lead = root.dataset.lead;
    this.followers = new WeakMap();
    this.typed = new Set();
    this.remember();
    this.history = new History(this);
    this.tools = new Tools(this);
    new Menu(this);
    new Typing(this);
    new Pasting(this);
    new Dragging(this);
    new Films(this);
    listenToTables(this);
  }

  get items() {
    return [...this.list.children];
  }

  get isSettled() {
    return this.typed.size === 0;
  }

  // Which block follows which, as they came: between them the blank space stays as it was.
  remember() {
    this.items.forEach((item, index, all) => this.followers.set(item, all[index + 1]));
  }

  // The Markdown of all blocks; those that nobody touched come back byte for byte.
  join() {
    const full = this.items.filter((item) => item.dataset.source.trim());
    return full.reduce((text, item, index) => {
      const next = full[index + 1];
      const kept = this.followers.get(item) === next || /\n[ \t]*\n/.test(item.dataset.gap);
      return text + item.dataset.source + (next && !kept ? "\n\n" : item.dataset.gap);
    }, this.lead);
  }

  // Something changed: write the Markdown and let the form save itself.
  changed() {
    const text = this.join();
    if (this.area.value !== text) this.area.value = text;
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Ask the server for blocks; fields: {body} or {html}.
  async ask(fields, address = this.root.dataset.address) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const response = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer = await response.json();
    const template = document.createElement("template");
    template.innerHTML = answer.html ?? "";
    answer.items = [...template.content.children];
    return answer;
  }

  // What the server makes Markdown of: HTML typed in place, or a film's filled form.
  typedIn(item) {
    const typing = item.querySelector("[data-typing]");
    const film = item.querySelector("[data-film-form]");
    if (film) return { film: filmFields(film), body: item.dataset.source };
    return typing && { html: typing.innerHTML };
  }

  // What was typed in place becomes Markdown; else the textarea is left as it is.
  async settle() {
    if (this.isSettled) return;
    for (const item of [...this.typed]) {
      const typed = this.typedIn(item);
      if (!typed || !item.isConnected) {
        this.typed.delete(item);
        continue;
      }
      const { shown } = this.history;
      const answer = await this.ask(typed);
      // Undone meanwhile: the answer is about what is there no more.
      if (this.history.shown !== shown) continue;
      item.dataset.source = answer.source;
      const [name] = Object.keys(typed);
      if (this.typedIn(item)?.[name] === typed[name]) this.typed.delete(item);
      // While somebody types, the block stays as it is; later it is shown anew.
      if (!item.contains(document.activeElement)) this.replace(item, answer.items, { quiet: true });
      else item.dataset.stale = "";
    }
    this.area.value = this.join();
  }

  // Put other blocks in a block's place.
  replace(item, items, { quiet = false } = {}) {
    const previous = item.previousElementSibling;
    const next = this.followers.get(item);
    if (items.length) items.at(-1).dataset.gap = item.dataset.gap;
    if (previous && this.followers.get(previous) === item) this.followers.set(previous, items[0]);
    items.forEach((each, index) => this.followers.set(each, items[index + 1] ?? next));
    item.replaceWith(...items);
    this.typed.delete(item);
    if (!quiet) this.changed();
  }

  // Show another text; blocks that say the same stay as they are.
  async take(body) {
    const answer = await this.ask({ body });
    const old = this.items;
    const items = answer.items.map((item) => {
      const same = old.findIndex((each) => each.dataset.source === item.dataset.source);
      if (same < 0) return item;
      const [kept] = old.splice(same, 1);
      kept.dataset.gap = item.dataset.gap;
      return kept;
    });
    this.typed.clear();
    this.lead = body.match(/^(?:[^\S\n]*\n)*/)[0];
    this.list.replaceChildren(...items);
    this.remember();
  }

  say(text) {
    this.root.querySelector("[data-block-status]").textContent = text;
  }

  focus(item) {
    (item?.querySelector("[aria-invalid=true], [data-typing], [data-field]") ?? item?.querySelector("button"))?.focus();
  }
}
