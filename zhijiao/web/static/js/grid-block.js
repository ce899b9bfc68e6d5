/* Places in the grid and blocks of them: no page, no state. A place is { r, c }; `shown` lists the columns that can
   be seen, in their order, `count` is the number of rows. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const PAGE = 10;

  const within = (number, count) => Math.min(Math.max(number, 0), count - 1);

  /* What is selected between two places. */
  function area(anchor, at, shown) {
    const ends = [shown.indexOf(anchor.c), shown.indexOf(at.c)];
    return {
      top: Math.min(anchor.r, at.r), bottom: Math.max(anchor.r, at.r),
      columns: shown.slice(Math.min(...ends), Math.max(...ends) + 1),
    };
  }

  /* The places of an area, row by row. */
  function places(selected) {
    const found = [];
    for (let r = selected.top; r <= selected.bottom; r += 1) selected.columns.forEach((c) => found.push({ r, c }));
    return found;
  }

  /* Rows down and columns right; below the last row only where that may make a new one. */
  function step(at, [down, right], extend, shown, count) {
    const r = at.r + down;
    return { r: extend || down < 0 ? within(r, count) : r, c: shown[within(shown.indexOf(at.c) + right, shown.length)] };
  }

  /* How far an arrow leads: one cell, with Ctrl to the edge. `width` is the number of all columns. */
  function arrow(key, control, at, count, width) {
    const [down, right] = ARROWS[key];
    if (!control) return [down, right];
    const far = Math.max(count, width);
    return [down > 0 ? count - 1 - at.r : down * far, right * far];
  }

  /* Where Home, End, PageUp and PageDown lead. */
  function jump(key, control, at, shown, count) {
    if (key === "PageUp" || key === "PageDown") return { r: within(at.r + (key === "PageDown" ? PAGE : -PAGE), count), c: at.c };
    const first = key === "Home";
    const edge = first ? 0 : count - 1;
    return { r: control ? edge : at.r, c: shown[first ? 0 : shown.length - 1] };
  }

  /* Tab goes on in the next row; null at either end of the grid. */
  function tab(at, back, shown, count) {
    const way = back ? -1 : 1;
    const next = shown.indexOf(at.c) + way;
    if (next >= 0 && next < shown.length) return { r: at.r, c: shown[next] };
    const r = at.r + way;
    if (r < 0 || r >= count) return null;
    return { r, c: shown[back ? shown.length - 1 : 0] };
  }

  /* The first row of the area for the others; a single row takes what stands above it, null if nothing does. */
  function fill(selected, rows, columns) {
    const single = selected.top === selected.bottom;
    const from = single ? selected.top - 1 : selected.top;
    if (from < 0) return null;
    return places({ ...selected, top: from + 1 })
      .filter(({ c }) => !columns[c].secret)
      .map(({ r, c }) => [rows[r], c, rows[from].text[c]]);
  }

  /* The first column of the area for the others; a single column takes what stands on its left, null if nothing does. */
  function fillRight(selected, rows, columns, shown) {
    const single = selected.columns.length === 1;
    const from = single ? shown[shown.indexOf(selected.columns[0]) - 1] : selected.columns[0];
    if (from === undefined) return null;
    if (columns[from].secret) return [];
    return places({ ...selected, columns: single ? selected.columns : selected.columns.slice(1) })
      .filter(({ c }) => !columns[c].secret)
      .map(({ r, c }) => [rows[r], c, rows[r].text[from]]);
  }

  /* One text for all cells of the area. */
  const fillAll = (selected, rows, text) => places(selected).map(({ r, c }) => [rows[r], c, text]);

  /* The first row of the area for all below it, down to the last row that holds anything; null if none does. */
  function fillBelow(selected, rows, columns, isBlank) {
    let bottom = rows.length - 1;
    while (bottom > selected.top && isBlank(rows[bottom])) bottom -= 1;
    return bottom > selected.top ? fill({ ...selected, bottom }, rows, columns) : null;
  }

  /* A selection drawn out to a place, down or up before sideways; null for a place within it. */
  function stretched(selected, to, shown) {
    const { top, bottom, columns } = selected;
    if (to.r > bottom) return { top, bottom: to.r, columns };
    if (to.r < top) return { top: to.r, bottom, columns };
    const [first, last, here] = [columns[0], columns[columns.length - 1], to.c].map((c) => shown.indexOf(c));
    if (here > last) return { top, bottom, columns: shown.slice(first, here + 1) };
    return here < first ? { top, bottom, columns: shown.slice(here, last + 1) } : null;
  }

  /* The places that a wider area has beside the selection. */
  const beyond = ({ top, bottom, columns }, wider) => places(wider)
    .filter(({ r, c }) => r < top || r > bottom || !columns.includes(c));

  /* The selection again and again in all that a wider area has beside it; nothing private comes or goes. */
  function repeat(selected, wider, rows, columns) {
    const height = selected.bottom - selected.top + 1, width = selected.columns.length;
    const start = wider.columns.indexOf(selected.columns[0]);
    const around = (number, size) => ((number % size) + size) % size;
    return beyond(selected, wider)
      .map(({ r, c }) => [r, c, selected.columns[around(wider.columns.indexOf(c) - start, width)]])
      .filter(([, c, source]) => !columns[c].secret && !columns[source].secret)
      .map(([r, c, source]) => [rows[r], c, rows[selected.top + around(r - selected.top, height)].text[source]]);
  }

  const clear = (selected, rows) => places(selected).map(({ r, c }) => [rows[r], c, ""]);

  zhijiao.grid.block = { ARROWS, area, places, step, arrow, jump, tab, fill, fillBelow, fillRight, fillAll, stretched, beyond, repeat, clear };
})();
