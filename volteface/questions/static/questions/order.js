// Items put in order by buttons or by dragging; the menus with their places stay what is sent.
//
// <order-list data-up data-down data-moved data-how> <p data-help> <ol> <li> <select> <div>words</div>
// </li> … </ol> <p role="status"> </order-list>. Until something is moved no item has a place, so
// that an untouched question counts as not answered.

class OrderList extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector("ol");
    this.said = this.querySelector("[role=status]");
    this.querySelector("[data-help]").textContent = this.dataset.how;
    this.classList.add("is-moving");
    for (const item of this.list.children) this.prepare(item);
    this.list.addEventListener("dragover", (event) => this.over(event));
    this.list.addEventListener("drop", (event) => event.preventDefault());
  }

  prepare(item) {
    item.querySelector("select").hidden = true;
    item.draggable = true;
    item.append(this.button(item, "up", -1), this.button(item, "down", 1));
    item.addEventListener("dragstart", (event) => {
      this.dragged = item;
      event.dataTransfer.effectAllowed = "move";
      item.classList.add("is-dragged");
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      this.dragged = undefined;
      this.number(item);
    });
  }

  button(item, way, step) {
    const words = item.querySelector(".order-words");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `order-move ${way}`;
    button.dataset.step = step;
    button.id = `${words.id}-${way}`;
    button.setAttribute("aria-label", this.dataset[way]);
    button.setAttribute("aria-describedby", words.id);
    button.addEventListener("click", () => this.move(item, step, button));
    return button;
  }

  // Past either end an item stays where it is: the press says "so it shall be".
  move(item, step, button) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (other && step < 0) other.before(item);
    else if (other) other.after(item);
    button.focus();
    this.number(item);
  }

  over(event) {
    if (!this.dragged) return;
    event.preventDefault();
    const item = event.target.closest("li");
    if (!item || item === this.dragged || item.parentElement !== this.list) return;
    const box = item.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) item.before(this.dragged);
    else item.after(this.dragged);
  }

  number(moved) {
    const items = [...this.list.children];
    items.forEach((item, index) => (item.querySelector("select").value = index + 1));
    const place = items.indexOf(moved) + 1;
    this.said.textContent = this.dataset.moved.replace("%n", place).replace("%m", items.length);
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

if (!customElements.get("order-list")) customElements.define("order-list", OrderList);
