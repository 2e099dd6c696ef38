// Putting something in below a block: the menu, the questions of the bank, the course's files.

export class Menu {
  constructor(blocks) {
    this.blocks = blocks;
    this.below = null;
    this.asked = null;
    this.isLoading = false;
    this.template = blocks.root.querySelector("template[data-menu]");
    blocks.list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do=add]");
      if (button) this.toggle(button);
      const add = event.target.closest("[data-add]");
      if (add) this.put(add.dataset.add, add.closest(".piece"));
      const pick = event.target.closest("[data-pick]");
      if (pick) this.pick(pick.dataset.pick, pick.closest(".piece"));
    });
    blocks.list.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target.closest(".piece-add")) this.close(true);
    });
    for (const dialog of document.querySelectorAll("dialog.picker[data-from]")) this.listen(dialog);
  }

  toggle(button) {
    const wasOpen = button.getAttribute("aria-expanded") === "true";
    this.close();
    if (wasOpen) return;
    button.setAttribute("aria-expanded", "true");
    button.after(this.template.content.cloneNode(true));
    button.nextElementSibling.querySelector("button").focus();
  }

  close(back = false) {
    const menu = this.blocks.list.querySelector(".piece-menu");
    if (!menu) return;
    const button = menu.previousElementSibling;
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  }

  async put(source, below) {
    this.close();
    const { blocks } = this;
    const { items } = await blocks.ask({ body: source });
    blocks.history.keep();
    below.after(...items);
    blocks.changed();
    blocks.focus(items[0]);
  }

  pick(name, below) {
    this.below = below;
    this.close();
    const dialog = document.getElementById(name);
    dialog.showModal();
    this.load(dialog, "");
  }

  listen(dialog) {
    dialog.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-put]");
      if (chosen) {
        dialog.close();
        this.put(chosen.dataset.put, this.below);
      }
      if (event.target.closest("[data-close-dialog]")) dialog.close();
    });
    dialog.querySelector("[data-search]")?.addEventListener("input", (event) => {
      this.load(dialog, event.target.value);
    });
    dialog.querySelector("[data-upload]")?.addEventListener("change", (event) => this.upload(dialog, event.target));
  }

  // One request at a time; what was typed meanwhile is asked for next.
  async load(dialog, words) {
    this.asked = words;
    if (this.isLoading) return;
    this.isLoading = true;
    let shown = null;
    while (shown !== this.asked) {
      shown = this.asked;
      const address = `${dialog.dataset.from}?q=${encodeURIComponent(shown)}`;
      const response = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (response?.ok) dialog.querySelector("[data-results]").innerHTML = await response.text();
    }
    this.isLoading = false;
  }

  async upload(dialog, input) {
    const [file] = input.files;
    if (!file) return;
    const source = await this.send(dialog.dataset.from, file, dialog.querySelector("[data-refused]"));
    input.value = "";
    if (!source) return;
    dialog.close();
    this.put(source, this.below);
  }

  async send(address, file, refused) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.blocks.form.elements.csrfmiddlewaretoken.value);
    body.set("file", file);
    const response = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const answer = isJson ? await response.json() : { message: this.blocks.root.dataset.failed };
    refused.hidden = response.ok;
    refused.textContent = answer.message ?? "";
    return response.ok ? answer.source : "";
  }
}
