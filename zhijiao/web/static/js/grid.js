/* Grid entry. The table stands in the page; this puts the parts together and brings it to life. `grid` is what the
   parts share: the sheet, where the box is, and what each part can do for the others. */
(function () {
  "use strict";

  const table = document.getElementById("grid");
  if (!table) return;

  const parts = zhijiao.grid;
  const { button } = parts;
  const grid = {
    table, columns: parts.columns(table), most: Number(table.dataset.most), canAdd: "canAdd" in table.dataset,
    at: null, anchor: null, mode: "nav", leaving: false, saving: false,
  };
  grid.shown = grid.columns.map((column) => column.index);
  grid.sheet = parts.sheet(grid.columns, grid);
  [parts.view, parts.box, parts.options, parts.keys, parts.conflicts, parts.saving].forEach((part) => Object.assign(grid, part(grid)));

  const { rows } = grid.sheet;
  const wrap = table.parentElement;

  table.addEventListener("mousedown", grid.mousedown);
  table.addEventListener("mouseover", grid.mouseover);
  wrap.addEventListener("scroll", () => { grid.closeOptions(); grid.calm(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); grid.save(); }
  });
  document.addEventListener("visibilitychange", grid.keepOnLeaving);
  window.addEventListener("beforeunload", grid.askOnLeaving);

  const DOING = {
    save: grid.save,
    undo: () => { grid.commit(); grid.undo(); },
    redo: () => { grid.commit(); grid.redo(); },
    fill: () => { grid.commit(); grid.fillDown(); },
    "fill-below": () => { grid.commit(); grid.fillBelow(); },
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
  if (!rows.length) { button("fill").disabled = button("fill-below").disabled = true; return; }
  grid.columns.forEach((item) => { if (item.right) rows.forEach((row) => row.cells[item.index].classList.add("r")); });
  wrap.after(grid.list, grid.bubble);
  grid.bindBoxes();
  grid.recall();
  grid.at = grid.anchor = { r: 0, c: grid.shown[0] };
  grid.seat(false);
  grid.touched();
})();
