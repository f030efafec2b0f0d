/* A pair without a mouse: m says one, d says two, u goes to where decisions are taken back. */
(() => {
  "use strict";
  const form = document.querySelector("[data-pair]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const button = { m: "same", d: "different" }[event.key];
    if (button) form?.querySelector(`button[value=${button}]`)?.click();
    else if (event.key === "u") document.querySelector("[data-undo]")?.click();
    else return;
    event.preventDefault();
  });
})();
