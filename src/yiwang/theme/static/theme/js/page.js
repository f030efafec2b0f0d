/* What every page does a little better with scripts. Everything works without. */
(() => {
  "use strict";

  // A form is sent once: the second press of an impatient finger finds the button resting.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    // Disabling at once would drop the pressed button's own name and value from what is sent.
    if (button) setTimeout(() => { button.disabled = true; }, 0);
    setTimeout(() => {
      delete form.dataset.sent;
      if (button) button.disabled = false;
    }, 8000);
  });
  // Coming back by the browser's back button must find a live form.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
    });
  });

  // Files chosen are named and measured before they travel.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches('input[type="file"][data-limit]')) return;
    const limit = Number(input.dataset.limit);
    const tooLarge = [...input.files].find((file) => file.size > limit);
    input.setCustomValidity(tooLarge ? `${tooLarge.name}: ${input.dataset.tooLarge}` : "");
    input.reportValidity();
  });

  // A date or choice in a filter bar applies by itself.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form) form.requestSubmit();
  });

  // An answer that other questions depend on redraws the form; without scripts the next button does so.
  document.addEventListener("change", (event) => {
    const form = event.target.matches("[data-refreshes]") && event.target.closest("form[hx-select-oob]");
    if (!form || !window.htmx) return;
    event.stopPropagation(); // the redraw also saves: an autosave at the same moment would meet it half-way
    htmx.ajax("POST", form.action, {
      source: form, target: "#form", select: "#form", swap: "outerHTML", values: { _refresh: "1" },
    });
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    if (button) print();
  });

  // Seconds left, for what is valid only briefly.
  const tick = () => {
    document.querySelectorAll("[data-until]").forEach((element) => {
      const left = Math.max(0, Math.round((Date.parse(element.dataset.until) - Date.now()) / 1000));
      element.textContent = String(left);
      if (left === 0) element.closest("[data-expires]")?.classList.add("expired");
    });
  };
  if (document.querySelector("[data-until]")) {
    tick();
    setInterval(tick, 1000);
  }

  if ("serviceWorker" in navigator && document.querySelector('link[rel="manifest"]')) {
    addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  }
})();
