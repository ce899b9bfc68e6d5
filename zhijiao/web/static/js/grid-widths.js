/* How wide columns are and which stay in view. Widths are counted from the texts, those of rows that do not stand in the
   page as well, so that nothing jumps when one scrolls; they only grow. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const WIDEST = 220;
  const CJK = 13.2;
  const LATIN = 7.6;
  const AROUND = 18;
  /* The share of the window that may be frozen: on a phone something has to move. */
  const SHARE = 0.5;

  function estimate(text) {
    let width = AROUND;
    for (const letter of text.slice(0, 40)) width += letter > "\u2e7f" ? CJK : LATIN;
    return width;
  }

  zhijiao.grid.widths = function (grid) {
    const { table, columns } = grid;
    const widths = columns.map(() => 0);
    const corner = table.tHead.rows[0].cells[0];
    let pins = new Map(), stale = true, across = 0;

    function start() {
      const found = columns.map(({ th }) => th.getBoundingClientRect().width);
      across = corner.getBoundingClientRect().width;
      found.forEach((width, c) => { widths[c] = width; });
      table.classList.add("fixed");
      corner.setAttribute("aria-colindex", "1");
      columns.forEach(({ th, index }) => th.setAttribute("aria-colindex", String(index + 2)));
      table.setAttribute("aria-colcount", String(columns.length + 1));
      settle();
      new ResizeObserver(() => { stale = true; settle(); }).observe(grid.scroller);
    }

    function widen(c, text) {
      if (!text || widths[c] >= WIDEST) return;
      const width = Math.min(estimate(text), WIDEST);
      if (width > widths[c]) { widths[c] = width; stale = true; }
    }

    function restyle() { stale = true; settle(); }

    function settle() {
      if (!stale || !across) return;
      stale = false;
      const shown = columns.filter(({ index }) => grid.shown.includes(index));
      columns.forEach(({ th, index }) => { th.style.width = widths[index] + "px"; });
      table.style.width = shown.reduce((sum, { index }) => sum + widths[index], across) + "px";
      freeze(shown);
    }

    function freeze(shown) {
      const space = (grid.scroller.clientWidth || Infinity) * SHARE;
      let left = across;
      pins = new Map();
      shown.filter((item) => item.pin).forEach(({ index }) => {
        if (left + widths[index] > space) return;
        pins.set(index, left);
        left += widths[index];
      });
      columns.forEach(({ th, index }) => pin(th, index));
      grid.dressAll();
    }

    function pin(cell, c) {
      cell.classList.toggle("pin", pins.has(c));
      cell.style.left = pins.has(c) ? pins.get(c) + "px" : "";
    }

    const pinned = (c) => pins.has(c);
    const pinnedWidth = () => Array.from(pins.keys()).reduce((sum, c) => sum + widths[c], across);

    return { startWidths: start, widen, restyle, settle, pin, pinned, pinnedWidth };
  };

  zhijiao.grid.estimate = estimate;
})();
