/* Grid entry. The table stands in the page; this puts the parts together and brings it to life. `grid` is what the
   parts share: the sheet, where the box is, and what each part can do for the others. */
(function () {
  "use strict";

  const table = document.getElementById("grid");
  if (!table) return;

  const parts = zhijiao.grid;
  const { button } = parts;
  const grid = {
    table, button, columns: parts.columns(table), most: Number(table.dataset.most), piece: Number(table.dataset.piece),
    canAdd: "canAdd" in table.dataset, at: null, anchor: null, mode: "nav", leaving: false, saving: false, reading: false,
  };
  grid.shown = grid.columns.map((column) => column.index);
  grid.sheet = parts.sheet(grid.columns, grid);
  grid.lines = grid.sheet.rows;
  [
    parts.view, parts.rows, parts.widths, parts.box, parts.options, parts.keys, parts.dragging, parts.pasting, parts.conflicts, parts.wrongs,
    parts.saving, parts.finding, parts.filtering, parts.loading,
  ].forEach((part) => Object.assign(grid, part(grid)));

  const { rows } = grid.sheet;

  table.addEventListener("mousedown", grid.mousedown);
  table.addEventListener("mouseover", grid.mouseover);
  document.addEventListener("mouseup", grid.endFill);
  grid.scroller.addEventListener("scroll", grid.scrolled);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); grid.save(); }
    if (event.key === "F8" && rows.length) { event.preventDefault(); grid.walk(event.shiftKey); }
  });
  document.addEventListener("visibilitychange", grid.keepOnLeaving);
  window.addEventListener("beforeunload", grid.askOnLeaving);

  const DOING = {
    save: grid.save,
    undo: () => { grid.commit(); grid.undo(); },
    redo: () => { grid.commit(); grid.redo(); },
    fill: () => { grid.commit(); grid.fillDown(); },
    "fill-right": () => { grid.commit(); grid.fillRight(); },
    "fill-below": () => { grid.commit(); grid.fillBelow(); },
    find: () => grid.openFind(false),
    filter: grid.openFilter,
    "next-bad": () => grid.walk(false),
    required: () => grid.show(button("required").getAttribute("aria-pressed") !== "true"),
    reset: () => zhijiao.confirm("未保存的改动会全部丢失。", { title: "放弃改动", verb: "放弃改动" }).then((yes) => {
      if (!yes) return;
      grid.forget();
      grid.sheet.reset();
      grid.refresh();
    }),
  };
  Object.keys(DOING).forEach((name) => button(name).addEventListener("click", DOING[name]));

  grid.adoptAll();
  if (!rows.length && grid.canAdd) grid.addRow();
  if (!rows.length) {
    ["fill", "fill-right", "fill-below", "find", "filter"].forEach((name) => { button(name).disabled = true; });
    return;
  }
  grid.scroller.after(grid.list, grid.bubble);
  grid.bindBoxes();
  grid.startWidths();

  /* Empty rows come after all others, and what was typed is put back where its rows are. */
  function ready() {
    grid.reading = false;
    for (let i = 0; i < Number(table.dataset.empties || 0); i += 1) grid.addRow();
    grid.recall();
    if (grid.mode === "nav") grid.seat(false); else grid.render();
    grid.touched();
    begin();
  }

  /* The cell with the frame takes what is typed from the beginning; on a phone no keyboard comes up unasked. */
  function begin() {
    if (document.activeElement !== document.body || !matchMedia("(pointer: fine)").matches) return;
    grid.box.focus({ preventScroll: true });
    grid.box.select();
  }

  grid.at = grid.anchor = { r: 0, c: grid.shown[0] };
  if (!grid.rest.length) { ready(); return; }
  grid.reading = true;
  grid.seat(false);
  grid.load().then(ready);
})();
