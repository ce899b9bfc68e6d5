/* The record page by keyboard: the first item has the focus, Enter goes from item to item and never sends half a record,
   Ctrl+Enter saves and goes on. A choice is picked by Enter only after something was typed or an arrow pressed. */
(function () {
  "use strict";
  const form = document.getElementById("record-form");
  if (!form) return;

  const CONTROLS = "input:not([type=hidden]), select, textarea, [contenteditable=true]";
  const KEEPS_ENTER = "textarea, button, a, summary, [contenteditable=true], input[type=file]";
  const FORGET = 900;

  function usable(control) {
    return !control.disabled && !control.readOnly && control.tabIndex >= 0 && control.getClientRects().length > 0;
  }

  /* Where an item is filled: the chosen one of a group of choices, else its first control. */
  function entry(field) {
    const controls = Array.from(field.querySelectorAll(CONTROLS)).filter(usable);
    return controls.find((control) => control.type === "radio" && control.checked) || controls[0];
  }

  function goTo(control) {
    control.focus();
    if (control.matches("input[type=text]") && !control.closest(".ts-wrapper")) control.select();
  }

  function move(field, back) {
    const fields = Array.from(form.querySelectorAll("[data-field]")).filter((each) => each === field || entry(each));
    const next = fields[fields.indexOf(field) + (back ? -1 : 1)];
    if (next) goTo(entry(next));
    else if (!back) mainButton().focus();
  }

  function mainButton() {
    return form.querySelector(".savebar [name=save-next]") || form.querySelector(".savebar button[type=submit]");
  }

  /* ---- drop-downs ---- */

  let asked = null;

  function searched(field) {
    const select = field.querySelector("select");
    return select && select.tomselect;
  }

  /* Whether Enter belongs to the list of a drop-down: somebody has typed into it or gone down in it. */
  function inList(list) {
    return list && list.isOpen && (asked === list || list.control_input.value.trim() !== "");
  }

  function pick(list, field, event) {
    if (!list.activeOption) { follow(list); stop(event); return; }
    if (list.settings.mode === "multi" || list.input.multiple) return;
    setTimeout(() => { if (!list.isOpen) move(field, false); }, 0);
  }

  /* An empty list says what is missing; Enter goes there. */
  function follow(list) {
    const link = list.dropdown_content.querySelector("a[href]");
    if (link) link.click();
  }

  /* Letters choose from a short list by the initials of its pinyin. */
  let letters = "", forget = 0;

  function byInitials(select, key) {
    clearTimeout(forget);
    forget = setTimeout(() => { letters = ""; }, FORGET);
    letters += key.toLowerCase();
    const found = Array.from(select.options).find((option) => (option.dataset.py || "").startsWith(letters));
    if (!found) return false;
    select.value = found.value;
    ["input", "change"].forEach((name) => select.dispatchEvent(new Event(name, { bubbles: true })));
    return true;
  }

  /* 1 says yes, 0 says no. */
  function answer(field, key) {
    const choice = field && field.querySelector('input[type=radio][value="' + key + '"]');
    if (!choice) return false;
    choice.click();
    choice.focus();
    return true;
  }

  /* ---- keys ---- */

  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function enter(event) {
    const at = event.target, field = at.closest("[data-field]");
    if (event.altKey || at.matches(KEEPS_ENTER)) return;
    if (!field) { if (at.matches("input, select")) stop(event); return; }
    const list = searched(field);
    if (!event.shiftKey && inList(list)) { pick(list, field, event); return; }
    stop(event);
    if (list) list.close();
    move(field, event.shiftKey);
  }

  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const at = event.target, field = at.closest("[data-field]");
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") { enter(event); return; }
    if (event.altKey) return;
    if (event.key.startsWith("Arrow")) { if (field) asked = searched(field); return; }
    if (at.matches("select") && /^[a-z0-9]$/i.test(event.key) && byInitials(at, event.key)) stop(event);
    else if (at.type === "radio" && /^[01]$/.test(event.key) && answer(field, event.key)) stop(event);
  }, true);
  form.addEventListener("focusin", () => { asked = null; letters = ""; });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    if (document.querySelector(".modal.show")) return;
    stop(event);
    form.requestSubmit(mainButton());
  }, true);

  /* ---- where one begins ---- */

  function begin() {
    if (document.getElementById("merge")) return;
    const wrong = Array.from(form.querySelectorAll("[data-field]")).find((field) => field.querySelector(".errs .err:not([data-differs])"));
    const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && !wrong) { named.focus(); return; }
    if (!wrong && !matchMedia("(pointer: fine)").matches) return; /* no keyboard over half a phone unasked */
    const first = wrong || Array.from(form.querySelectorAll("[data-field]")).find(entry);
    const control = first && entry(first);
    if (control) quietly(first, () => goTo(control));
  }

  /* A list that nobody has asked for stays closed, also when its choices have come. The widget opens it then, and takes
     the focus once more a moment later: until that has passed, focus opens nothing. */
  function quietly(field, focus) {
    const list = searched(field);
    if (!list) { focus(); return; }
    const ready = () => { list.settings.openOnFocus = true; };
    const close = () => {
      list.off("load", close);
      if (list.control_input.value === "") list.close(false);
      setTimeout(ready, 0);
    };
    list.settings.openOnFocus = false;
    focus();
    if (list.settings.load) list.on("load", close); else ready();
  }

  document.addEventListener("DOMContentLoaded", begin);
})();
