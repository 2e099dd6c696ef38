// Questions inside a film: each opens at its time, may be skipped, and is answered below the film at any time.
//
// The cards stand below the film; a script takes them into [data-asked]. "answer:saved" comes from whoever sends
// answers, with {question, receipt: {correct}}.

const AGAIN = 30;

export function addQuestions(film) {
  const panel = film.find("asked");
  const marks = film.all("question").filter((one) => one.closest("[data-questions]")).map((link) => mark(link));
  const asked = marks.filter((one) => one.card);
  if (!panel || !asked.length) return;
  const holder = film.find("asked-card");
  let open = null;

  function state(one, name) {
    one.state = name;
    one.link.querySelector("[data-state]").textContent = name ? film.root.dataset[name] : "";
    one.link.parentElement.dataset.is = name;
  }

  function show(one, { focus = true } = {}) {
    film.video.pause();
    if (document.fullscreenElement) document.exitFullscreen();
    open = one;
    for (const other of asked) other.card.hidden = other !== one;
    film.find("asked-time").textContent = one.link.querySelector(".film-at").textContent;
    film.find("film-again").hidden = true;
    buttons(one.state === "answered");
    panel.hidden = false;
    if (one.state !== "answered") state(one, "open");
    if (focus) {
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    }
  }

  function buttons(isAnswered) {
    film.find("film-skip").hidden = isAnswered;
    film.find("film-on").hidden = !isAnswered;
  }

  function close() {
    panel.hidden = true;
    if (open && open.state !== "answered") {
      state(open, "skipped");
      open.isPutOff = true;
    }
    open = null;
  }

  function goOn() {
    close();
    film.video.focus({ preventScroll: true });
    film.play();
  }

  function passed({ detail: { time, played } }) {
    for (const one of asked) {
      if (one.at > time || one.state === "answered" || one === open) continue;
      // What was just reached opens, unless its reader has put it off; what a jump left behind is skipped.
      if (played && time - one.at <= played && !open && !one.isPutOff) show(one);
      else state(one, "skipped");
    }
  }

  for (const one of asked) {
    holder.append(one.card);
    one.card.hidden = true;
    state(one, one.card.classList.contains("turned") || one.card.querySelector("time") ? "answered" : "");
    one.link.addEventListener("click", (event) => {
      event.preventDefault();
      show(one);
    });
  }
  panel.tabIndex = -1;
  film.find("film-skip").addEventListener("click", goOn);
  film.find("film-on").addEventListener("click", goOn);
  film.find("film-again").addEventListener("click", () => {
    const one = open;
    close();
    // It opens once more at its time.
    state(one, "");
    one.isPutOff = false;
    film.seek(one.at - AGAIN);
    film.video.focus({ preventScroll: true });
    film.play();
  });
  film.root.addEventListener("film:moment", passed);
  document.addEventListener("answer:saved", ({ detail }) => {
    const one = asked.find((mark) => mark.code === detail.question);
    if (!one) return;
    state(one, "answered");
    if (one !== open) return;
    buttons(true);
    film.find("film-again").hidden = detail.receipt.correct !== false;
    film.find("film-on").scrollIntoView({ block: "nearest" });
  });
  const linked = asked.find((one) => location.hash === `#q-${one.code}`);
  if (linked) show(linked);
}

function mark(link) {
  const code = link.dataset.question;
  const card = document.querySelector(`[data-answer][data-question="${CSS.escape(code)}"]`);
  return { link, code, card, at: Number(link.dataset.at), state: "" };
}
