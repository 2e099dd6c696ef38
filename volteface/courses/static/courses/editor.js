// The step editor saves by itself, at most 5 s after the last change, and has two faces.
//
// <form data-autosave data-saving="…" data-saved="…" data-unsaved="…" data-invalid="…">
//   <input name="revision" type="hidden">      the text this page began with,
//   <textarea name="base" hidden>               as it was: two authors' work is brought together by it
//   <p role="status" data-autosave-status>     what became of the last save
//   <div data-clash hidden>                    both changed the same words: a press shows both
// <section data-blocks> is the visual face (blocks.js); the textarea is the other, and the truth.

import { Blocks } from "./blocks.js";
import { insertButtons } from "./insert.js";

const DELAY = 2000;
const RETRY = 5000;
const FACE = "editor-face";
const BASES = ["title", "level", "minutes"];

const form = document.querySelector("form[data-autosave]");
if (form) {
  const area = form.elements.body;
  const status = form.querySelector("[data-autosave-status]");
  const page = form.closest(".editor");
  const blocks = new Blocks(form.querySelector("[data-blocks]"), form);
  let timer = 0;
  let dirty = false;
  let sending = false;
  let stopped = false;

  const say = (text) => {
    status.textContent = text;
  };

  const later = (delay) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, delay);
  };

  async function save() {
    if (sending || !dirty || stopped) return;
    sending = true;
    dirty = false;
    say(form.dataset.saving);
    try {
      await blocks.settle();
      const body = new FormData(form);
      body.set("save", "auto");
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      await settle(response, body);
    } catch {
      dirty = true;
      say(form.dataset.unsaved);
      later(RETRY);
    } finally {
      sending = false;
      if (dirty) later(DELAY);
    }
  }

  async function settle(response, sent) {
    if (response.ok) {
      const answer = await response.json();
      await adopt(answer, sent);
      say(answer.said || `${form.dataset.saved} ${new Date(answer.saved_at).toLocaleTimeString()}`);
      // What is worth another look may have changed with the text.
      document.body.dispatchEvent(new Event("step-saved"));
    } else if (response.status === 409) {
      // A press on the button saves by hand, which shows both texts.
      stopped = true;
      const { message } = await response.json();
      form.querySelector("[data-clash-said]").textContent = message;
      form.querySelector("[data-clash]").hidden = false;
      say(message);
    } else if (response.status === 422) {
      say(form.dataset.invalid);
    } else {
      throw new Error(`status ${response.status}`);
    }
  }

  async function adopt(answer, sent) {
    const mine = sent.get("body").replaceAll("\r\n", "\n");
    form.elements.base.value = mine;
    for (const name of BASES) form.elements[`base_${name}`].value = sent.get(name);
    if (answer.body === undefined) {
      form.elements.revision.value = answer.revision;
    } else if (!dirty && area.value === mine) {
      // Nothing was typed meanwhile: take over what the other author wrote.
      form.elements.revision.value = answer.revision;
      form.elements.base.value = answer.body;
      area.value = answer.body;
      await blocks.take(answer.body);
    } else {
      // Typed on: the next save brings the two together again, from what was sent.
      dirty = true;
    }
  }

  function show(face) {
    page.dataset.face = face;
    for (const button of form.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === face));
    }
    blocks.root.hidden = face !== "visual";
    if (face === "markdown") area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.querySelector("[data-faces]").hidden = false;
  form.querySelector("[data-faces]").addEventListener("click", async (event) => {
    const face = event.target.closest("[data-show]")?.dataset.show;
    if (!face || face === page.dataset.face) return;
    await (face === "visual" ? blocks.take(area.value) : blocks.settle());
    localStorage.setItem(FACE, face);
    show(face);
  });
  show(localStorage.getItem(FACE) === "markdown" ? "markdown" : "visual");

  form.addEventListener("input", () => {
    dirty = true;
    later(DELAY);
  });
  form.addEventListener("submit", (event) => {
    if (blocks.isSettled) {
      stopped = true;
      clearTimeout(timer);
      return;
    }
    event.preventDefault();
    blocks.settle().then(() => form.requestSubmit(event.submitter), () => say(form.dataset.unsaved));
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("beforeunload", (event) => {
    if (dirty && !stopped) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    // Others are told at once that nobody edits here any more; a page that comes back says so anew.
    const gone = new FormData();
    gone.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    gone.set("page", form.elements.page.value);
    gone.set("leaves", "1");
    navigator.sendBeacon(form.querySelector("[data-beside]").getAttribute("hx-post"), gone);
  });
  insertButtons(area);
}
