// Items put in order by buttons or by dragging (a finger takes the grip); the menus with their places stay what is sent.
//
// <order-list data-up data-down data-moved data-how> <p data-help> <ol> <li> <select> <div>words</div>
// </li> … </ol> <p role="status"> </order-list>. Until something is moved no item has a place, so
// that an untouched question counts as not answered.

import { dragging } from "./drag.js";

class OrderList extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector("ol");
    this.said = this.querySelector("[role=status]");
    this.querySelector("[data-help]").textContent = this.dataset.how;
    this.classList.add("is-moving");
    for (const item of this.list.children) this.prepare(item);
    dragging(this.list, {
      // A finger on the words scrolls the page.
      what: (event) =>
        event.target.closest(event.pointerType === "touch" ? "[data-drags]" : "li > :not(button)")?.closest("li"),
      over: (item, under, event) => this.over(item, under, event),
      drop: (item) => this.number(item),
    });
  }

  prepare(item) {
    item.querySelector("select").hidden = true;
    const grip = document.createElement("span");
    grip.className = "order-grip";
    grip.dataset.drags = "";
    item.prepend(grip);
    item.append(this.button(item, "up", -1), this.button(item, "down", 1));
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

  over(dragged, under, event) {
    const item = under?.closest("li");
    if (!item || item === dragged || item.parentElement !== this.list) return;
    const box = item.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) item.before(dragged);
    else item.after(dragged);
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
