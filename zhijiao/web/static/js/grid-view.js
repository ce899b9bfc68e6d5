/* The table of the grid as the page shows it: columns, cells, marks, the selection, the line that counts changes. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  /* More changed rows than that are put by less often. */
  const MANY = 500;

  const find = (selector) => document.querySelector(selector);
  const button = (name) => find('[data-grid="' + name + '"]');
  const say = (text) => { find("[data-grid-state]").textContent = text; };
  const isText = (node) => node && node.nodeType === Node.TEXT_NODE;

  function make(tag, text, cls) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  }

  function makeButton(text, cls, press) {
    const element = make("button", text, cls);
    element.type = "button";
    element.addEventListener("click", press);
    return element;
  }

  function columns(table) {
    return Array.from(table.tHead.rows[0].cells).slice(1).map((th, index) => ({
      index, th, name: th.dataset.name, label: th.dataset.label, note: th.dataset.note || "",
      required: "required" in th.dataset, secret: "private" in th.dataset, long: "long" in th.dataset,
      options: th.dataset.options || "", byKey: "byKey" in th.dataset, key: "key" in th.dataset,
      pin: "pin" in th.dataset, right: th.classList.contains("r"),
    }));
  }

  function view(grid) {
    let painted = [];

    /* The text stands first in its cell, then what a reference is called, then perhaps the box, which must not lose the focus. */
    function draw(row, c, hint) {
      row.hints[c] = hint;
      grid.widen(c, hint ? row.text[c] + hint : row.text[c]);
      if (!row.cells) return;
      const td = row.cells[c];
      if (!isText(td.firstChild)) td.prepend(document.createTextNode(""));
      td.firstChild.data = row.text[c];
      if (td.childElementCount) td.querySelectorAll(".gh").forEach((old) => old.remove());
      if (hint) td.firstChild.after(make("span", hint, "gh"));
      td.classList.toggle("dirty", grid.sheet.isDirty(row, c));
      blame(row, td, row.problems.get(c));
    }

    function blame(row, td, problem) {
      if (!problem && !td.classList.contains("cell-bad")) return;
      td.classList.toggle("cell-bad", Boolean(problem));
      if (problem) { td.title = problem; td.setAttribute("aria-invalid", "true"); }
      else { td.removeAttribute("title"); td.removeAttribute("aria-invalid"); }
      mark(row);
    }

    /* The head of a row says whether it is changed, and how much in it is wrong. */
    function mark(row) {
      if (!row.tr) return;
      const dirty = grid.sheet.dirtyColumns(row).length > 0;
      const wrong = row.problems.size;
      row.tr.classList.toggle("is-dirty", dirty);
      const head = row.tr.cells[0];
      head.replaceChildren(head.firstChild);
      if (dirty) head.append(make("span", row.id ? "已修改" : "新记录", "visually-hidden"));
      if (!wrong) return;
      const badge = make("span", String(wrong), "bad-count");
      badge.append(make("span", "处有误", "visually-hidden"));
      head.append(badge);
    }

    function touched() {
      const changed = grid.sheet.count();
      find("[data-grid-count]").textContent = changed.rows ? "已改动 " + changed.rows + " 行 " + changed.cells + " 处，尚未保存" : "没有改动";
      button("save").disabled = grid.saving || !changed.rows;
      button("reset").disabled = grid.saving || !changed.rows;
      button("undo").disabled = !grid.sheet.canUndo();
      button("redo").disabled = !grid.sheet.canRedo();
      grid.countProblems();
      grid.settle();
      grid.draftLater(changed.rows > MANY ? 10_000 : 2000);
    }

    const area = () => zhijiao.grid.block.area(grid.anchor, grid.at, grid.shown);

    /* A single cell is not marked: the box stands in it. Rows that do not stand in the page are painted when they do. */
    function paint() {
      painted.forEach((td) => { td.classList.remove("sel"); td.removeAttribute("aria-selected"); });
      painted = [];
      if (!grid.at) return;
      grid.hang();
      const { top, bottom, columns: across } = area();
      if (top === bottom && across.length === 1) return;
      const rows = grid.standing().filter(({ place }) => place >= top && place <= bottom);
      painted = rows.flatMap(({ cells }) => across.map((c) => cells[c]));
      painted.forEach((td) => { td.classList.add("sel"); td.setAttribute("aria-selected", "true"); });
    }

    function show(only) {
      grid.commit();
      grid.shown = grid.columns.filter((item) => !only || item.required).map((item) => item.index);
      grid.columns.forEach((item) => { item.th.hidden = !grid.shown.includes(item.index); });
      button("required").setAttribute("aria-pressed", String(only));
      grid.restyle();
      if (!grid.at) return;
      if (!grid.shown.includes(grid.at.c)) grid.at = { r: grid.at.r, c: grid.shown[0] };
      grid.anchor = grid.at;
      paint();
      grid.seat(false);
    }

    function showAll() {
      if (grid.shown.length < grid.columns.length) show(false);
    }

    return { draw, mark, touched, area, paint, show, showAll };
  }

  Object.assign(zhijiao.grid, { find, button, say, make, makeButton, columns, view });
})();
