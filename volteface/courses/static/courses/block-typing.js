// Text typed in place: the toolbar and its keys, which work inside the blocks only.

const KEYS = { b: "bold", i: "italic", e: "code", k: "link", m: "formula" };
const ALT_KEYS = { Digit2: "heading", Digit3: "subheading" };
const SHIFT_KEYS = { Digit7: "numbers", Digit8: "list", Digit9: "quote" };
const TAGS = { heading: "h2", subheading: "h3", quote: "blockquote" };
const COMMANDS = { bold: "bold", italic: "italic", list: "insertUnorderedList", numbers: "insertOrderedList" };

export class Typing {
  constructor(blocks) {
    this.blocks = blocks;
    this.dialog = document.getElementById("link-picker");
    document.execCommand("defaultParagraphSeparator", false, "p");
    document.execCommand("styleWithCSS", false, false);
    blocks.list.addEventListener("input", (event) => this.onInput(event));
    blocks.list.addEventListener("focusout", (event) => this.onLeave(event));
    blocks.list.addEventListener("keydown", (event) => this.onKey(event));
    blocks.list.addEventListener("click", (event) => this.onClick(event));
    const bar = blocks.root.querySelector("[role=toolbar]");
    // The words stay chosen while a button is pressed.
    bar.addEventListener("mousedown", (event) => event.preventDefault());
    bar.addEventListener("click", (event) => {
      const name = event.target.closest("[data-type]")?.dataset.type;
      if (name) this.run(name);
    });
  }

  get typing() {
    const node = getSelection().anchorNode;
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const found = element?.closest?.("[data-typing]");
    return found && this.blocks.list.contains(found) ? found : null;
  }

  onInput(event) {
    const typing = event.target.closest("[data-typing]");
    if (typing) this.blocks.typed.add(typing.closest(".piece"));
  }

  // A block that was left is shown as it will be: formulas as formulas, a table on its own.
  onLeave(event) {
    const item = event.target.closest(".piece");
    if (!event.target.closest("[data-typing]") || item.contains(event.relatedTarget)) return;
    if (this.dialog.open) return;
    if ("stale" in item.dataset) this.blocks.typed.add(item);
    delete item.dataset.stale;
    setTimeout(() => this.blocks.settle().catch(() => {}), 0);
  }

  onKey(event) {
    if (!event.target.closest("[data-typing]")) return;
    const control = event.ctrlKey || event.metaKey;
    if (!control) return;
    const key = event.key.toLowerCase();
    const name = event.altKey ? ALT_KEYS[event.code] : event.shiftKey ? SHIFT_KEYS[event.code] : KEYS[key];
    if (!name) return;
    event.preventDefault();
    this.run(name);
  }

  // A press on a formula makes it text again, to be changed.
  onClick(event) {
    const formula = event.target.closest("[data-typing] .formula");
    if (!formula) return;
    this.blocks.history.keep();
    const text = document.createTextNode(`$${formula.dataset.source}$`);
    formula.replaceWith(text);
    getSelection().setBaseAndExtent(text, 1, text, text.length - 1);
    this.touched(text.parentElement);
  }

  run(name) {
    if (name === "undo" || name === "redo") return this.blocks.history[name]();
    const { typing } = this;
    if (!typing) return this.blocks.focus(this.blocks.items[0]);
    if (COMMANDS[name]) document.execCommand(COMMANDS[name]);
    else if (TAGS[name]) this.shape(TAGS[name]);
    else if (name === "code") this.code(typing);
    else if (name === "formula") this.formula();
    else if (name === "link") this.link(typing);
    this.touched(typing);
  }

  shape(tag) {
    const inside = this.around(tag);
    if (inside && tag === "blockquote") document.execCommand("outdent");
    else document.execCommand("formatBlock", false, inside ? "p" : tag);
  }

  code(typing) {
    this.blocks.history.keep();
    const inside = this.around("code");
    const range = getSelection().getRangeAt(0);
    if (inside) {
      const text = document.createTextNode(range.collapsed ? " " : inside.textContent);
      range.collapsed ? inside.after(text) : inside.replaceWith(text);
      getSelection().collapse(text, text.length);
    } else if (!range.collapsed) {
      const code = document.createElement("code");
      code.textContent = range.toString();
      range.deleteContents();
      range.insertNode(code);
      getSelection().selectAllChildren(code);
    }
    typing.normalize();
  }

  formula() {
    const chosen = getSelection().toString() || "x^2";
    document.execCommand("insertText", false, `$${chosen}$`);
  }

  link(typing) {
    if (this.around("a")) return document.execCommand("unlink");
    const range = getSelection().getRangeAt(0).cloneRange();
    const input = this.dialog.querySelector("input");
    input.value = "https://";
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.dialog.addEventListener("close", () => {
      typing.focus();
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      const address = input.value.trim();
      if (this.dialog.returnValue !== "ok" || !/^(https?|mailto):./i.test(address)) return;
      if (range.collapsed) document.execCommand("insertText", false, address);
      if (range.collapsed) getSelection().modify("extend", "backward", "line");
      document.execCommand("createLink", false, address);
      this.touched(typing);
    }, { once: true });
  }

  around(tag) {
    const node = getSelection().anchorNode;
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const found = element?.closest?.(tag);
    return found && this.typing?.contains(found) ? found : null;
  }

  touched(element) {
    element.closest("[data-typing]")?.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
