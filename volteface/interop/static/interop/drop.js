// <form data-drop> with <input type="file">: files dropped on the form are chosen and sent.
//
// [data-drop-words]   said only where dropping works
// [data-drop-name data-reading="Reading {name} …"]   says what is being read
//
// Without this script the file input and the button do the same.

for (const form of document.querySelectorAll("form[data-drop]")) prepare(form);

function prepare(form) {
  const input = form.querySelector("input[type=file]");
  const words = form.querySelector("[data-drop-words]");
  const name = form.querySelector("[data-drop-name]");
  if (words) words.hidden = false;

  const send = () => {
    const names = [...input.files].map((file) => file.name).join(", ");
    if (!names) return;
    if (name) name.textContent = name.dataset.reading.replace("{name}", names);
    form.requestSubmit();
  };

  input.addEventListener("change", send);

  for (const type of ["dragenter", "dragover"]) {
    form.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("dragged-over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("dragged-over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dragged-over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    send();
  });
}

// A file dropped beside the form must not replace the page.
for (const type of ["dragover", "drop"]) {
  window.addEventListener(type, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
