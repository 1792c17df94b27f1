/* Remarks on words: marked by mouse, touch or keyboard, saved at once, kept in the browser while there is no connection. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const pane = $("#text"), paper = $(".paper"), source = $("#rm-data");
  if (!pane || !paper || !source) return;
  const told = JSON.parse(source.textContent);
  const panel = $("#rm-panel"), offer = $("#rm-offer"), list = $("#rms"), keys = $("#rm-keys");
  const remarks = new Map(told.remarks.map((one) => [one.key, one]));
  const element = (tag, name, words) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (words !== undefined) made.textContent = words;
    return made;
  };

  /* places: (block, start, end) in characters of the document, as the service counts them */
  const ASTRAL = /[\ud800-\udbff]/;
  const units = (text, points) => (ASTRAL.test(text) ? [...text].slice(0, points).join("").length : points);
  const points = (text) => (ASTRAL.test(text) ? [...text].length : text.length);
  const leaves = () => $$("[id^='b-']", paper).filter((one) => one.tagName !== "TABLE" && one.textContent.trim());
  function pointAt(block, offset) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = units(block.textContent, offset), node = walker.nextNode(), last = null;
    while (node) {
      if (left <= node.length) return [node, left];
      left -= node.length;
      last = node;
      node = walker.nextNode();
    }
    return last ? [last, last.length] : [block, 0];
  }
  function rangeOf([id, start, end]) {
    const block = document.getElementById(`b-${id}`);
    if (!block) return null;
    const range = document.createRange();
    range.setStart(...pointAt(block, start));
    range.setEnd(...pointAt(block, end));
    return range;
  }
  function offsetIn(block, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(block);
    range.setEnd(node, offset);
    return points(range.toString());
  }
  function spansOf(range) {
    return leaves().filter((block) => range.intersectsNode(block)).map((block) => {
      const start = block.contains(range.startContainer) ? offsetIn(block, range.startContainer, range.startOffset) : 0;
      const end = block.contains(range.endContainer) ? offsetIn(block, range.endContainer, range.endOffset) : points(block.textContent);
      return [block.id.slice(2), start, end];
    }).filter(([, start, end]) => start < end);
  }
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return paper.contains(range.commonAncestorContainer) ? range : null;
  };

  /* painting: words are tinted by a layer behind nothing and above the paper; the text itself stays untouched */
  const layer = element("div", "rm-layer");
  layer.setAttribute("aria-hidden", "true");
  const margin = element("div", "rm-margin");
  paper.append(layer, margin);
  function boxesOf(range) { /* of the words alone: margin codes stand among them in the page's source */
    const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.currentNode.nodeType === Node.TEXT_NODE ? walker.currentNode : walker.nextNode(); node; node = walker.nextNode()) {
      if (!range.intersectsNode(node)) continue;
      const part = document.createRange();
      part.setStart(node, node === range.startContainer ? range.startOffset : 0);
      part.setEnd(node, node === range.endContainer ? range.endOffset : node.length);
      found.push(...part.getClientRects());
    }
    return found;
  }
  let chosen = null, draftSpans = [];
  const titles = { remark: "Замечание", praise: "Отмечено" };
  function paint() {
    const origin = paper.getBoundingClientRect();
    const tint = (spans, name) => spans.map(rangeOf).filter(Boolean).flatMap(boxesOf).filter((box) => box.width > 0.5).map((box) => {
      const mark = element("i", name);
      Object.assign(mark.style, { left: `${box.left - origin.left}px`, top: `${box.top - origin.top}px`, width: `${box.width}px`, height: `${box.height}px` });
      return mark;
    });
    const marks = [...remarks.values()].filter((one) => one.spans.length);
    layer.replaceChildren(...marks.flatMap((one) => tint(one.spans, `rm-tint rm-${one.kind}${one.key === chosen ? " on" : ""}`)), ...tint(draftSpans, "rm-tint rm-draft"));
    let lowest = -100;
    margin.replaceChildren(...marks.map((one) => [one, rangeOf(one.spans[0])]).filter(([, range]) => range && range.getClientRects().length)
      .map(([one, range]) => [one, range.getClientRects()[0].top - origin.top]).sort((a, b) => a[1] - b[1]).map(([one, top]) => {
        const button = element("button", `rm-mark rm-${one.kind}${one.key === chosen ? " on" : ""}`, one.kind === "praise" ? "+" : "З");
        button.type = "button";
        button.dataset.key = one.key;
        button.title = [titles[one.kind], one.code, one.text || one.recommendation].filter(Boolean).join(". ");
        button.setAttribute("aria-label", `${titles[one.kind]} к словам «${one.words}»`);
        lowest = Math.max(top, lowest + 22);
        button.style.top = `${lowest}px`;
        return button;
      }));
  }
  let painting = 0;
  const repaint = () => { cancelAnimationFrame(painting); painting = requestAnimationFrame(paint); };
  addEventListener("resize", repaint);
  pane.addEventListener("scroll", (event) => { if (event.target !== pane) repaint(); }, true);
  if (document.fonts) document.fonts.ready.then(repaint);
  new MutationObserver(repaint).observe(document.body, { attributes: true, attributeFilter: ["data-pane", "data-view"] });
  const lineOf = (key) => $$(".rm", list || document).find((one) => one.dataset.key === key);
  function choose(key, where) {
    chosen = key;
    $$(".rm").forEach((one) => one.classList.toggle("on", one.dataset.key === key));
    repaint();
    const one = remarks.get(key), range = one && one.spans.length ? rangeOf(one.spans[0]) : null;
    if (where === "text" && range) {
      document.body.dataset.pane = "text";
      pane.scrollTop += range.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
    }
    const line = lineOf(key);
    if (where === "list" && line) { document.body.dataset.pane = "crit"; line.scrollIntoView({ block: "nearest" }); line.focus({ preventScroll: true }); }
  }
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".rm-mark");
    if (mark) { choose(mark.dataset.key, "list"); return; }
    const jump = event.target.closest(".jump-rm");
    if (jump) { event.preventDefault(); choose(jump.closest(".rm").dataset.key, "text"); }
  });
  $$(".rm").forEach((one) => { one.tabIndex = -1; });
  const showKeys = () => {
    keys.hidden = !keys.hidden;
    $("#show-keys").setAttribute("aria-expanded", String(!keys.hidden));
    if (!keys.hidden) keys.focus();
  };
  $("#show-keys").addEventListener("click", showKeys);
  const typing = (target) => target.matches && target.matches("textarea,input,select");
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !typing(event.target) && !event.ctrlKey && !event.altKey) { event.preventDefault(); showKeys(); }
    if (event.key === "Escape" && !keys.hidden) showKeys();
  });
  if (!panel) { repaint(); return; }

  /* the panel */
  const token = $('meta[name="csrf-token"]').content;
  const saved = $("#saved"), waiting = $("#rm-waiting"), count = $("#rm-count");
  const say = (words) => { if (saved) saved.textContent = words; };
  const pending = window.outbox(`remarks.${panel.dataset.assessment}`), drafts = window.outbox(`remark-draft.${panel.dataset.assessment}`);
  const names = ["kind", "code", "weight", "text", "recommendation", "deadline"];
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const bank = $("#rm-bank select");
  let current = null; // { key, id, version, spans, words }
  const fields = () => Object.fromEntries(names.map((name) => [name, panel.elements[name].value]));
  const fill = (values) => { names.forEach((name) => { if (values[name] !== undefined) panel.elements[name].value = values[name]; }); offerAdvice(); kind(); };
  const kind = () => { panel.classList.toggle("praise", panel.elements.kind.value === "praise"); };
  function offerAdvice() {
    const some = told.advice[panel.elements.code.value] || [];
    bank.replaceChildren(new Option("выбрать…", ""), ...some.map((text) => new Option(text.length > 90 ? `${text.slice(0, 88)}…` : text, text)));
    $("#rm-bank").hidden = !some.length;
  }
  bank.addEventListener("change", () => {
    const field = panel.elements.recommendation;
    if (bank.value) field.value = [field.value.trim(), bank.value].filter(Boolean).join("\n");
    bank.value = "";
    keepDraft();
  });
  panel.elements.code.addEventListener("change", offerAdvice);
  panel.addEventListener("change", kind);
  const keepDraft = () => { if (current) drafts.put("draft", { ...current, fields: fields() }); };
  panel.addEventListener("input", keepDraft);
  const problem = (...lines) => $(".problem", panel).replaceChildren(...lines);
  const note = (words, name = "note note-stop") => element("p", name, words);
  function wordsOf(spans) { return spans.map(rangeOf).filter(Boolean).map((range) => range.toString()).join("\n"); }
  function show(one, values) {
    current = one;
    draftSpans = one.spans;
    panel.reset();
    const open = $(".crit.open");
    fill(values || { kind: "remark", code: open ? open.id : "", weight: "should", text: "", recommendation: "", deadline: "" });
    problem();
    $("#rm-words").textContent = `«${one.words}»`;
    offer.hidden = true;
    panel.hidden = false;
    document.body.dataset.pane = "text";
    const range = one.spans.length ? rangeOf(one.spans[one.spans.length - 1]) : null;
    if (range) {
      const box = range.getBoundingClientRect(), own = pane.getBoundingClientRect();
      panel.style.top = `${box.bottom - own.top + pane.scrollTop + 8}px`;
      const over = box.bottom + 8 + panel.offsetHeight - own.bottom;
      if (over > 0) pane.scrollBy({ top: Math.min(over + 12, Math.max(0, box.top - own.top - 12)), behavior: "instant" });
    }
    repaint();
    panel.elements.text.focus({ preventScroll: true });
  }
  function hide() {
    current = null;
    draftSpans = [];
    panel.hidden = true;
    drafts.drop("draft");
    repaint();
    pane.focus({ preventScroll: true });
  }
  function begin() {
    const range = selected(), spans = range ? spansOf(range) : [];
    if (!spans.length) return false;
    if (current && !panel.hidden && fields().text) { panel.elements.text.focus(); return true; }
    show({ key: newKey(), id: 0, version: 0, spans, words: wordsOf(spans) });
    getSelection().removeAllRanges();
    stop();
    return true;
  }
  $("#rm-cancel").addEventListener("click", hide);
  panel.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); hide(); }
  });

  /* saving: into the browser first, from there to the service */
  function save() {
    if (!current) return;
    const values = fields();
    if (!values.text.trim() && !values.recommendation.trim()) { problem(note("Напишите, что вы увидели или что сделать.")); panel.elements.text.focus(); return; }
    const item = { ...current, fields: values };
    pending.put(item.key, item);
    remarks.set(item.key, { ...remarks.get(item.key), ...values, key: item.key, id: item.id, version: item.version, spans: item.spans, words: item.words, mine: true });
    hide();
    drawWaiting();
    flush();
  }
  let busy = false, timer = 0;
  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    for (const item of Object.values(pending.all())) {
      if (item.problem) continue;
      if (!(await send(item))) { timer = setTimeout(flush, 5000); break; }
    }
    busy = false;
    drawWaiting();
    repaint();
  }
  const address = (id, act = "") => `${panel.dataset.remarks.replace(/0$/, String(id))}${act}`;
  const post = (url, data) => fetch(url, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json", "X-CSRFToken": token }, credentials: "same-origin" });
  const isJson = (answer) => (answer.headers.get("Content-Type") || "").includes("json");
  async function send(item) {
    let answer, body;
    say("Сохраняем…");
    try {
      answer = await post(item.id ? address(item.id) : panel.action, { ...item.fields, key: item.key, version: item.version, spans: JSON.stringify(item.spans) });
      body = isJson(answer) ? await answer.json() : null;
    } catch { answer = null; }
    if (!answer || answer.status >= 500 || !body) {
      const out = answer && answer.redirected;
      say(out ? "Вы вышли из системы. Замечания сохранены на этом компьютере: войдите и откройте документ снова." : "Нет связи. Замечания сохранены на этом компьютере и уйдут при первом соединении.");
      return false;
    }
    if (answer.status === 409) return clash(item, body.error);
    if (!answer.ok) { pending.put(item.key, { ...item, problem: [body.error.message, body.error.hint].filter(Boolean).join(" ") }); again(item, body.error); return true; }
    pending.drop(item.key);
    take(body.remark, body.line);
    say(`Сохранено в ${body.saved}`);
    return true;
  }
  function take(remark, line) {
    remarks.set(remark.key, remark);
    const holder = document.createElement("ol");
    holder.innerHTML = line;
    const made = holder.firstElementChild, old = lineOf(remark.key);
    made.tabIndex = -1;
    if (old) old.replaceWith(made);
    else {
      const place = (one) => { const range = one && one.spans.length ? rangeOf(one.spans[0]) : null; return range ? range.getBoundingClientRect().top : Infinity; };
      const next = $$(".rm", list).find((one) => place(remarks.get(one.dataset.key)) > place(remark));
      list.insertBefore(made, next || null);
    }
    if (count) count.textContent = $$(".rm", list).length;
    repaint();
  }
  function drawWaiting() {
    const items = Object.values(pending.all());
    waiting.hidden = !items.length;
    waiting.replaceChildren();
    if (!items.length) return;
    waiting.append(element("span", "", `Ещё не отправлено: ${items.length}. `));
    items.filter((one) => one.problem).forEach((one) => {
      const button = element("button", "btn btn-small", `Исправить: «${one.words.slice(0, 40)}»`);
      button.type = "button";
      button.addEventListener("click", () => again(one, { message: one.problem, hint: "" }));
      waiting.append(button);
    });
  }
  function again(item, error) {
    show({ key: item.key, id: item.id, version: item.version, spans: item.spans, words: item.words }, item.fields);
    const drop = element("button", "btn btn-small btn-quiet", "Не сохранять");
    drop.type = "button";
    drop.addEventListener("click", () => { pending.drop(item.key); if (!item.id) remarks.delete(item.key); hide(); drawWaiting(); });
    problem(note([error.message, error.hint].filter(Boolean).join(" ")), drop);
    say("Замечание не сохранено");
  }
  async function clash(item, error) { /* changed in another tab: both are shown, the expert chooses */
    let theirs = null, at = "";
    try {
      const answer = item.id ? await fetch(address(item.id), { headers: { Accept: "application/json" }, credentials: "same-origin" }) : null;
      if (answer && answer.ok) ({ remark: theirs, at } = await answer.json());
    } catch { return false; }
    if (!theirs || theirs.version === Number(item.version)) { pending.put(item.key, { ...item, problem: error.message }); again(item, error); return true; }
    if (names.every((name) => theirs[name] === item.fields[name])) { pending.drop(item.key); remarks.set(item.key, theirs); return true; }
    pending.put(item.key, { ...item, problem: error.message });
    show({ key: item.key, id: item.id, version: item.version, spans: item.spans, words: item.words }, item.fields);
    const box = element("div", "clash"), acts = element("p", "acts");
    box.append(element("p", "", `Это замечание изменено в другой вкладке в ${at}: «${[theirs.text, theirs.recommendation].filter(Boolean).join(" ")}». Ваше — в полях ниже.`), acts);
    const button = (title, act) => { const one = element("button", "btn btn-small", title); one.type = "button"; one.addEventListener("click", act); acts.append(one); };
    button("Оставить моё", () => { current.version = theirs.version; save(); });
    button("Взять то", () => { pending.drop(item.key); remarks.set(item.key, theirs); hide(); location.reload(); });
    problem(box);
    panel.prepend($(".problem", panel));
    return true;
  }
  addEventListener("online", flush);
  if (list) list.addEventListener("click", async (event) => {
    const line = event.target.closest(".rm"), one = line && remarks.get(line.dataset.key);
    if (!one) return;
    if (event.target.closest(".rm-edit")) show({ key: one.key, id: one.id, version: one.version, spans: one.spans, words: one.words }, one);
    if (event.target.closest(".rm-delete")) {
      const answer = await post(address(one.id, "/withdraw"), { version: one.version }).catch(() => null);
      if (!answer || !answer.ok || !isJson(answer)) {
        const body = answer && isJson(answer) ? await answer.json() : null;
        $(".problem", line).replaceChildren(note(body ? `${body.error.message} ${body.error.hint}` : "Не удалено: нет связи. Повторите."));
        return;
      }
      remarks.delete(one.key);
      line.remove();
      if (count) count.textContent = $$(".rm", list).length;
      say("Замечание удалено");
      repaint();
    }
  });

  /* marking: a button near the selection; from the keyboard word by word */
  let looking = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(looking);
    looking = setTimeout(() => {
      const range = selected();
      if (!range || !spansOf(range).length) { offer.hidden = true; return; }
      const boxes = range.getClientRects(), box = boxes[boxes.length - 1] || range.getBoundingClientRect(), own = pane.getBoundingClientRect();
      offer.hidden = false;
      Object.assign(offer.style, { top: `${box.bottom - own.top + pane.scrollTop + 6}px`, left: `${Math.max(8, Math.min(box.right - own.left - offer.offsetWidth, own.width - offer.offsetWidth - 24))}px` });
    }, 150);
  });
  $$(".ev", paper).forEach((one) => { // a browser drags a link instead of marking its words: evidence stays clickable without one
    one.removeAttribute("href");
    one.tabIndex = 0;
    one.setAttribute("role", "link");
  });
  paper.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches(".ev") && !cursor) event.target.click(); });
  paper.addEventListener("click", (event) => { /* the end of a marking is no click on the evidence below it */
    if (event.target.closest(".ev") && selected()) { event.preventDefault(); event.stopPropagation(); }
  }, true);
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", begin);
  $("#mark-words").addEventListener("click", () => { if (!begin()) start(); });
  const WORD = /[\p{L}\p{N}_№]+/gu;
  let cursor = null; // { words: [[block, start, end], …], from, to }
  function start() {
    const top = pane.getBoundingClientRect().top, words = [];
    let first = -1;
    leaves().forEach((block) => {
      if (first < 0 && block.getBoundingClientRect().bottom > top + 8) first = words.length;
      for (const match of block.textContent.matchAll(WORD)) words.push([block, match.index, match.index + match[0].length]);
    });
    if (first < 0 || first >= words.length) return;
    cursor = { words, from: first, to: first };
    pane.focus({ preventScroll: true });
    mark();
    say("Выделяете с клавиатуры, ? — клавиши");
  }
  function mark() {
    const { words, from, to } = cursor, [a, b] = from <= to ? [words[from], words[to]] : [words[to], words[from]];
    const start_ = pointAt(a[0], points(a[0].textContent.slice(0, a[1]))), end = pointAt(b[0], points(b[0].textContent.slice(0, b[2])));
    getSelection().setBaseAndExtent(...start_, ...end);
    const range = document.createRange(), box = pane.getBoundingClientRect();
    range.setStart(...pointAt(words[to][0], points(words[to][0].textContent.slice(0, words[to][1]))));
    range.setEnd(...pointAt(words[to][0], points(words[to][0].textContent.slice(0, words[to][2]))));
    const at = range.getBoundingClientRect();
    if (at.top < box.top + 40 || at.bottom > box.bottom - 60) pane.scrollTop += at.top - box.top - pane.clientHeight / 3;
  }
  const stop = () => { cursor = null; };
  function step(event) {
    const { words } = cursor, here = words[cursor.to][0];
    let next = cursor.to;
    if (event.key === "ArrowRight") next += 1;
    if (event.key === "ArrowLeft") next -= 1;
    if (event.key === "ArrowDown") next = words.findIndex(([block], place) => place > cursor.to && block !== here);
    if (event.key === "ArrowUp") {
      const before = words.slice(0, cursor.to).reverse().find(([block]) => block !== here);
      next = before ? words.findIndex(([block]) => block === before[0]) : 0;
    }
    if (next < 0 || next >= words.length) return;
    cursor.to = next;
    if (!event.shiftKey) cursor.from = next;
    mark();
  }
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.code === "KeyP" || "зЗpP".includes(event.key)) { event.preventDefault(); if (!begin()) start(); return; }
    if (!cursor) return;
    if (event.key.startsWith("Arrow")) { event.preventDefault(); event.stopPropagation(); step(event); }
    if (event.key === "Enter") { event.preventDefault(); begin(); }
    if (event.key === "Escape") { event.stopPropagation(); stop(); getSelection().removeAllRanges(); say("Выделение закончено"); }
  }, true);

  /* what an earlier page left behind */
  const left = drafts.all().draft;
  if (left && left.spans.every((span) => rangeOf(span))) {
    show({ key: left.key, id: left.id, version: left.version, spans: left.spans, words: left.words }, left.fields);
    problem(note("Незаконченное замечание восстановлено.", "note"));
  }
  Object.values(pending.all()).forEach((item) => remarks.set(item.key, { ...remarks.get(item.key), ...item.fields, key: item.key, id: item.id, version: item.version, spans: item.spans, words: item.words }));
  drawWaiting();
  repaint();
  flush();
})();
