// How many seconds a question has been before its reader.
//
// Counted while the page can be seen, from the last of three moments: the page was shown, the question came into
// sight (half of it, or half a window full of it), the answer before was sent. Not from the first focus: a press on
// an option is focus and answer in one, and would make a careful reader a quick one. Rules: docs/algorithms/signals.md.

const inSight = new Map();
let since = document.visibilityState === "visible" ? performance.now() : 0;
let seen = 0;
let answered = 0;

function now() {
  return seen + (since ? performance.now() - since : 0);
}

function nameOf(card) {
  return `${card.dataset.draw} ${card.dataset.question}`;
}

const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      const enough = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2);
      if (!enough) continue;
      if (!inSight.has(nameOf(target))) inSight.set(nameOf(target), now());
      sight.unobserve(target);
    }
  },
  { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
);

function watch() {
  for (const card of document.querySelectorAll("[data-answer]:not([data-watched])")) {
    card.dataset.watched = "1";
    sight.observe(card);
  }
}

export function secondsOn(card) {
  const from = Math.max(inSight.get(nameOf(card)) ?? 0, answered);
  return Math.max(0, Math.round((now() - from) / 1000));
}

export function wasAnswered() {
  answered = now();
}

document.addEventListener("visibilitychange", () => {
  seen = now();
  since = document.visibilityState === "visible" ? performance.now() : 0;
});
watch();
// A room's page gets its questions later.
new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
