/* r writes an opinion, u goes back to the queue. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const target = { r: "textarea[name=reasons]", u: "[data-back]" }[event.key];
    const element = target && document.querySelector(target);
    if (!element) return;
    event.preventDefault();
    if (event.key === "u") element.click();
    else element.focus();
  });
})();
