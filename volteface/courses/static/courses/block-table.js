// Rows and columns of a table that is typed in place.

const CHANGES = {
  row(table) {
    const row = table.rows[table.rows.length - 1].cloneNode(true);
    for (const cell of [...row.cells]) cell.replaceWith(document.createElement("td"));
    (table.tBodies[0] ?? table.createTBody()).append(row);
  },
  column(table) {
    for (const row of table.rows) row.append(document.createElement(row.cells[0]?.localName ?? "td"));
  },
  unrow(table) {
    if (table.rows.length > 1) table.deleteRow(-1);
  },
  uncolumn(table) {
    for (const row of table.rows) if (row.cells.length > 1) row.deleteCell(-1);
  },
};

export function listenToTables(blocks) {
  blocks.list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    const change = CHANGES[button?.dataset.do];
    if (!change) return;
    const item = button.closest(".piece");
    blocks.history.keep();
    change(item.querySelector("table"));
    item.querySelector("[data-typing]").dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}
