/* The record page: the mark of a required item follows what is chosen in the items that decide. The server judges. */
(function () {
  "use strict";
  const fields = [...document.querySelectorAll("[data-required-when]")];
  if (!fields.length) return;

  function held(form, name) {
    return new FormData(form).getAll(name).map(String).filter((value) => value.trim() !== "");
  }

  function holds(form, condition) {
    const chosen = held(form, condition.name);
    const hit = chosen.some((value) => condition.values.includes(value));
    if (condition.unless) return !hit;
    return condition.values.length ? hit : chosen.some((value) => value !== "0") || shown(form, condition.name);
  }

  /* A private item that is filled and not shown has its mask as placeholder. */
  function shown(form, name) {
    const control = form.elements.namedItem(name);
    return Boolean(control && control.placeholder && control.placeholder.includes("*"));
  }

  function mark(field) {
    const form = field.closest("form");
    if (!form) return;
    const required = JSON.parse(field.dataset.requiredWhen)
      .some((conditions) => conditions.every((condition) => holds(form, condition)));
    field.querySelectorAll(".must, [data-must-said]").forEach((sign) => { sign.hidden = !required; });
    field.querySelectorAll("input, select, textarea").forEach((control) => {
      if (control.type !== "checkbox" && !control.placeholder) control.required = required;
    });
  }

  function all() { fields.forEach(mark); }

  document.addEventListener("change", all);
  all();
})();
