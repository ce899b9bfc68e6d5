/* Reading waiting rows by the keyboard: J, K, M, R and Enter do what the buttons with their data-key do. The keys work
   only while the focus is on the row, and never while something is typed; a key held down passes one row, not many. */
(function () {
  "use strict";

  const KEYS = { Enter: "enter", j: "j", k: "k", m: "m", r: "r" };
  const TYPING = "input, textarea, select, [contenteditable]";

  /* The button stays in sight, so nothing has to scroll to it: the row is read from its beginning. */
  window.zhijiao.on("[data-focus]", (button) => button.focus({ preventScroll: true }));

  function press(reading, key) {
    const button = reading.querySelector('[data-key="' + key + '"]');
    if (!button) return false;
    button.click();
    const reason = key === "r" && reading.querySelector("#reason");
    if (reason) reason.focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const reading = document.getElementById("reading");
    const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!reading || !key || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const at = event.target;
    if (at !== document.body && !reading.contains(at)) return;
    if (event.repeat && key === "enter" && !at.matches(TYPING)) { event.preventDefault(); return; }
    if (at.matches(TYPING) || (key === "enter" && at.closest("a, button, summary"))) return;
    if (press(reading, key)) event.preventDefault();
  });
})();
