/* Which rows stand in the page: a few more than can be seen, so that five thousand open as fast as fifty. `grid.lines` are
   the rows that can be seen at all, in their order; places count in them. The row of the box stays in the page wherever
   one scrolls, or typing would lose the focus. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const FEW = 120;
  const SPARE = 15;

  zhijiao.grid.rows = function (grid) {
    const { make } = zhijiao.grid;
    const { sheet, columns } = grid;
    const body = grid.table.tBodies[0];
    const room = grid.table.parentElement;
    const scroller = room.parentElement;
    const isText = (node) => node && node.nodeType === Node.TEXT_NODE;
    let height = 0, soon = false;

    /* ---- rows and their elements ---- */

    /* Rows that the page came with. */
    function adoptAll() {
      Array.from(body.rows).forEach((tr) => {
        const cells = Array.from(tr.cells).slice(1);
        const texts = cells.map((td) => (isText(td.firstChild) ? td.firstChild.data : ""));
        const row = sheet.add(Number(tr.dataset.id) || null, Number(tr.dataset.version) || null, texts);
        cells.forEach((td, c) => { if (td.childElementCount) row.hints[c] = td.lastElementChild.textContent; });
        Object.assign(row, { tr, cells });
        dress(row);
      });
    }

    function addRow() {
      const row = sheet.add(null, null, columns.map(() => ""));
      if (grid.lines !== sheet.rows) grid.lines.push(row);
      return row;
    }

    function build(row) {
      const tr = document.createElement("tr");
      const head = make("th", String(row.number), "no");
      head.scope = "row";
      tr.append(head);
      const cells = columns.map(() => tr.insertCell());
      Object.assign(row, { tr, cells });
      dress(row);
      columns.forEach(({ index }) => grid.draw(row, index, row.hints[index]));
      grid.mark(row);
    }

    function drop(row) {
      if (row.tr) row.tr.remove();
      row.tr = row.cells = null;
    }

    /* What a cell has of its column. */
    function dress(row) {
      columns.forEach(({ index, right }) => {
        const td = row.cells[index];
        td.hidden = !grid.shown.includes(index);
        td.classList.toggle("r", right);
        td.setAttribute("aria-colindex", String(index + 2));
        grid.pin(td, index);
      });
    }

    const dressAll = () => standing().forEach(dress);
    const standing = () => sheet.rows.filter((row) => row.tr);

    /* ---- the window ---- */

    /* The places that are wanted in the page: from, to. */
    function wanted() {
      const count = grid.lines.length;
      if (!height && body.rows.length) height = body.rows[0].getBoundingClientRect().height;
      if (count <= FEW) return [0, count];
      const first = Math.floor(scroller.scrollTop / (height || 1));
      const seen = Math.ceil(scroller.clientHeight / (height || 1));
      return [Math.min(Math.max(0, first - SPARE), count), Math.min(count, first + seen + SPARE)];
    }

    function render() {
      const [from, to] = wanted();
      const places = Array.from({ length: to - from }, (_, i) => from + i);
      let above = from, below = grid.lines.length - to;
      const at = grid.at && grid.at.r;
      if (grid.at && at < from) { places.unshift(at); above -= 1; }
      if (grid.at && at >= to) { places.push(at); below -= 1; }
      room.style.paddingTop = above * height + "px";
      room.style.paddingBottom = below * height + "px";
      arrange(places);
      grid.table.setAttribute("aria-rowcount", String(grid.lines.length + 1));
      grid.settle();
      grid.paint();
    }

    /* Rows that stay are not moved: one of them holds the box. */
    function arrange(places) {
      const staying = new Set(places.map((r) => grid.lines[r]));
      standing().forEach((row) => { if (!staying.has(row)) drop(row); });
      let next = body.firstElementChild;
      places.forEach((r) => {
        const row = grid.lines[r];
        if (!row.tr) build(row);
        if (row.tr === next) next = next.nextElementSibling; else body.insertBefore(row.tr, next);
        if (row.place !== r || !row.tr.hasAttribute("aria-rowindex")) {
          row.place = r;
          row.tr.setAttribute("aria-rowindex", String(r + 2));
        }
      });
    }

    function scrolled() {
      grid.closeOptions();
      if (soon) return;
      soon = true;
      requestAnimationFrame(() => {
        soon = false;
        if (grid.lines.length > FEW) render();
        if (grid.at) grid.follow();
      });
    }

    /* Scroll so far that the cell of a place is seen, beside what is frozen, and stands in the page. */
    function reveal({ r, c }) {
      const head = grid.table.tHead.offsetHeight;
      const top = r * height;
      const last = scroller.clientHeight - head - height;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top > scroller.scrollTop + last) scroller.scrollTop = top - last;
      render();
      if (grid.pinned(c)) return;
      const cell = grid.lines[r].cells[c];
      const left = cell.offsetLeft - grid.pinnedWidth();
      const right = cell.offsetLeft + cell.offsetWidth - scroller.clientWidth;
      if (left < scroller.scrollLeft) scroller.scrollLeft = left;
      else if (right > scroller.scrollLeft) scroller.scrollLeft = right;
    }

    /* Whether a cell can be seen in the window of the table. */
    function isSeen(cell) {
      const inner = cell.getBoundingClientRect(), outer = scroller.getBoundingClientRect();
      return inner.bottom > outer.top && inner.top < outer.bottom && inner.right > outer.left && inner.left < outer.right;
    }

    function placeOf(target) {
      const td = target.closest && target.closest("#grid tbody td");
      return td ? { r: Number(td.parentElement.getAttribute("aria-rowindex")) - 2, c: td.cellIndex - 1 } : null;
    }

    return { scroller, adoptAll, addRow, dressAll, standing, render, scrolled, reveal, isSeen, placeOf };
  };
})();
