// The presenter's keys: space, → and Page Down press [data-next], B presses [data-black].
//
// Never in a text field, never on a focused button or link (space is theirs), and off with
// [data-keys-on], which is remembered on this device.

const holder = document.querySelector("[data-keys]");
const box = holder.querySelector("[data-keys-on]");

holder.hidden = false;
try {
  box.checked = localStorage.getItem("presenter-keys") !== "off";
} catch {
  // Storage is denied: the choice lasts as long as the page.
}
box.addEventListener("change", () => {
  try {
    localStorage.setItem("presenter-keys", box.checked ? "on" : "off");
  } catch {
    // See above.
  }
});

function press(name) {
  const found = document.querySelector(`[data-${name}]`);
  const form = found?.closest("form");
  if (form) form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const busy = event.target.closest("input, textarea, select, button, a, summary, [contenteditable]");
  if (busy) return;
  if ([" ", "ArrowRight", "PageDown"].includes(event.key)) {
    event.preventDefault();
    press("next");
  } else if (event.key.toLowerCase() === "b") {
    press("black");
  }
});
