/* Moving through the queue without a mouse: j and k, then Enter on the link that has the focus. */
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-queue] tbody tr")];
  if (!rows.length) return;
  let at = -1;
  const go = (to) => {
    rows[at]?.classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("at");
    rows[at].querySelector("a").focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else return;
    event.preventDefault();
  });
})();
