// A film sent in parts: it goes on after a broken line, and after the page was closed.
//
// <form data-uploader="…/files/upload/"> with one file field, and <div data-upload-state> with the words and the
// buttons. Small files are sent by the form itself, as without this script.

const form = document.querySelector("[data-uploader]");
const state = document.querySelector("[data-upload-state]");
const field = form?.querySelector("input[type=file]");
const PART = 8 * 1024 * 1024;
const FILM = /\.(webm|mp4|m4v|m4a|mp3|ogg|opus|wav)$/i;
const TRY_AGAIN = { least: 1000, most: 30000 };

let request;
let paused = false;
let goOn;

const part = (name) => state.querySelector(`[data-upload-${name}]`);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function say(name, file, sent) {
  const percent = Math.floor((100 * sent) / file.size);
  const size = `${Math.max(1, Math.round(file.size / 1048576))} MB`;
  const facts = { name: file.name, percent, size };
  const words = state.dataset[`words${name[0].toUpperCase()}${name.slice(1)}`];
  part("words").textContent = words.replace(/\{(name|percent|size)\}/g, (_all, key) => facts[key]);
  part("bar").value = percent;
}

async function begin(file) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("name", file.name);
  data.set("size", file.size);
  data.set("fingerprint", `${file.size}-${file.lastModified}`);
  const response = await fetch(form.dataset.uploader, { method: "POST", body: data });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

async function arrived(address) {
  const response = await fetch(address, { method: "HEAD", credentials: "omit", cache: "no-store" });
  if (!response.ok) return null;
  return Number(response.headers.get("Upload-Offset"));
}

// XMLHttpRequest, because fetch does not say how much has been sent.
function send(address, file, offset) {
  return new Promise((resolve) => {
    request = new XMLHttpRequest();
    request.open("PATCH", address);
    request.setRequestHeader("Upload-Offset", offset);
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.timeout = 600000;
    request.upload.onprogress = (event) => say("sending", file, offset + event.loaded);
    request.upload.onload = () => offset + PART >= file.size && say("checking", file, file.size);
    // A broken or stopped request ends with status 0.
    request.onloadend = () => resolve(request);
    request.send(file.slice(offset, offset + PART));
  });
}

function refusal(answer) {
  try {
    return JSON.parse(answer.responseText).error;
  } catch {
    return answer.statusText;
  }
}

async function online() {
  if (navigator.onLine) return;
  await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
}

async function upload(file) {
  let { address, offset } = await begin(file);
  let pause = TRY_AGAIN.least;
  while (offset < file.size) {
    if (paused) {
      say("paused", file, offset);
      await new Promise((resolve) => (goOn = resolve));
      offset = (await arrived(address).catch(() => null)) ?? offset;
    }
    const answer = await send(address, file, offset);
    if (answer.status === 204) {
      offset = Number(answer.getResponseHeader("Upload-Offset"));
      pause = TRY_AGAIN.least;
      continue;
    }
    if (answer.status === 422) throw new Error(refusal(answer));
    if (paused) continue;
    // The server says how much of it came through before the line broke.
    say("waiting", file, offset);
    await sleep(pause);
    pause = Math.min(pause * 2, TRY_AGAIN.most);
    await online();
    try {
      offset = (await arrived(address)) ?? (({ address, offset } = await begin(file)), offset);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

function press(isPaused) {
  paused = isPaused;
  part("pause").hidden = isPaused;
  part("on").hidden = !isPaused;
  if (isPaused) request?.abort();
  else goOn?.();
}

async function submitted(event) {
  const file = field.files[0];
  if (!file || !FILM.test(file.name)) return;
  event.preventDefault();
  state.hidden = false;
  form.inert = true;
  try {
    await upload(file);
    location.reload();
  } catch (error) {
    part("words").textContent = error.message;
    form.inert = false;
  }
}

if (form && state && field) {
  form.addEventListener("submit", submitted);
  part("pause").addEventListener("click", () => press(true));
  part("on").addEventListener("click", () => press(false));
  window.addEventListener("beforeunload", () => request?.abort());
}
