// Pasting into a text: structure comes along, looks do not; pictures become files of the course.

export class Pasting {
  constructor(blocks) {
    this.blocks = blocks;
    blocks.list.addEventListener("paste", (event) => this.onPaste(event));
  }

  onPaste(event) {
    const typing = event.target.closest("[data-typing]");
    if (!typing) return;
    const { clipboardData } = event;
    const html = clipboardData.getData("text/html");
    const text = clipboardData.getData("text/plain");
    const pictures = [...clipboardData.files].filter((file) => file.type.startsWith("image/"));
    event.preventDefault();
    if (html) this.paste(typing, html);
    else if (pictures.length) this.pastePictures(typing, pictures);
    else if (/\n\s*\n|\n[-*#>|\d]/.test(text)) this.pasteMarkdown(typing, text);
    else document.execCommand("insertText", false, text.replace(/\s+/g, " "));
  }

  async paste(typing, html) {
    const { blocks } = this;
    const { before, after } = this.around(typing);
    const fields = { html: new File([html], "pasted.html"), before, after };
    try {
      const answer = await blocks.ask(fields, blocks.root.dataset.paste);
      if (answer.inline) {
        typing.focus();
        document.execCommand("insertHTML", false, answer.inline);
      } else {
        this.place(typing, answer.items);
      }
      blocks.say(answer.said ?? "");
    } catch {
      blocks.say(blocks.root.dataset.failed);
    }
  }

  async pasteMarkdown(typing, text) {
    const { blocks } = this;
    const { before, after } = this.around(typing);
    const [first, last] = [await blocks.ask({ html: before }), await blocks.ask({ html: after })];
    const parts = [first.source, text.replaceAll("\r\n", "\n").trim(), last.source];
    const answer = await blocks.ask({ body: parts.filter((part) => part.trim()).join("\n\n") });
    this.place(typing, answer.items);
  }

  async pastePictures(typing, pictures) {
    for (const picture of pictures) {
      const reader = new FileReader();
      reader.addEventListener("load", () => this.paste(typing, `<p><img src="${reader.result}"></p>`));
      reader.readAsDataURL(picture);
    }
  }

  // The new blocks stand for the block that was typed in; a picture without words is asked first.
  place(typing, items) {
    const { blocks } = this;
    blocks.history.keep();
    blocks.replace(typing.closest(".piece"), items);
    const missing = items.find((item) => item.querySelector("[aria-invalid=true]"));
    blocks.focus(missing ?? items.at(-1));
  }

  // What stands before and after the caret, each well formed.
  around(typing) {
    const range = getSelection().getRangeAt(0);
    const html = (from, fromOffset, to, toOffset) => {
      const part = document.createRange();
      part.setStart(from, fromOffset);
      part.setEnd(to, toOffset);
      const holder = document.createElement("div");
      holder.append(part.cloneContents());
      return holder.innerHTML;
    };
    return {
      before: html(typing, 0, range.startContainer, range.startOffset),
      after: html(range.endContainer, range.endOffset, typing, typing.childNodes.length),
    };
  }
}
