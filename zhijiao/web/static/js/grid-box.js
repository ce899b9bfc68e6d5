/* The one real box (so that input methods work) that wanders from cell to cell, and what is said about its cell.
   nav: the box shows the cell's text, all selected; enter: typing has replaced it; edit: the caret moves inside it. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const COMBO = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "grid-options" };

  zhijiao.grid.box = function (grid) {
    const { find, make } = zhijiao.grid;
    const { sheet } = grid;
    const line = make("input", "", "cell-box");
    const lines = make("textarea", "", "cell-box");
    const bubble = make("div", "", "grid-bubble");
    let moving = false;
    line.type = "text";
    bubble.id = "grid-bubble";
    bubble.hidden = true;
    [line, lines].forEach((element) => { element.autocomplete = "off"; element.spellcheck = false; });

    const current = () => grid.lines[grid.at.r];
    const column = () => grid.columns[grid.at.c];

    function setMode(next) {
      grid.mode = next;
      grid.box.classList.toggle("nav", next === "nav");
      grid.box.setAttribute("aria-describedby", next === "nav" ? "grid-bubble" : "grid-bubble grid-note");
    }

    function seat(focus) {
      const kept = focus || document.activeElement === grid.box;
      moving = true;
      if (focus) grid.reveal(grid.at); else grid.render();
      const cell = current().cells[grid.at.c];
      if (grid.box.parentElement) { grid.box.parentElement.classList.remove("at"); grid.box.remove(); }
      grid.box = column().long ? lines : line;
      cell.append(grid.box);
      cell.classList.add("at");
      if (kept) grid.box.focus({ preventScroll: true });
      moving = false;
      refresh();
      if (kept) grid.box.select();
      if (focus) {
        cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
      warn();
    }

    function refresh() {
      const { box, at } = grid;
      box.value = current().text[at.c];
      setMode("nav");
      box.setAttribute("aria-label", column().label + "，第 " + current().number + " 行" + (column().required ? "，必填" : "") +
        (sheet.isDirty(current(), at.c) ? "，已修改" : ""));
      box.setAttribute("aria-invalid", String(current().problems.has(at.c)));
      Object.entries(COMBO).forEach(([name, value]) => {
        if (column().options && box === line) box.setAttribute(name, value); else box.removeAttribute(name);
      });
      find("#grid-note").replaceChildren(make("b", column().label), " " + (column().note || "没有特别说明。"));
    }

    /* What is wrong with the cell, right below it. */
    function warn() {
      const problem = current().problems.get(grid.at.c);
      bubble.hidden = !problem;
      bubble.textContent = problem || "";
      if (problem) beside(bubble);
    }

    function calm() { bubble.hidden = true; }

    /* The table was scrolled: what hangs on the cell goes along, or away with it. */
    function follow() {
      if (document.activeElement === grid.box && grid.isSeen(current().cells[grid.at.c])) warn(); else calm();
    }

    function beside(element) {
      const cell = current().cells[grid.at.c].getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      element.style.left = Math.max(8, Math.min(cell.left, clientWidth - element.offsetWidth - 8)) + "px";
      const below = cell.bottom + 2;
      const fits = below + element.offsetHeight < clientHeight - 60;
      element.style.top = (fits ? below : Math.max(4, cell.top - element.offsetHeight - 2)) + "px";
    }

    function go(r, c, extend) {
      if (grid.at) commit();
      if (r >= grid.lines.length && grid.canAdd && sheet.rows.filter(sheet.isBlank).length < grid.most) grid.addRow();
      grid.at = { r: Math.min(Math.max(r, 0), grid.lines.length - 1), c };
      if (!extend) grid.anchor = grid.at;
      seat(true);
    }

    function commit() {
      grid.closeOptions();
      if (grid.mode === "nav" || !grid.at) return;
      const row = current(), { c } = grid.at, text = grid.box.value;
      setMode("nav");
      sheet.change([[row, c, text.trim() === "" ? "" : text]]);
    }

    function edit() {
      setMode("edit");
      if (column().secret) grid.box.select(); else grid.box.setSelectionRange(grid.box.value.length, grid.box.value.length);
    }

    function bindBox(element) {
      element.addEventListener("keydown", grid.keydown);
      element.addEventListener("compositionstart", () => { if (grid.mode === "nav") setMode("enter"); });
      element.addEventListener("beforeinput", () => { if (!grid.isSeen(grid.box.parentElement)) grid.reveal(grid.at); });
      element.addEventListener("input", (event) => {
        if (grid.mode === "nav") setMode("enter");
        if (!event.isComposing) grid.askSoon();
      });
      element.addEventListener("compositionend", grid.askSoon);
      element.addEventListener("focus", () => { if (grid.mode === "nav") grid.box.select(); warn(); });
      element.addEventListener("blur", () => { if (!moving) { commit(); refresh(); calm(); grid.leaving = false; } });
      element.addEventListener("paste", grid.onPaste);
      element.addEventListener("copy", grid.onCopy);
      element.addEventListener("cut", grid.onCopy);
    }

    const bindBoxes = () => [line, lines].forEach(bindBox);
    const inLines = () => grid.box === lines;

    return { box: line, bubble, current, column, setMode, seat, refresh, warn, calm, follow, beside, go, commit, edit, bindBoxes, inLines };
  };
})();
