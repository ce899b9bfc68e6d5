/* 在线支持: puts an answer that was kept for next time into the box, after what stands there already. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-canned]");
    if (!button) return;
    const box = document.getElementById(button.dataset.cannedInto);
    const typed = box.value.trimEnd();
    box.value = typed ? `${typed}\n\n${button.dataset.canned}` : button.dataset.canned;
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
