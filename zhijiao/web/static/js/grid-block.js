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

  const clear = (selected, rows) => places(selected).map(({ r, c }) => [rows[r], c, ""]);

  zhijiao.grid.block = { ARROWS, area, places, step, arrow, jump, tab, fill, fillBelow, fillRight, fillAll, clear };
})();
