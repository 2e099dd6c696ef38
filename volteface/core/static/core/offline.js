// The page without a network: what was taken along, as links. <ul data-taken> and <p data-nothing hidden>.

import { everythingTaken } from "./taken.js";

const place = document.querySelector("[data-taken]");
const nothing = document.querySelector("[data-nothing]");

everythingTaken().then((found) => {
  for (const { title, pages } of found) {
    const link = document.createElement("a");
    link.href = pages[0];
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    place.append(item);
  }
  nothing.hidden = found.length > 0;
});
