/* Items read through a code or a reference are shown as soon as it is picked. The server says what they are. */
(function () {
  "use strict";
  const form = document.getElementById("record-form");
  if (!form) return;
  const fields = Array.from(form.querySelectorAll("[data-through]"));
  const latest = {};

  function show(name, texts) {
    fields.filter((field) => field.dataset.through === name).forEach((field) => {
      field.querySelector("output").textContent = texts[field.dataset.field] || "—";
    });
  }

  function ask(control) {
    const name = control.name, value = control.value;
    const address = fields.find((field) => field.dataset.through === name).dataset.lookUp;
    latest[name] = value;
    if (!value) { show(name, {}); return; }
    fetch(address + (address.includes("?") ? "&" : "?") + "value=" + encodeURIComponent(value),
      { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((texts) => { if (latest[name] === value) show(name, texts); })
      .catch(() => { if (latest[name] === value) show(name, {}); });
  }

  form.addEventListener("change", (event) => {
    if (fields.some((field) => field.dataset.through === event.target.name)) ask(event.target);
  });

  /* A page that comes back with mistakes, or with a draft, holds picks whose items are not stored yet. */
  document.addEventListener("DOMContentLoaded", () => {
    new Set(fields.map((field) => field.dataset.through)).forEach((name) => {
      const control = form.elements.namedItem(name);
      const shown = fields.some((field) => field.dataset.through === name && field.querySelector("output").textContent.trim() !== "—");
      if (control && control.value && !shown) ask(control);
    });
  });
})();
