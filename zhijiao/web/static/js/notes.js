/* The annotation of an item shows where the pointer rests on its label or box, and while its box has the focus wherever
   no panel beside the page explains it. Escape and typing put it away. */
(function () {
  "use strict";
  const REST = 350;
  let timer = 0, shown = null, over = null;

  function mark(field) {
    return field && field.dataset.guide ? field.querySelector(".tip") : null;
  }

  function show(tip) {
    hide();
    if (!tip || !tip.isConnected) return;
    shown = tip;
    bootstrap.Tooltip.getOrCreateInstance(tip).show();
  }

  function hide() {
    clearTimeout(timer);
    const tooltip = shown && bootstrap.Tooltip.getInstance(shown);
    if (tooltip) tooltip.hide();
    shown = null;
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const field = event.target.closest(".field[data-guide]");
    if (field === over) return;
    over = field;
    hide();
    const tip = mark(field);
    if (tip && !tip.contains(event.target)) timer = setTimeout(() => show(tip), REST);
  });

  /* The panel explains what has the focus, as long as it stands beside the form and not below it. */
  function explained(field) {
    const panel = document.getElementById("guide");
    return Boolean(panel) && panel.getBoundingClientRect().left > field.getBoundingClientRect().right;
  }

  document.addEventListener("focusin", (event) => {
    const field = event.target.closest(".field[data-guide]");
    hide();
    if (mark(field) && !event.target.matches(".tip") && !explained(field)) show(mark(field));
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("input", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
