/* Every page: the current section is seen on a narrow screen, an open menu closes when it is left, one tick ticks all. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const current = document.querySelector(".nav [aria-current]");
  if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 16;
  for (const all of document.querySelectorAll("[data-ticks]")) {
    all.addEventListener("change", () => {
      for (const one of document.querySelectorAll(`input[type=checkbox][form="${all.dataset.ticks}"]`)) one.checked = all.checked;
    });
  }
  const menu = document.querySelector(".me");
  if (menu) document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
})();
