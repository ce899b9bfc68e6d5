/* Amounts of a record page: thousands separators while nobody types, totals that follow their parts, differences in red
   at once, the share of each part. The declarations that check on the server say what is a sum; the server judges. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-sums]");
  if (!form) return;
  const { totals, same, within } = JSON.parse(form.dataset.sums);
  const box = (name) => form.querySelector('[data-field="' + name + '"] input[inputmode=decimal]');
  const row = (name) => form.querySelector('[data-field="' + name + '"]');
  const label = (name) => { const field = row(name); return field ? field.dataset.guideName : ""; };

  /* A number, null for an empty box, undefined for what is no number. */
  function amount(name) {
    const control = box(name), text = control ? control.value.replace(/[,，\s]/g, "") : "";
    if (text === "") return null;
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
  }

  const exact = (number) => Math.round(number * 1e6) / 1e6;
  const grouped = (text) => text.replace(/^([+-]?)(\d+)/, (found, sign, digits) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ","));
  const written = (number) => grouped(String(exact(number)));

  /* The sum of what is filled; null where nothing is, undefined where something is no number. */
  function sum(parts) {
    const amounts = parts.map(amount);
    if (amounts.includes(undefined)) return undefined;
    const filled = amounts.filter((each) => each !== null);
    return filled.length ? exact(filled.reduce((before, each) => before + each, 0)) : null;
  }

  /* ---- thousands ---- */

  const amounts = Array.from(form.querySelectorAll("[data-field] input[inputmode=decimal][data-amount]"));

  function group(control) {
    const bare = control.value.replace(/[,\s]/g, "");
    if (/^[+-]?\d+(\.\d*)?$/.test(bare)) control.value = grouped(bare);
  }

  amounts.forEach((control) => {
    control.addEventListener("focus", () => { if (!control.readOnly) control.value = control.value.replace(/,/g, ""); });
    control.addEventListener("blur", () => group(control));
  });

  /* ---- totals ---- */

  const touched = new Set();

  function total({ whole, parts, always }) {
    const control = box(whole);
    if (!control) return;
    const come = sum(parts);
    control.readOnly = always || come !== null;
    if (come === null || come === undefined) return;
    const empty = control.value.trim() === "";
    if (empty || touched.has(whole)) control.value = written(come);
  }

  /* A change of a part moves every total above it. */
  function touch(name) {
    totals.filter(({ parts }) => parts.includes(name)).forEach(({ whole }) => {
      if (touched.has(whole + ">" + name)) return;
      touched.add(whole);
      touch(whole);
    });
  }

  /* ---- what does not agree ---- */

  function say(name, text, remedy) {
    const field = row(name);
    if (!field) return;
    const old = field.querySelector("[data-differs]");
    if (old && old.dataset.differs === text) return;
    if (old) old.remove();
    if (!text) return;
    const line = document.createElement("p");
    line.className = "err";
    line.dataset.differs = text;
    line.setAttribute("role", "status");
    line.append(text);
    if (remedy) line.append(" ", remedy);
    field.querySelector(".errs").append(line);
  }

  function recompute(whole) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-text btn-sm";
    button.textContent = "按分项计算";
    button.addEventListener("click", () => {
      touched.add(whole);
      touch(whole);
      all();
      box(whole).dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  }

  function difference({ whole, parts }) {
    const held = amount(whole), come = sum(parts);
    if (held === null || held === undefined || come === null || come === undefined || held === come) return "";
    return "各分项之和为 " + written(come) + "，与" + label(whole) + "相差 " + written(held - come);
  }

  function exceeded({ whole, parts }) {
    const held = amount(whole), come = sum(parts);
    if (held === null || held === undefined || come === null || come === undefined || come <= held) return "";
    const names = parts.map(label).map((name) => name.replace(/^其中：/, "")).join("、");
    return (parts.length > 1 ? names + "之和" : names) + "为 " + written(come) + "，大于" + label(whole) + "，多 " + written(come - held);
  }

  const judged = new Set();
  [totals, same, within].flat().forEach(({ whole, parts }) => { judged.add(whole); parts.forEach((part) => judged.add(part)); });

  function judge() {
    const said = {};
    const note = (name, text, button) => { if (text && !said[name]) said[name] = [text, button]; };
    totals.forEach((each) => note(each.whole, difference(each), true));
    same.forEach((each) => note(each.whole, difference(each), false));
    within.forEach((each) => note(each.parts.length === 1 ? each.parts[0] : each.whole, exceeded(each), false));
    judged.forEach((name) => {
      const [text, button] = said[name] || ["", false];
      say(name, text, button ? recompute(name) : null);
    });
  }

  /* ---- shares ---- */

  const above = {};
  [totals, within].flat().forEach(({ whole, parts }) => parts.forEach((part) => { above[part] = above[part] || whole; }));

  function shares() {
    form.querySelectorAll("[data-share]").forEach((cell) => {
      const name = cell.closest("[data-field]").dataset.field;
      const held = amount(name), of = above[name] ? amount(above[name]) : null;
      const known = typeof held === "number" && typeof of === "number" && of > 0 && held >= 0;
      const bar = cell.querySelector("progress");
      bar.hidden = !known;
      bar.value = known ? Math.min(held / of, 1) : 0;
      cell.querySelector("span").textContent = known ? (100 * held / of).toFixed(1) + "%" : "";
    });
  }

  function all() {
    totals.forEach(total);
    judge();
    shares();
  }

  form.addEventListener("input", (event) => {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    touch(field.dataset.field);
    all();
  });
  amounts.forEach(group);
  all();
})();
