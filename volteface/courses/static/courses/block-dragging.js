// Moving a block by its grip; the buttons beside it do the same.

export class Dragging {
  constructor(blocks) {
    this.blocks = blocks;
    this.item = null;
    const { list } = blocks;
    list.addEventListener("dragstart", (event) => {
      const grip = event.target.closest?.("[data-grip]");
      if (!grip) return;
      this.item = grip.closest(".piece");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.setDragImage(this.item, 20, 20);
      list.dataset.dragging = "";
    });
    list.addEventListener("dragover", (event) => {
      if (!this.item) return;
      event.preventDefault();
      this.mark(this.place(event));
    });
    list.addEventListener("drop", (event) => {
      if (!this.item) return;
      event.preventDefault();
      blocks.tools.move(this.item, this.place(event));
    });
    list.addEventListener("dragend", () => {
      this.item = null;
      delete list.dataset.dragging;
      this.mark(undefined);
    });
  }

  // The block before which it would come; null is the end.
  place(event) {
    const over = event.target.closest(".piece");
    if (!over) return null;
    const box = over.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2 ? over : over.nextElementSibling;
  }

  mark(before) {
    for (const item of this.blocks.items) {
      item.toggleAttribute("data-drop-before", item === before);
      item.toggleAttribute("data-drop-after", before === null && item === this.blocks.list.lastElementChild);
    }
  }
}
