// An answer that was kept here and then refused while its question is not on the page: said at the top,
// with a way back to the question. Where the card is on the page, the card says it.

function refused({ detail }) {
  const card = document.querySelector(`[data-answer][data-question="${CSS.escape(detail.question)}"]`);
  const main = document.querySelector("main");
  if (card || !detail.page || !main) return;
  const link = document.createElement("a");
  link.href = detail.page;
  link.textContent = detail.title;
  const sentence = document.createElement("p");
  sentence.append(link, `: ${detail.error}`);
  const notice = document.createElement("div");
  notice.className = "alert warn";
  notice.setAttribute("role", "alert");
  notice.append(sentence);
  main.prepend(notice);
}

document.addEventListener("outbox:refused", refused);
