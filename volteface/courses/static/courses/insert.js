// <code data-insert="Insert">…</code> gets a button that puts its text into the Markdown.

export function insertButtons(area) {
  for (const code of document.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = code.dataset.insert;
    button.addEventListener("click", () => insert(area, code.textContent));
    code.after(button);
  }
}

function insert(area, text) {
  const at = area.selectionStart ?? area.value.length;
  const before = area.value.slice(0, at).replace(/\s*$/, "");
  const after = area.value.slice(at).replace(/^\s*/, "");
  area.value = [before, text, after].filter(Boolean).join("\n\n");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}
