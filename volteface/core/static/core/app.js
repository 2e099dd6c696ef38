// What every page may need, and works without: theme, menus that close, copying.
//
// <form data-theme-form> <button name="theme" value="dark" aria-pressed="false">   switches at once
// <details data-close>                                        closes on Escape and on a press outside
// <div data-copy> <input readonly> <button hidden> <span role="status" data-copied="Copied">
// <form data-once>                                            its button is pressed once only
// <form data-leaves="…">                                      signs out and leaves nothing here
// <p data-network hidden>                                     shown while there is no network

import { leave } from "./leaving.js";

const root = document.documentElement;

function chooseTheme(form, theme) {
  root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  for (const button of form.querySelectorAll("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

function closeDetails(except) {
  for (const details of document.querySelectorAll("details[data-close][open]")) {
    if (!details.contains(except)) details.open = false;
  }
}

async function copy(holder) {
  const input = holder.querySelector("input");
  const status = holder.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(input.value);
    status.textContent = status.dataset.copied;
  } catch {
    input.select();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-theme-form]") && event.submitter?.value) {
    event.preventDefault();
    chooseTheme(form, event.submitter.value);
  } else if (form.matches("[data-once]")) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  } else if (form.matches("[data-leaves]:not([data-left])")) {
    // A page with answers to send asks first, and comes back with data-asked.
    if (document.querySelector("[data-outbox]") && !form.dataset.asked) return;
    event.preventDefault();
    leave(form, event.submitter);
  }
});

document.addEventListener("click", (event) => {
  closeDetails(event.target);
  const button = event.target.closest("[data-copy] button");
  if (button) copy(button.closest("[data-copy]"));
});

// Ctrl-K or Cmd-K: search without leaving the page; where that cannot be loaded, the page itself.
document.addEventListener("keydown", (event) => {
  const place = document.querySelector("link[rel=search]");
  if (!place || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  event.preventDefault();
  import("./palette.js").then(({ open }) => open(place)).catch(() => location.assign(place.href));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details[data-close][open]");
  closeDetails(null);
  open?.querySelector("summary").focus();
});

// Buttons that need a script stay hidden until there is one.
function reveal() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy] button[hidden]")) button.hidden = false;
}

// A page taken back from the browser's own memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

function tellNetwork() {
  for (const words of document.querySelectorAll("[data-network]")) words.hidden = navigator.onLine;
}

window.addEventListener("online", tellNetwork);
window.addEventListener("offline", tellNetwork);
document.addEventListener("htmx:afterSwap", reveal);
reveal();
tellNetwork();
