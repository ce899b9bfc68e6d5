/* The handle at the corner of the selection: dragged down, up or to the side it repeats the selection there, and a double
   click repeats it down to the last row that holds anything. With the keyboard Ctrl+D and Ctrl+R do the same. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  zhijiao.grid.dragging = function (grid) {
    const { block, make } = zhijiao.grid;
    const handle = make("span", "", "grid-handle");
    let from = null, to = null, crossed = [];
    handle.setAttribute("aria-hidden", "true");

    /* The last cell of the selection, if it stands in the page. */
    function hang() {
      const { bottom, columns } = grid.area();
      const row = grid.lines[bottom];
      if (row && row.cells) row.cells[columns[columns.length - 1]].append(handle);
      else handle.remove();
    }

    function show() {
      crossed.forEach((td) => td.classList.remove("fill"));
      crossed = to ? block.beyond(from, to).map(({ r, c }) => grid.lines[r].cells && grid.lines[r].cells[c]).filter(Boolean) : [];
      crossed.forEach((td) => td.classList.add("fill"));
    }

    function begin(event) {
      if (event.target !== handle || event.button !== 0) return false;
      event.preventDefault();
      grid.commit();
      if (event.detail > 1) { grid.fillBelow(); return true; }
      from = grid.area();
      to = null;
      return true;
    }

    function over(event) {
      if (!from) return false;
      const at = event.buttons === 1 ? grid.placeOf(event.target) : null;
      if (!at) return true;
      to = block.stretched(from, at, grid.shown);
      show();
      grid.lines[at.r].cells[at.c].scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    }

    function end() {
      if (!from) return;
      const [area, wider] = [from, to];
      from = to = null;
      show();
      if (!wider) return;
      grid.at = { r: wider.top, c: wider.columns[0] };
      grid.anchor = { r: wider.bottom, c: wider.columns[wider.columns.length - 1] };
      grid.filled(block.repeat(area, wider, grid.lines, grid.columns));
    }

    return { hang, beginFill: begin, dragFill: over, endFill: end };
  };
})();
