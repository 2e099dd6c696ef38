// A room's states: by server-sent events, and by asking again when those fail.
//
// <div data-room data-events="/events/…" data-poll="/room/…/state/" data-version="7"> follow(room, show)
// calls show(state) for every newer state. [data-light] says how the connection is.
// Two heartbeats (2 × 15 s) without a sign of life, or 5 s without a connection: ask every 2–4 s until
// the stream is back.

const HEARTBEAT = 15000;
const FIRST = 5000;
const AGAIN = { least: 500, most: 4000 };

export function follow(room, show) {
  const light = document.querySelector("[data-light]");
  let version = -1;
  let stream;
  let silence;
  let polling;
  // Since the last trouble, has anything come through?
  let heard = false;

  function say(word) {
    if (!light || light.dataset.now === word) return;
    light.dataset.now = word;
    light.textContent = light.dataset[word];
  }

  function take(state) {
    if (state.version < version) return;
    version = state.version;
    show(state);
  }

  function alive() {
    heard = true;
    patience(2 * HEARTBEAT);
    clearTimeout(polling);
    polling = undefined;
    say("connected");
  }

  function lost() {
    clearTimeout(silence);
    stream?.close();
    if (!polling) ask();
    setTimeout(connect, jitter());
  }

  async function ask() {
    polling = setTimeout(ask, 2000 + Math.random() * 2000);
    try {
      const answer = await fetch(room.dataset.poll, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status === 404) return location.reload();
      if (!answer.ok) throw new Error(answer.statusText);
      take(await answer.json());
      say("polling");
    } catch {
      say("lost");
    }
  }

  function patience(time) {
    clearTimeout(silence);
    silence = setTimeout(lost, time);
  }

  function connect() {
    stream?.close();
    patience(FIRST);
    stream = new EventSource(room.dataset.events);
    stream.addEventListener("open", alive);
    stream.addEventListener("state", (event) => {
      alive();
      take(JSON.parse(event.data));
    });
    stream.addEventListener("beat", alive);
    stream.addEventListener("bye", () => {
      stream.close();
      setTimeout(connect, jitter());
    });
    stream.addEventListener("error", () => {
      // The browser tries again by itself unless the server refused; meanwhile, ask.
      if (stream.readyState === EventSource.CLOSED) lost();
      else if (heard) patience(FIRST);
      heard = false;
    });
  }

  // A phone that slept comes back with a dead stream: begin anew at once.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) connect();
  });
  connect();
}

function jitter() {
  return AGAIN.least + Math.random() * (AGAIN.most - AGAIN.least);
}

// The server's own drawing of the stage, put in place of the present one.
export async function redraw(room) {
  const headers = { "HX-Request": "true" };
  const answer = await fetch(room.dataset.page, { headers, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#stage");
  const stage = document.querySelector("#stage");
  if (!fresh || !stage) return false;
  const turned = fresh.dataset.stage !== stage.dataset.stage || fresh.dataset.round !== stage.dataset.round;
  const open = new Set([...stage.querySelectorAll("details[open][id]")].map((details) => details.id));
  const focused = document.activeElement?.closest("#stage") ? document.activeElement.id : "";
  for (const id of open) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  if (turned) fresh.classList.add("turn");
  stage.replaceWith(fresh);
  if (turned) window.scrollTo(0, 0);
  if (focused) document.getElementById(focused)?.focus();
  document.dispatchEvent(new CustomEvent("room:drawn"));
  return true;
}
