// Timers: <span data-timer data-since="ms" data-seconds="90" data-factor="1.5" data-now="ms">.
//
// data-now is the server's clock when the page was made, so a wrong device clock does no harm.
// data-factor is the participant's own pace, 0 no limit. At 20 seconds left [data-timer-voice] says so once.

const WARNING = 20;
let offset;
let warned = "";

export function setTimer({ since, seconds }) {
  for (const timer of document.querySelectorAll("[data-timer]")) {
    timer.dataset.since = since;
    timer.dataset.seconds = seconds;
  }
  tick();
}

function tick() {
  for (const timer of document.querySelectorAll("[data-timer]")) {
    const { since, seconds, factor, now } = timer.dataset;
    offset ??= Date.now() - Number(now);
    const whole = Number(seconds) * Number(factor);
    if (!whole) {
      timer.textContent = "";
      continue;
    }
    const left = Math.max(0, Math.round((Number(since) + whole * 1000 - (Date.now() - offset)) / 1000));
    timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    timer.classList.toggle("ending", left <= WARNING);
    warn(timer, left);
  }
}

function warn(timer, left) {
  const voice = document.querySelector("[data-timer-voice]");
  if (!voice || left > WARNING || left === 0 || warned === timer.dataset.since) return;
  warned = timer.dataset.since;
  voice.textContent = voice.dataset.words;
}

setInterval(tick, 500);
document.addEventListener("room:drawn", tick);
tick();
