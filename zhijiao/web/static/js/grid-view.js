/* The table of the grid as the page shows it: columns, rows, marks, the selection, the line that counts changes. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

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
      right: th.classList.contains("r"),
    }));
  }

  function view(grid) {
    const body = grid.table.tBodies[0];
    let painted = [];

    function adopt(tr) {
      const cells = Array.from(tr.cells).slice(1);
      const texts = cells.map((td) => (isText(td.firstChild) ? td.firstChild.data : ""));
      const row = grid.sheet.add(Number(tr.dataset.id) || null, Number(tr.dataset.version) || null, texts);
      return Object.assign(row, { tr, cells });
    }

    function adoptAll() {
      Array.from(body.rows).forEach(adopt);
    }

    function addRow() {
      const tr = body.insertRow();
      const head = make("th", String(grid.sheet.rows.length + 1), "no");
      head.scope = "row";
      tr.append(head);
      grid.columns.forEach((column) => {
        const td = tr.insertCell();
        td.hidden = !grid.shown.includes(column.index);
        td.classList.toggle("r", column.right);
      });
      return adopt(tr);
    }

    /* The text stands first in its cell, then what a reference is called, then perhaps the box, which must not lose the focus. */
    function draw(row, c, hint) {
      const td = row.cells[c];
      if (!isText(td.firstChild)) td.prepend(document.createTextNode(""));
      td.firstChild.data = row.text[c];
      if (td.childElementCount) td.querySelectorAll(".gh").forEach((old) => old.remove());
      if (hint) td.firstChild.after(make("span", hint, "gh"));
      const problem = row.problems.get(c);
      td.classList.toggle("dirty", grid.sheet.isDirty(row, c));
      td.classList.toggle("cell-bad", Boolean(problem));
      if (problem) { td.title = problem; td.setAttribute("aria-invalid", "true"); return; }
      td.removeAttribute("title");
      td.removeAttribute("aria-invalid");
    }

    function mark(row) {
      const dirty = grid.sheet.dirtyColumns(row).length > 0;
      row.tr.classList.toggle("is-dirty", dirty);
      const head = row.tr.cells[0];
      head.replaceChildren(head.firstChild);
      if (dirty) head.append(make("span", row.id ? "已修改" : "新记录", "visually-hidden"));
    }

    function touched() {
      const changed = grid.sheet.count();
      find("[data-grid-count]").textContent = changed.rows ? "已改动 " + changed.rows + " 行 " + changed.cells + " 处，尚未保存" : "没有改动";
      button("save").disabled = grid.saving || !changed.rows;
      button("reset").disabled = grid.saving || !changed.rows;
      button("undo").disabled = !grid.sheet.canUndo();
      button("redo").disabled = !grid.sheet.canRedo();
      grid.draftLater(2000);
    }

    const area = () => zhijiao.grid.block.area(grid.anchor, grid.at, grid.shown);

    /* A single cell is not marked: the box stands in it. */
    function paint() {
      painted.forEach((td) => { td.classList.remove("sel"); td.removeAttribute("aria-selected"); });
      const places = zhijiao.grid.block.places(area());
      painted = places.length > 1 ? places.map(({ r, c }) => grid.sheet.rows[r].cells[c]) : [];
      painted.forEach((td) => { td.classList.add("sel"); td.setAttribute("aria-selected", "true"); });
    }

    function show(only) {
      grid.commit();
      grid.shown = grid.columns.filter((item) => !only || item.required).map((item) => item.index);
      grid.columns.forEach((item) => {
        const hidden = !grid.shown.includes(item.index);
        item.th.hidden = hidden;
        grid.sheet.rows.forEach((row) => { row.cells[item.index].hidden = hidden; });
      });
      button("required").setAttribute("aria-pressed", String(only));
      if (!grid.at) return;
      if (!grid.shown.includes(grid.at.c)) grid.at = { r: grid.at.r, c: grid.shown[0] };
      grid.anchor = grid.at;
      paint();
      grid.seat(false);
    }

    function showAll() {
      if (grid.shown.length < grid.columns.length) show(false);
    }

    function placeOf(target) {
      const td = target.closest && target.closest("#grid tbody td");
      return td ? { r: Array.prototype.indexOf.call(body.rows, td.parentElement), c: td.cellIndex - 1 } : null;
    }

    return { adoptAll, addRow, draw, mark, touched, area, paint, show, showAll, placeOf };
  }

  Object.assign(zhijiao.grid, { find, button, say, make, makeButton, columns, view });
})();
