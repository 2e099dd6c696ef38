// The step editor saves by itself, at most 5 s after the last change, and inserts questions.
//
// <form data-autosave data-saving="…" data-saved="…" data-unsaved="…" data-invalid="…">
//   <input name="revision" type="hidden">      the text this page began with
//   <p role="status" data-autosave-status>     what became of the last save
// <code data-insert="Insert">…</code>          gets a button that puts its text into the form's body

const DELAY = 2000;
const RETRY = 5000;

const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = form.querySelector("[data-autosave-status]");
  const revision = form.elements.revision;
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
    const body = new FormData(form);
    body.set("save", "auto");
    try {
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      await settle(response);
    } catch {
      dirty = true;
      say(form.dataset.unsaved);
      later(RETRY);
    } finally {
      sending = false;
      if (dirty) later(DELAY);
    }
  }

  async function settle(response) {
    if (response.ok) {
      const answer = await response.json();
      revision.value = answer.revision;
      say(`${form.dataset.saved} ${new Date(answer.saved_at).toLocaleTimeString()}`);
    } else if (response.status === 409) {
      // Saving by hand shows both texts.
      stopped = true;
      say((await response.json()).message);
    } else if (response.status === 422) {
      say(form.dataset.invalid);
    } else {
      throw new Error(`status ${response.status}`);
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    later(DELAY);
  });
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("beforeunload", (event) => {
    if (dirty && !stopped) event.preventDefault();
  });

  for (const code of document.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = code.dataset.insert;
    button.addEventListener("click", () => insert(code.textContent));
    code.after(button);
  }

  function insert(text) {
    const area = form.elements.body;
    const at = area.selectionStart ?? area.value.length;
    const before = area.value.slice(0, at).replace(/\s*$/, "");
    const after = area.value.slice(at).replace(/^\s*/, "");
    area.value = [before, text, after].filter(Boolean).join("\n\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }
}
