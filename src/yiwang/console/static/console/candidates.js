/* Candidates without a mouse: j and k move, a accepts, x rejects; after each the same place is taken again. */
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-candidates] tbody tr")];
  if (!rows.length) return;
  const PLACE = "quality-candidate-at";
  let at = -1;
  const go = (to) => {
    rows[at]?.classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].classList.add("at");
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const press = (what) => {
    const button = rows[at]?.querySelector(`button[value=${what}]`);
    if (!button) return;
    sessionStorage.setItem(PLACE, String(at));
    button.click();
  };
  const before = sessionStorage.getItem(PLACE);
  if (before !== null) {
    sessionStorage.removeItem(PLACE);
    go(Number(before));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "a") press("accept");
    else if (event.key === "x") press("reject");
    else return;
    event.preventDefault();
  });
})();
