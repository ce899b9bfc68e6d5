/* The dialog of keys: opened by ? outside of boxes, by Ctrl+/ anywhere. */
(function () {
  "use strict";
  const dialog = document.getElementById("keys");
  if (!dialog) return;

  function writing(element) {
    return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || document.querySelector(".modal.show")) return;
    const control = event.ctrlKey || event.metaKey;
    const asked = control ? event.key === "/" : event.key === "?" && !writing(event.target);
    if (!asked) return;
    event.preventDefault();
    bootstrap.Modal.getOrCreateInstance(dialog).show();
  });
})();
