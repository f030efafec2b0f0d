/* The map by keys: arrows move, plus and minus zoom, as the links beside it do. */
(() => {
  "use strict";
  const keys = { ArrowUp: "n", ArrowDown: "s", ArrowLeft: "w", ArrowRight: "e", "+": "in", "=": "in", "-": "out" };
  const map = document.querySelector("[data-map]");
  map?.addEventListener("keydown", (event) => {
    const link = keys[event.key] && map.querySelector(`[data-go="${keys[event.key]}"]`);
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    link.click();
  });
})();
