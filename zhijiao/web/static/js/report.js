/* Puts the name of a figure into the text that was written in last. Names can be typed as well. */
(function () {
  "use strict";
  let last = null;

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea[data-essay]")) last = event.target;
  });

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-insert]");
    if (!chosen) return;
    const box = last || document.querySelector("textarea[data-essay]");
    if (!box) return;
    box.setRangeText(chosen.dataset.insert, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
