// A film on somebody else's server: its player comes only when the reader asks for it.
//
// <figure data-embed="https://…" data-title="…"> <div data-gate> … <button data-embed-play hidden>

function play(figure) {
  const frame = document.createElement("iframe");
  frame.src = figure.dataset.embed;
  frame.title = figure.dataset.title;
  frame.className = "film-elsewhere";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
  frame.allow = "fullscreen; picture-in-picture; encrypted-media";
  // Some players refuse to play for pages that do not say where they are.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  figure.querySelector("[data-gate]").replaceWith(frame);
  frame.focus();
}

function begin() {
  for (const button of document.querySelectorAll("[data-embed-play][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => play(button.closest("[data-embed]")), { once: true });
  }
}

begin();
document.addEventListener("htmx:afterSettle", begin);
