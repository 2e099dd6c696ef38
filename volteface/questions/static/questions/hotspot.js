// Pointing at a picture.
//
// <fieldset data-hotspot="places"> <div data-hotspot-picture><img><svg data-hotspot-marks></svg></div>
// <p data-hotspot-status data-one="Marked: [n] of [all]."> … <input name="point"> of the list …
// A click adds a hidden field point="x,y" in thousandths and a mark; a click on a mark takes it away.
// Choosing from the list takes the marks away, and a mark takes back what was chosen there.

const WHOLE = 1000;
const NEAR = 30;
const SVG = "http://www.w3.org/2000/svg";

function pointsOf(field) {
  return [...field.querySelectorAll("[data-hotspot-marks] circle")].map((mark) => mark.dataset.point);
}

function show(field, points) {
  const marks = field.querySelector("[data-hotspot-marks]");
  for (const input of field.querySelectorAll("input[data-pointed]")) input.remove();
  marks.replaceChildren(
    ...points.map((point) => {
      const [x, y] = point.split(",");
      const circle = document.createElementNS(SVG, "circle");
      const place = { cx: `${x / 10}%`, cy: `${y / 10}%`, r: 9 };
      for (const name of Object.keys(place)) circle.setAttribute(name, place[name]);
      circle.dataset.point = point;
      return circle;
    }),
  );
  for (const point of points) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "point", value: point });
    input.dataset.pointed = "";
    field.append(input);
  }
  const status = field.querySelector("[data-hotspot-status]");
  const words = status.dataset.one.replace("[n]", points.length).replace("[all]", field.dataset.hotspot);
  status.textContent = points.length ? words : "";
}

function near(one, other) {
  const [ax, ay] = one.split(",");
  const [bx, by] = other.split(",");
  return Math.hypot(ax - bx, ay - by) < NEAR;
}

function pointed(event) {
  const picture = event.target.closest("[data-hotspot-picture]");
  const field = picture?.closest("[data-hotspot]");
  if (!field) return;
  const box = picture.querySelector("img").getBoundingClientRect();
  const share = (at, start, size) => Math.min(WHOLE, Math.max(0, Math.round(((at - start) / size) * WHOLE)));
  const point = `${share(event.clientX, box.left, box.width)},${share(event.clientY, box.top, box.height)}`;
  const before = pointsOf(field);
  const kept = before.filter((other) => !near(other, point));
  const next = kept.length < before.length ? kept : [...kept, point];
  for (const choice of field.querySelectorAll(".choice input:checked")) choice.checked = false;
  show(field, next.slice(-Number(field.dataset.hotspot)));
}

function chosen(event) {
  const field = event.target.closest("[data-hotspot]");
  if (field && event.target.matches(".choice input") && pointsOf(field).length) show(field, []);
}

function begin(root) {
  for (const field of root.querySelectorAll("[data-hotspot]:not([data-hotspot-ready])")) {
    field.dataset.hotspotReady = "";
    if (field.querySelector("[data-hotspot-marks]")) show(field, pointsOf(field));
  }
}

document.addEventListener("click", pointed);
document.addEventListener("change", chosen);
document.addEventListener("htmx:afterSettle", (event) => begin(event.target));
begin(document);
