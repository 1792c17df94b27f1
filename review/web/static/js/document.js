/* The document page: text and criteria find each other, levels are set with one key and saved at once. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = $("#text"), list = $("#crits"), crits = $$(".crit");
  if (!list) return;
  document.documentElement.classList.add("js");
  const mayMark = list.dataset.mayMark === "1";
  const zoneWords = { green: "зелёная зона", yellow: "жёлтая зона", red: "красная зона", none: "зона пока не определена" };

  /* finding each other */
  const has = (element, name, word) => (element.dataset[name] || "").split(" ").includes(word);
  const within = (pane, element) => {
    const a = pane.getBoundingClientRect(), b = element.getBoundingClientRect();
    return b.top >= a.top + 8 && b.bottom <= a.bottom - 8;
  };
  const bring = (pane, element) => {
    if (pane && !within(pane, element)) pane.scrollTop += element.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  const show = (pane) => {
    document.body.dataset.pane = pane;
    $$(".tabs-m button").forEach((button) => button.setAttribute("aria-pressed", button.dataset.to === pane));
    place();
  };
  const tint = (code, anchor) => {
    $$(".ev").forEach((ev) => {
      ev.classList.toggle("on", has(ev, "c", code));
      ev.classList.toggle("now", Boolean(anchor) && has(ev, "q", anchor));
    });
    $$(".mref").forEach((mark) => mark.classList.toggle("on", mark.dataset.code === code));
    place();
  };
  function open(code, from) {
    const chosen = code ? document.getElementById(code) : null;
    const before = chosen && from !== "text" ? chosen.getBoundingClientRect().top : 0;
    crits.forEach((crit) => {
      crit.classList.toggle("open", crit === chosen);
      $(".head", crit).setAttribute("aria-expanded", String(crit === chosen));
    });
    tint(code);
    if (!chosen) return;
    if (from === "text") {
      show("crit");
      list.scrollTop += chosen.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
      $(".head", chosen).focus({ preventScroll: true });
      return;
    }
    list.scrollTop += chosen.getBoundingClientRect().top - before;
    const first = $$(".ev").find((ev) => has(ev, "c", code) && ev.offsetParent);
    if (first) bring(text, first);
  }
  function jump(anchor, code) {
    show("text");
    tint(code, anchor);
    const ev = $$(".ev").find((one) => has(one, "q", anchor));
    if (!ev) return;
    bring(text, ev);
    ev.focus({ preventScroll: true });
  }
  const codeAt = (ev) => { /* a second click on shared words opens the next criterion */
    const codes = ev.dataset.c.split(" "), opened = $(".crit.open");
    return codes[(codes.indexOf(opened ? opened.id : "") + 1) % codes.length];
  };

  /* marks */
  const token = $('meta[name="csrf-token"]').content;
  const saved = $("#saved");
  const waiting = new Map(); // code → timer of a text field
  const lost = new Set(); // codes whose save has not reached the service
  const box = mayMark && window.outbox ? window.outbox(`marks.${list.dataset.assessment}`) : null; // and after a reload
  const say = (words) => { if (saved) saved.textContent = words; };
  const formOf = (crit) => $("form.mark", crit);
  const problemOf = (crit) => $(".problem", formOf(crit));

  function draw(crit) {
    const { e: level, p: proposed, na } = crit.dataset;
    const shown = level !== "" ? level : proposed;
    crit.dataset.level = shown;
    $$(".lv button", crit).forEach((button) => button.setAttribute("aria-pressed", String(level !== "" && button.dataset.v === level)));
    crit.classList.toggle("diff", na === "1" || (level !== "" && proposed !== "" && level !== proposed));
    $(".na-word", crit).hidden = na !== "1";
    $(".na", crit).setAttribute("aria-pressed", String(na === "1"));
    $(".clear", crit).hidden = level === "" && na !== "1";
    $$(".mref").forEach((mark) => { if (mark.dataset.code === crit.id) mark.dataset.level = shown; });
    $$(".ev").forEach((ev) => { if (ev.dataset.c === crit.id) ev.dataset.level = shown; });
    sum();
  }
  function sum() {
    const scale = 500;
    let got = 0, max = 0, marked = 0, accepted = 0, acceptedMax = 0;
    crits.forEach((crit) => {
      const { w, max: top, e: level, p: proposed, na } = crit.dataset;
      if (level !== "" || na === "1") marked += 1;
      if (na === "1") return;
      if (level !== "") { got += w * level; max += w * top; }
      const either = level !== "" ? level : proposed;
      if (either !== "") { accepted += w * either; acceptedMax += w * top; }
    });
    const left = crits.length - marked, finish = $("#finish");
    const share = max ? got / max : 0, all = acceptedMax ? accepted / acceptedMax : 0;
    if ($("#tot")) $("#tot").textContent = `отмечено ${marked} из ${crits.length}`;
    if ($("#s1")) $("#s1").textContent = `${got} из ${max} баллов`;
    if ($("#s2")) $("#s2").textContent = `${accepted} из ${acceptedMax}, ${Math.round(100 * all)}\u00a0%`;
    if ($("#pct") && mayMark) $("#pct").textContent = max ? `${Math.round(100 * share)}\u00a0%` : "—";
    if ($("#mk") && mayMark) $("#mk").setAttribute("transform", `translate(${share * scale} 0)`);
    if ($("#mk2")) $("#mk2").setAttribute("transform", `translate(${all * scale} 0)`);
    if (finish) {
      finish.disabled = left > 0;
      finish.textContent = left ? `Завершить: осталось ${left}` : "Завершить экспертизу";
    }
  }
  function zone(total) { /* the zone's word is the service's, never ours */
    const key = total.zone || "none", place = $("#zone");
    if (!place) return;
    const use = `<svg class="ic" aria-hidden="true"><use href="#z-${key}"/></svg>`;
    place.innerHTML = `<span class="zone z-${key}">${use}<span>${zoneWords[key]}</span></span>`;
  }
  const fields = (crit) => {
    const form = formOf(crit), data = new URLSearchParams();
    data.set("version", crit.dataset.version);
    data.set("level", crit.dataset.e);
    if (crit.dataset.na === "1") data.set("not_applicable", "1");
    data.set("reason", form.elements.reason.value);
    data.set("recommendation", form.elements.recommendation.value);
    return data;
  };
  const refuse = (crit, message, hint) => {
    const note = document.createElement("p");
    note.className = "note note-stop";
    note.textContent = [message, hint].filter(Boolean).join(" ");
    problemOf(crit).replaceChildren(note);
  };
  function needsReason(crit) {
    return crit.classList.contains("diff") && !formOf(crit).elements.reason.value.trim();
  }
  async function save(crit) {
    const form = formOf(crit);
    clearTimeout(waiting.get(crit.id));
    waiting.delete(crit.id);
    if (crit.dataset.busy === "1") { crit.dataset.again = "1"; return; }
    if (needsReason(crit)) {
      crit.classList.add("waits");
      say(`${crit.id}: ещё не сохранено, напишите почему`);
      return;
    }
    if (crit.dataset.e === "" && crit.dataset.na !== "1" && form.elements.recommendation.value.trim() === "" && crit.dataset.version === "0") return;
    crit.dataset.busy = "1";
    if (box) box.put(crit.id, Object.fromEntries(fields(crit)));
    let answer, body;
    try {
      answer = await fetch(form.action, { method: "POST", body: fields(crit), headers: { Accept: "application/json", "X-CSRFToken": token }, credentials: "same-origin" });
      body = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
    } catch {
      answer = null;
    }
    crit.dataset.busy = "0";
    if (!answer || answer.status >= 500 || !body) return offline(crit, answer);
    lost.delete(crit.id);
    if (box) box.drop(crit.id);
    if (answer.status === 409) return clash(crit, body.error);
    if (!answer.ok) { refuse(crit, body.error.message, body.error.hint); say(`${crit.id}: не сохранено`); return undefined; }
    problemOf(crit).replaceChildren();
    crit.classList.remove("waits");
    crit.dataset.version = body.mark.version;
    form.elements.version.value = body.mark.version;
    zone(body.total);
    say(lost.size ? `Не отправлено: ${lost.size}` : `Сохранено в ${body.saved}`);
    if (crit.dataset.again === "1") { crit.dataset.again = "0"; return save(crit); }
    return undefined;
  }
  function offline(crit, answer) {
    if (answer && answer.redirected) { say("Вы вышли из системы. Отметка сохранена на этом компьютере: войдите и откройте документ снова."); return; }
    lost.add(crit.id);
    say(`Нет связи. Отметки сохранены на этом компьютере и уйдут при первом соединении: ${lost.size}`);
    setTimeout(() => { if (lost.has(crit.id)) save(crit); }, 5000);
  }
  addEventListener("online", () => lost.forEach((code) => save(document.getElementById(code))));
  addEventListener("beforeunload", (event) => { if (lost.size || waiting.size || $(".crit.waits")) event.preventDefault(); });

  async function clash(crit, error) { /* somebody saved meanwhile: both are shown, the expert chooses */
    const answer = await fetch(formOf(crit).action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) { refuse(crit, error.message, error.hint); return; }
    const theirs = (await answer.json()).mark;
    if (theirs.version === Number(crit.dataset.version)) { refuse(crit, error.message, error.hint); return; }
    const mine = fields(crit), same = (theirs.level === null ? "" : String(theirs.level)) === mine.get("level") && theirs.not_applicable === (mine.get("not_applicable") === "1");
    if (same && theirs.reason === mine.get("reason").trim() && theirs.recommendation === mine.get("recommendation").trim()) { /* it had arrived; only the answer was lost */
      crit.dataset.version = theirs.version;
      say(`Сохранено в ${theirs.at}`);
      return;
    }
    const words = (level, na) => (na ? "неприменимо" : level === null || level === "" ? "нет отметки" : String(level));
    const box = document.createElement("div");
    box.className = "clash";
    const line = document.createElement("p");
    line.textContent = `Критерий ${crit.id} изменён в другой вкладке в ${theirs.at}: ${words(theirs.level, theirs.not_applicable)}. У вас: ${words(crit.dataset.e, crit.dataset.na === "1")}.`;
    const acts = document.createElement("p");
    acts.className = "acts";
    const button = (title, act) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "btn btn-small";
      one.textContent = title;
      one.addEventListener("click", act);
      acts.append(one);
    };
    button("Оставить моё", () => { crit.dataset.version = theirs.version; problemOf(crit).replaceChildren(); save(crit); });
    button("Взять то", () => {
      const form = formOf(crit);
      Object.assign(crit.dataset, { version: theirs.version, e: theirs.level === null ? "" : String(theirs.level), na: theirs.not_applicable ? "1" : "0" });
      form.elements.reason.value = theirs.reason;
      form.elements.recommendation.value = theirs.recommendation;
      problemOf(crit).replaceChildren();
      draw(crit);
      say("Взято сохранённое в другой вкладке");
    });
    box.append(line, acts);
    problemOf(crit).replaceChildren(box);
    if (!crit.classList.contains("open")) open(crit.id);
    say(`${crit.id}: изменён в другой вкладке`);
  }

  function level(crit, value) {
    if (!mayMark) return;
    crit.dataset.e = value;
    crit.dataset.na = "0";
    draw(crit);
    if (needsReason(crit)) {
      if (!crit.classList.contains("open")) open(crit.id);
      formOf(crit).elements.reason.focus({ preventScroll: false });
    } else crit.classList.remove("waits");
    save(crit);
  }
  function notApplicable(crit) {
    crit.dataset.e = "";
    crit.dataset.na = "1";
    draw(crit);
    if (needsReason(crit)) formOf(crit).elements.reason.focus();
    save(crit);
  }
  function clear(crit) {
    crit.dataset.e = "";
    crit.dataset.na = "0";
    crit.classList.remove("waits");
    draw(crit);
    save(crit);
  }
  const later = (crit) => {
    clearTimeout(waiting.get(crit.id));
    waiting.set(crit.id, setTimeout(() => save(crit), 900));
  };
  async function history(details) {
    const answer = await fetch(details.dataset.url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const rows = answer.ok ? (await answer.json()).history : [];
    $("ul", details).replaceChildren(...(rows.length ? rows : [{ at: "", words: "Отметок ещё не было", by: "" }]).map((one) => {
      const item = document.createElement("li");
      item.textContent = [one.at, one.words, one.by, one.reason].filter(Boolean).join(" — ");
      return item;
    }));
  }

  function restore() { /* what an earlier page could not send; a newer mark of the service is shown beside it */
    const held = box ? Object.entries(box.all()) : [];
    held.forEach(([code, mark]) => {
      const crit = document.getElementById(code);
      if (!crit || !crit.classList.contains("crit")) { box.drop(code); return; }
      Object.assign(crit.dataset, { version: mark.version, e: mark.level, na: mark.not_applicable === "1" ? "1" : "0" });
      formOf(crit).elements.reason.value = mark.reason;
      formOf(crit).elements.recommendation.value = mark.recommendation;
      draw(crit);
      save(crit);
    });
  }

  /* events */
  document.addEventListener("click", (event) => {
    const target = event.target;
    const mark = target.closest(".mref");
    if (mark) { event.preventDefault(); return open(mark.dataset.code, "text"); }
    const ev = target.closest(".ev");
    if (ev) { event.preventDefault(); return open(codeAt(ev), "text"); }
    const quote = target.closest(".jump");
    if (quote) { event.preventDefault(); return jump(quote.dataset.ev, quote.closest(".crit").id); }
    const head = target.closest(".crit-h > .head");
    if (head) { const crit = head.closest(".crit"); return open(crit.classList.contains("open") ? "" : crit.id); }
    const tab = target.closest(".tabs-m button");
    if (tab) return show(tab.dataset.to);
    if (!mayMark) return undefined;
    const crit = target.closest(".crit");
    const button = target.closest(".lv button");
    if (button) { event.preventDefault(); return level(crit, button.dataset.v); }
    if (target.closest(".na")) { event.preventDefault(); return notApplicable(crit); }
    if (target.closest(".clear")) { event.preventDefault(); return clear(crit); }
    const take = target.closest(".take");
    if (take) { const field = formOf(crit).elements.recommendation; field.value = [field.value.trim(), take.dataset.take].filter(Boolean).join("\n"); save(crit); field.focus(); }
    return undefined;
  });
  document.addEventListener("input", (event) => {
    const crit = event.target.closest("form.mark") && event.target.closest(".crit");
    if (crit) { say("Сохраняем…"); later(crit); }
    const texts = event.target.closest("form.texts");
    if (texts) { say("Сохраняем…"); clearTimeout(waiting.get("texts")); waiting.set("texts", setTimeout(() => saveTexts(texts), 900)); }
  });
  async function saveTexts(form) {
    waiting.delete("texts");
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json", "X-CSRFToken": token }, credentials: "same-origin" }).catch(() => null);
    const good = answer && answer.ok && (answer.headers.get("Content-Type") || "").includes("json");
    say(good ? `Сохранено в ${(await answer.json()).saved}` : "Не сохранено: проверьте связь и измените текст ещё раз");
  }
  document.addEventListener("submit", (event) => { if (event.target.matches("form.mark, form.texts")) event.preventDefault(); });
  document.addEventListener("toggle", (event) => { if (event.target.matches && event.target.matches(".past[open]")) history(event.target); }, true);
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "F6") {
      event.preventDefault();
      const current = $(".crit.open") || crits[0];
      if (target.closest(".pane-crit")) { show("text"); if (text) text.focus(); } else if (current) { show("crit"); $(".head", current).focus(); }
      return;
    }
    if (event.key === "Escape") { open(""); if (text) text.focus(); return; }
    if (target.matches("textarea,input,select") || event.ctrlKey || event.altKey || event.metaKey) return;
    const current = target.closest(".crit") || $(".crit.open");
    if (/^[0-9]$/.test(event.key) && current && $(`.lv button[data-v="${event.key}"]`, current)) { level(current, event.key); event.preventDefault(); }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && target.closest(".pane-crit")) {
      const next = crits[crits.indexOf(current) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      open(next.id);
      $(".head", next).focus({ preventScroll: true });
      bring(list, next);
    }
  });

  /* margin codes never lie on each other: those of the open criterion first, then what finds room near its line */
  const step = 18, near = 40;
  function place() {
    const marks = $$(".mref").filter((mark) => mark.parentElement.offsetParent);
    marks.forEach((mark) => { mark.style.marginTop = ""; mark.classList.remove("off"); });
    const all = marks.map((mark) => ({ mark, top: mark.getBoundingClientRect().top, on: mark.classList.contains("on") }));
    const placed = [], free = (y) => placed.every((one) => Math.abs(one.y - y) >= step);
    [...all.filter((one) => one.on), ...all.filter((one) => !one.on)].forEach((one) => {
      const code = one.mark.dataset.code, tries = [0, step, 2 * step].map((shift) => one.top + shift);
      const again = placed.some((other) => other.code === code && Math.abs(other.y - one.top) < near);
      const y = again ? undefined : tries.find(free);
      if (y === undefined) one.hide = true;
      else { one.y = y; placed.push({ y, code }); }
    });
    all.forEach((one) => {
      one.mark.classList.toggle("off", Boolean(one.hide));
      if (!one.hide && one.y !== one.top) one.mark.style.marginTop = `${one.y - one.top + 5}px`;
    });
  }
  const turns = $$(".pg[id]"), number = $("#pgno");
  if (text && number) text.addEventListener("scroll", () => {
    const line = text.getBoundingClientRect().top + 80;
    number.textContent = 1 + turns.filter((turn) => turn.getBoundingClientRect().top < line).length;
  }, { passive: true });
  addEventListener("resize", place);
  if (document.fonts) document.fonts.ready.then(place);
  place();
  if (mayMark) { sum(); restore(); }
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted && wanted.classList.contains("crit")) open(wanted.id);
  requestAnimationFrame(() => document.body.classList.add("ready"));
})();
