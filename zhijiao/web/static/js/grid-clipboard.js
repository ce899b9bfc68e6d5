/* Blocks as spreadsheets copy and paste them: text to cells and back, and where pasted cells go. No page, no state. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const quoted = (text) => (/[\t\n"]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);

  /* The area as a spreadsheet takes it. */
  function copied(area, rows) {
    return rows.slice(area.top, area.bottom + 1)
      .map((row) => area.columns.map((c) => quoted(row.text[c])).join("\t")).join("\r\n");
  }

  /* Text of a spreadsheet: tabs and line ends, a cell that holds either stands in quotes. */
  function parse(text) {
    const found = [[]];
    const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
    for (;;) {
      const match = pattern.exec(text);
      found[found.length - 1].push(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"'));
      if (match[3] === "") break;
      if (match[3] !== "\t") found.push([]);
    }
    const last = found[found.length - 1];
    if (found.length > 1 && last.length === 1 && last[0] === "") found.pop();
    return found;
  }

  /* Tell a block from a word: what is typed into keeps a word that is pasted. */
  const isBlock = (text) => /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""));

  /* The columns that a first row names, null if it holds anything else. */
  function headed(first, columns) {
    const names = first.map((text) => text.replace(/^[*＊\s]+|[*＊\s]+$/g, ""));
    const found = names.map((name) => columns.find((item) => item.label === name));
    return names.length > 1 && found.every(Boolean) ? found.map((item) => item.index) : null;
  }

  /* Where a pasted text goes: `targets` are the columns, `left` counts those there is no room for. */
  function plan(text, area, shown, columns) {
    let cells = parse(text);
    const named = cells.length > 1 ? headed(cells[0], columns) : null;
    if (named) cells = cells.slice(1);
    const single = cells.length === 1 && cells[0].length === 1;
    const widest = single ? area.columns.length : Math.max(...cells.map((row) => row.length));
    const start = shown.indexOf(area.columns[0]);
    const targets = named || shown.slice(start, start + widest);
    return {
      cells, single, targets, named: Boolean(named), top: area.top,
      height: single ? area.bottom - area.top + 1 : cells.length,
      left: named ? 0 : widest - targets.length,
    };
  }

  /* How many rows the plan lacks, as far as there may be new ones. */
  function lacking(planned, rows, most) {
    const free = most - rows.filter((row) => !row.id).length;
    return Math.max(0, Math.min(planned.top + planned.height - rows.length, free));
  }

  /* The changes that carry out a plan in the rows there are. A cell of blanks empties; a cell that is not there does
     nothing, since the rows of a block may differ in length. */
  function spread(planned, rows) {
    return rows.slice(planned.top, planned.top + planned.height).flatMap((row, r) => planned.targets
      .map((c, i) => [row, c, planned.single ? planned.cells[0][0] : planned.cells[r][i]])
      .filter(([, , text]) => text !== undefined)
      .map(([, c, text]) => [row, c, text.trim() === "" ? "" : text]));
  }

  zhijiao.grid.clipboard = { copied, parse, isBlock, headed, plan, lacking, spread };
})();
