// Moving a block by its grip, with a mouse or a finger; the arrow buttons beside it do the same.

const EDGE = 80;
const SPEED = 12;

export class Dragging {
  constructor(list, { blocks, move }) {
    Object.assign(this, { list, blocks, move, item: null, before: undefined, y: 0 });
    list.addEventListener("pointerdown", (event) => this.take(event));
    list.addEventListener("pointermove", (event) => this.drag(event));
    list.addEventListener("pointerup", () => this.drop(true));
    list.addEventListener("pointercancel", () => this.drop(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.drop(false);
    });
  }

  take(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    grip.setPointerCapture(event.pointerId);
    this.item = grip.closest("li");
    this.item.dataset.dragged = "";
    this.y = event.clientY;
    this.before = undefined;
    requestAnimationFrame(() => this.scroll());
  }

  drag(event) {
    if (!this.item) return;
    this.y = event.clientY;
    this.aim();
  }

  // The block before which it would come: the first whose middle is below the pointer; null is the end.
  aim() {
    const others = this.blocks().filter((one) => one !== this.item);
    const below = others.find((one) => {
      const box = one.getBoundingClientRect();
      return this.y < box.top + box.height / 2;
    });
    this.before = below ?? null;
    this.mark(others);
  }

  mark(others) {
    for (const one of others) {
      one.toggleAttribute("data-drop-before", this.item !== null && one === this.before);
      one.toggleAttribute("data-drop-after", this.item !== null && this.before === null && one === others.at(-1));
    }
  }

  // Near an edge of the window the page goes along.
  scroll() {
    if (!this.item) return;
    const by = this.y < EDGE ? -SPEED : this.y > window.innerHeight - EDGE ? SPEED : 0;
    if (by) {
      window.scrollBy(0, by);
      this.aim();
    }
    requestAnimationFrame(() => this.scroll());
  }

  drop(done) {
    const { item, before } = this;
    if (!item) return;
    delete item.dataset.dragged;
    this.item = null;
    this.mark(this.blocks());
    if (done && before !== undefined) this.move(item, before);
  }
}
