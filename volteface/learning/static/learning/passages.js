// Passages in a step's text, counted as the server counts them: paragraphs are the outermost elements of
// .step > .prose, and every run of white space is one space.

const AROUND = 60;

export function paragraphs() {
  return [...document.querySelectorAll(".step > .prose > *")];
}

// The paragraph's squeezed text, and for each of its characters the text node and place it came from.
function squeezed(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      const isSpace = /\s/u.test(node.data[at]);
      if (isSpace && (!text || text.endsWith(" "))) continue;
      text += isSpace ? " " : node.data[at];
      places.push({ node, at });
    }
  }
  return { text, places };
}

export function rangeOf(element, start, end) {
  const { places } = squeezed(element);
  if (!places[start] || !places[end - 1]) return null;
  const range = document.createRange();
  range.setStart(places[start].node, places[start].at);
  range.setEnd(places[end - 1].node, places[end - 1].at + 1);
  return range;
}

// What is selected, as far as it lies in one paragraph: {block, quote, before, after}, or null.
export function selected(blocks) {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const block = blocks.findIndex((element) => element.contains(range.startContainer));
  if (block < 0) return null;
  const { text, places } = squeezed(blocks[block]);
  const inside = places.flatMap(({ node, at }, place) =>
    range.comparePoint(node, at) === 0 && range.comparePoint(node, at + 1) === 0 ? [place] : [],
  );
  if (!inside.length) return null;
  let [start, end] = [inside[0], inside.at(-1) + 1];
  while (start < end && text[start] === " ") start += 1;
  while (end > start && text[end - 1] === " ") end -= 1;
  if (start === end) return null;
  // Whole words: a finger seldom hits the letter it means.
  while (start > 0 && /[\p{L}\p{N}]/u.test(text[start - 1]) && /[\p{L}\p{N}]/u.test(text[start])) start -= 1;
  while (end < text.length && /[\p{L}\p{N}]/u.test(text[end]) && /[\p{L}\p{N}]/u.test(text[end - 1])) end += 1;
  return {
    block,
    quote: text.slice(start, end),
    before: text.slice(Math.max(0, start - AROUND), start),
    after: text.slice(end, end + AROUND),
    range,
  };
}
