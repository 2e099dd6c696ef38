// Dragging by pointer: mouse, pen and finger alike. A bonus only: whatever is dragged has menus or buttons as well.
//
// dragging(root, {what, over, drop}): what(event) gives the element to drag or nothing; over(element, under, event) is
// told what lies below the pointer; drop(element, under) ends it, with nothing under it when it was given up (Escape).
// CSS: [data-drags] takes fingers (touch-action none); .is-dragged lets the pointer through.

const FAR = 6;
const EDGE = 60;

export function dragging(root, { what, over = () => {}, drop, follows = false }) {
  let held;

  function under(event) {
    return document.elementFromPoint(event.clientX, event.clientY);
  }

  function begin(event) {
    held.isOn = true;
    held.element.classList.add("is-dragged");
    root.classList.add("has-dragged");
    held.element.setPointerCapture?.(event.pointerId);
  }

  function moved(event) {
    if (!held || event.pointerId !== held.pointer) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.isOn && Math.hypot(x, y) < FAR) return;
    if (!held.isOn) begin(event);
    event.preventDefault();
    if (follows) held.element.style.translate = `${x}px ${y}px`;
    if (event.clientY < EDGE) scrollBy(0, -8);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, 8);
    over(held.element, under(event), event);
  }

  function ended(event, place) {
    if (!held) return;
    const { element, isOn } = held;
    held = undefined;
    for (const name of Object.keys(heard)) document.removeEventListener(name, heard[name]);
    if (!isOn) return;
    element.style.translate = "";
    element.classList.remove("is-dragged");
    root.classList.remove("has-dragged");
    drop(element, place);
  }

  const heard = {
    pointermove: moved,
    pointerup: (event) => ended(event, held?.isOn ? under(event) : null),
    pointercancel: (event) => ended(event, null),
    keydown: (event) => event.key === "Escape" && ended(event, null),
  };

  root.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || held) return;
    const element = what(event);
    if (!element) return;
    held = { element, pointer: event.pointerId, x: event.clientX, y: event.clientY, isOn: false };
    for (const name of Object.keys(heard)) document.addEventListener(name, heard[name], { passive: false });
  });
  // Pictures and links inside would be dragged by the browser.
  root.addEventListener("dragstart", (event) => event.preventDefault());
}
