// Drawing the areas of a picture while a question is written.
//
// <div data-draw-areas><p data-draw-help hidden> <img><svg data-draw-shapes></svg></div> and, for each area,
// <div data-area-of="1" data-rect="Rectangle" …><input …-area></div>. The fields hold the numbers and go on
// working without this; here each gets three buttons, and the picture draws into the field chosen last.

const WHOLE = 1000;
const SVG = "http://www.w3.org/2000/svg";
const FORMS = ["rect", "circle", "polygon"];
let chosen = null;
let start = null;

const stage = () => document.querySelector("[data-draw-areas]");
const inputOf = (area) => area.querySelector("input");

function numbersOf(input) {
  const [form, ...rest] = input.value.trim().split(/[\s,]+/);
  return { form, numbers: rest.map(Number) };
}

// The element and its attributes for an area's words; nothing for what is none yet.
function elementOf({ form, numbers: n }) {
  if (n.some((each) => !Number.isFinite(each))) return null;
  if (form === "rect" && n.length === 4) return ["rect", { x: n[0], y: n[1], width: n[2], height: n[3] }];
  if (form === "circle" && n.length === 3) return ["ellipse", { cx: n[0], cy: n[1], rx: n[2], ry: n[2] }];
  if (form === "polygon" && n.length >= 4) return [n.length < 6 ? "polyline" : "polygon", { points: n.join(" ") }];
  if (form === "polygon" && n.length === 2) return ["ellipse", { cx: n[0], cy: n[1], rx: 6, ry: 6 }];
  return null;
}

function redraw() {
  const shapes = [...document.querySelectorAll("[data-area-of]")].flatMap((area) => {
    const found = elementOf(numbersOf(inputOf(area)));
    if (!found) return [];
    const element = document.createElementNS(SVG, found[0]);
    for (const name of Object.keys(found[1])) element.setAttribute(name, found[1][name]);
    const right = area.closest(".answer-row").querySelector("input[name=right]");
    element.classList.toggle("right", Boolean(right?.checked));
    element.classList.toggle("chosen", area === chosen?.area);
    return [element];
  });
  stage().querySelector("[data-draw-shapes]").replaceChildren(...shapes);
}

function choose(area, form) {
  chosen = { area, form };
  if (numbersOf(inputOf(area)).form !== form) inputOf(area).value = form === "polygon" ? "polygon" : "";
  for (const button of document.querySelectorAll("[data-draw-form]")) {
    const pressed = button.dataset.drawForm === form && area.contains(button);
    button.setAttribute("aria-pressed", String(pressed));
  }
  stage().scrollIntoView({ block: "nearest" });
  redraw();
}

function pointOf(event) {
  const box = stage().querySelector("img").getBoundingClientRect();
  const share = (at, from, size) => Math.min(WHOLE, Math.max(0, Math.round(((at - from) / size) * WHOLE)));
  return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
}

function stretched([ax, ay], [bx, by]) {
  const [left, top, width, height] = [Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay)];
  if (chosen.form === "rect") return `rect ${left} ${top} ${width} ${height}`;
  return `circle ${ax} ${ay} ${Math.round(Math.hypot(bx - ax, by - ay))}`;
}

function down(event) {
  if (!chosen || !event.target.closest("[data-draw-areas] .hotspot")) return;
  event.preventDefault();
  const point = pointOf(event);
  const input = inputOf(chosen.area);
  if (chosen.form === "polygon") {
    const again = numbersOf(input).form === "polygon" ? input.value.trim() : "polygon";
    input.value = `${again} ${point.join(",")}`;
    redraw();
  } else {
    start = point;
  }
}

function move(event) {
  if (!start || !chosen) return;
  inputOf(chosen.area).value = stretched(start, pointOf(event));
  redraw();
}

function buttonsFor(area) {
  const tools = document.createElement("div");
  tools.className = "area-tools";
  for (const form of FORMS) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button ghost small", textContent: area.dataset[form] });
    button.dataset.drawForm = form;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      if (form === "polygon") inputOf(area).value = "polygon";
      choose(area, form);
    });
    tools.append(button);
  }
  area.append(tools);
}

if (stage()) {
  stage().dataset.ready = "";
  stage().querySelector("[data-draw-help]").hidden = false;
  for (const area of document.querySelectorAll("[data-area-of]")) buttonsFor(area);
  document.addEventListener("pointerdown", down);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", () => (start = null));
  document.addEventListener("input", redraw);
  redraw();
}
