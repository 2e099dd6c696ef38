// The teams' page: how many are ticked, and a person dragged onto another team moves there. Both only
// press the form's own buttons: everything works with ticking and choosing as well.
//
// <form data-teams> with [data-who] to drag, [data-team] to drop on, [data-count], select name=to.

const form = document.querySelector("[data-teams]");
const count = form?.querySelector("[data-count]");
let dragged;

function say() {
  const ticked = form.querySelectorAll("input[name=who]:checked").length;
  const { none, one, many } = count.dataset;
  count.textContent = ticked === 0 ? none : ticked === 1 ? one : many.replace("%n", ticked);
}

function teamAt(event) {
  return event.target.closest?.("[data-team]");
}

form?.addEventListener("change", say);

form?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-who]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent.trim());
  dragged.classList.add("is-dragged");
});

form?.addEventListener("dragover", (event) => {
  const team = dragged && teamAt(event);
  for (const other of form.querySelectorAll(".is-over")) if (other !== team) other.classList.remove("is-over");
  if (!team || team.contains(dragged)) return;
  event.preventDefault();
  team.classList.add("is-over");
});

form?.addEventListener("drop", (event) => {
  const team = dragged && teamAt(event);
  if (!team) return;
  event.preventDefault();
  // Ticked together, dragged together.
  const own = dragged.querySelector("input[name=who]");
  if (!own.checked) for (const box of form.querySelectorAll("input[name=who]")) box.checked = box === own;
  form.elements.to.value = team.dataset.team;
  form.requestSubmit(form.querySelector("button[value=move]"));
});

form?.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  for (const team of form.querySelectorAll(".is-over")) team.classList.remove("is-over");
  dragged = undefined;
});

if (form) say();
