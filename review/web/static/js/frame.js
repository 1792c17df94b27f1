/* Every page: the current section is seen on a narrow screen, an open menu closes when it is left. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const current = document.querySelector(".nav [aria-current]");
  if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 16;
  const menu = document.querySelector(".me");
  if (menu) document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
})();
