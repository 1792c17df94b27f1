/* Sending files: one by one, each with its own progress and its own word; without this script the form still works. */
(() => {
  "use strict";
  const form = document.getElementById("send");
  if (!form) return;
  document.documentElement.classList.add("js");
  const input = document.getElementById("files"), drop = document.getElementById("drop");
  const rows = document.getElementById("rows"), sent = document.getElementById("sent");
  const limit = Number(form.dataset.limit);
  const queue = [];
  let busy = false;

  const row = (name) => {
    const item = document.createElement("li"), title = document.createElement("b"), state = document.createElement("div");
    title.textContent = name;
    item.append(title, state);
    rows.append(item);
    return item;
  };
  const word = (item, words, bad) => {
    const line = document.createElement("span");
    line.className = bad ? "state state-stop" : "state";
    line.textContent = words;
    item.lastElementChild.replaceChildren(line);
  };
  const bar = (item) => {
    const progress = document.createElement("progress");
    progress.max = 1;
    progress.setAttribute("aria-label", "Отправка");
    item.lastElementChild.replaceChildren(progress);
    return progress;
  };
  function add(files) {
    const school = form.elements.school;
    if (!school.value) { school.reportValidity(); return false; }
    sent.hidden = false;
    for (const file of files) {
      const item = row(file.name);
      if (file.size > limit) { word(item, `Файл больше ${form.dataset.limitWords}. Уменьшите картинки внутри документа.`, true); continue; }
      if (file.size === 0) { word(item, "Файл пустой. Проверьте, тот ли файл вы выбрали.", true); continue; }
      word(item, "ждёт отправки");
      queue.push([file, item]);
    }
    next();
    return true;
  }
  function next() {
    if (busy || !queue.length) return;
    busy = true;
    const [file, item] = queue.shift(), request = new XMLHttpRequest(), progress = bar(item), data = new FormData(form);
    data.delete("files");
    data.append("files", file);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => {
      busy = false;
      done(item, request);
      next();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  }
  function done(item, request) {
    let body = null;
    try { body = JSON.parse(request.responseText); } catch { body = null; }
    if (request.status === 200 && body) {
      const holder = document.createElement("ul");
      holder.innerHTML = body.rows.join("");
      const made = [...holder.children];
      item.replaceWith(...made);
      made.forEach((one) => window.htmx && window.htmx.process(one));
    } else if (body && body.error) word(item, [body.error.message, body.error.hint].filter(Boolean).join(" "), true);
    else word(item, request.status ? "Не принято. Обновите страницу и повторите." : "Нет связи. Файл не отправлен, повторите.", true);
  }
  const chosen = document.getElementById("chosen"), hint = chosen.textContent;
  const tell = () => { chosen.textContent = input.files.length ? [...input.files].map((file) => file.name).join(", ") : hint; };
  input.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (add([...input.files]) === false) return;
    input.value = "";
    tell();
  });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });
  addEventListener("beforeunload", (event) => { if (busy || queue.length) event.preventDefault(); });
})();
