// Settling from the keyboard: arrows go from criterion to criterion, figures set the level, Enter goes to the reason.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("#settle tr.differs")];
  if (!rows.length) return;
  let at = -1;
  const go = (next) => {
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows.forEach((row, place) => row.classList.toggle("here", place === at));
    const chosen = rows[at].querySelector("input:checked") || rows[at].querySelector("input");
    chosen.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input[type=text]");
    if (event.key === "Escape" && event.target.matches("#settle textarea")) { go(at < 0 ? 0 : at); return; }
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      go(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (/^[0-9]$/.test(event.key) && at >= 0) {
      const wanted = rows[at].querySelector(`input[value="${event.key}"]`);
      if (wanted) { wanted.checked = true; wanted.focus({ preventScroll: true }); event.preventDefault(); }
    } else if (event.key === "Enter" && at >= 0 && event.target.matches("input[type=radio]")) {
      event.preventDefault();
      rows[at].querySelector("textarea").focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("#settle tr.differs");
    if (row) { at = rows.indexOf(row); rows.forEach((one) => one.classList.toggle("here", one === row)); }
  });
})();
