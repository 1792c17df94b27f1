/* The document as it looks: pages are asked for at the first look, each picture when it comes into sight. */
(() => {
  "use strict";
  const holder = document.getElementById("pages"), text = document.getElementById("text"), paper = document.querySelector(".paper");
  if (!holder || !text) return;
  const buttons = [...document.querySelectorAll("[data-view]")].filter((one) => one.tagName === "BUTTON");
  let asked = false;
  const load = async () => {
    if (asked) return;
    asked = true;
    holder.textContent = "Страницы готовятся…";
    const answer = await fetch(holder.dataset.url, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
    if (!answer || answer.redirected) { asked = false; holder.textContent = "Нет связи. Нажмите «Страницы» ещё раз."; return; }
    holder.innerHTML = await answer.text();
    if (!answer.ok) asked = false;
  };
  const view = (name) => {
    const pages = name === "page";
    document.body.dataset.view = name;
    paper.hidden = pages;
    holder.hidden = !pages;
    buttons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.view === name)));
    text.scrollTop = 0;
    return pages ? load() : undefined;
  };
  buttons.forEach((one) => one.addEventListener("click", () => view(one.dataset.view)));
  const number = document.getElementById("pgno");
  if (number) text.addEventListener("scroll", () => {
    if (holder.hidden) return;
    const line = text.getBoundingClientRect().top + 120;
    number.textContent = Math.max(1, [...holder.querySelectorAll(".page-pic")].filter((one) => one.getBoundingClientRect().top < line).length);
  }, { passive: true });
  holder.addEventListener("click", (event) => {
    const box = event.target.closest(".rm-box");
    if (!box) return;
    event.preventDefault();
    const line = document.getElementById(box.getAttribute("href").slice(1));
    if (line) { document.body.dataset.pane = "crit"; line.scrollIntoView({ block: "nearest" }); line.focus({ preventScroll: true }); }
  });
  document.addEventListener("click", (event) => { /* a quote is shown on the page that is looked at */
    const quote = event.target.closest(".jump");
    if (!quote || holder.hidden) return;
    const box = [...holder.querySelectorAll(".ev")].find((one) => one.dataset.q === quote.dataset.ev);
    if (!box) { view("text"); return; }
    event.preventDefault();
    event.stopPropagation();
    document.body.dataset.pane = "text";
    holder.querySelectorAll(".ev").forEach((one) => one.classList.toggle("on", one === box));
    box.scrollIntoView({ block: "center" });
  }, true);
})();
