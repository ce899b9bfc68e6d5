/* What the grid holds, apart from the page: the rows, what is typed in them, what can be taken back, what is sent.
   `look` shows it: draw(row, c, hint) for a cell, mark(row) for a row, touched() when a step is done. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const isDirty = (row, c) => row.text[c] !== row.base[c];
  const isBlank = (row) => !row.id && row.text.every((text) => !text);

  zhijiao.grid.sheet = function (columns, look) {
    const rows = [];
    const steps = [];
    const undone = [];

    /* `base` is what the server knows, `text` what stands in the cells. */
    function add(id, version, texts) {
      const row = { id, version, base: texts, text: texts.slice(), problems: new Map(), hints: [], number: rows.length + 1 };
      rows.push(row);
      return row;
    }

    const dirtyColumns = (row) => columns.filter((column) => isDirty(row, column.index));
    const dirtyRows = () => rows.filter((row) => dirtyColumns(row).length);
    const numberOf = (row) => row.number;
    const canUndo = () => steps.length > 0;
    const canRedo = () => undone.length > 0;

    function count() {
      const dirty = dirtyRows();
      return { rows: dirty.length, cells: dirty.reduce((sum, row) => sum + dirtyColumns(row).length, 0) };
    }

    /* ---- typing ---- */

    /* Put many cells, then mark their rows once. */
    function putAll(cells) {
      cells.forEach(([row, c, text]) => {
        row.text[c] = text;
        row.problems.delete(c);
        look.draw(row, c);
      });
      new Set(cells.map(([row]) => row)).forEach((row) => look.mark(row));
    }

    /* Change cells as one step that Ctrl+Z takes back; returns how many are different now. */
    function change(changes) {
      const step = changes.map(([row, c, text]) => [row, c, row.text[c], text.replace(/\r\n?/g, "\n")])
        .filter(([, , before, after]) => before !== after);
      if (!step.length) return 0;
      putAll(step.map(([row, c, , after]) => [row, c, after]));
      steps.push(step);
      undone.length = 0;
      look.touched();
      return step.length;
    }

    /* Take the last step back, or do again what was taken back last; returns the step's first row and column. */
    const undo = () => retrace(steps, undone, ([row, c, before]) => [row, c, before]);
    const redo = () => retrace(undone, steps, ([row, c, , after]) => [row, c, after]);

    function retrace(from, to, cell) {
      const step = from.pop();
      if (!step) return null;
      putAll(step.map(cell));
      to.push(step);
      look.touched();
      return step[0].slice(0, 2);
    }

    const reset = () => change(rows.flatMap((row) => dirtyColumns(row).map((item) => [row, item.index, row.base[item.index]])));

    /* ---- what is sent ---- */

    /* Of a new row also what was filled in beforehand. */
    const sentColumns = (row) => columns.filter((item) => isDirty(row, item.index) || (!row.id && row.text[item.index]));
    const pick = (row, texts) => Object.fromEntries(sentColumns(row).map((item) => [item.name, texts[item.index]]));

    /* What is typed while it is under way is newer than the answer. */
    function toSave(chosen) {
      chosen.forEach((row) => { row.sent = row.text.slice(); });
      return toCheck(chosen);
    }

    const toCheck = (chosen) => chosen.map((row) => ({ id: row.id, version: row.version, cells: pick(row, row.text) }));

    /* A draft says as well what it was typed over. */
    const toKeep = () => dirtyRows().map((row) => ({
      id: row.id, version: row.version, cells: pick(row, row.text), base: pick(row, row.base),
    }));

    /* ---- what comes back ---- */

    /* The row as the server has it now. */
    function renew(row, line) {
      row.id = line.id;
      row.version = line.version;
      columns.forEach((item) => {
        row.base[item.index] = row.text[item.index] = line.cells[item.name];
        look.draw(row, item.index, line.hints[item.name]);
      });
      look.mark(row);
    }

    function saved(sent, lines) {
      forget();
      sent.forEach((row, i) => { if (lines[i]) settle(row, lines[i]); });
      steps.length = undone.length = 0;
    }

    function settle(row, line) {
      const newer = columns.filter(({ index }) => row.sent && row.text[index] !== row.sent[index])
        .map(({ index }) => [row, index, row.text[index]]);
      row.sent = null;
      renew(row, line);
      if (newer.length) putAll(newer);
    }

    /* Keep what is wrong at its cells; returns the findings in the order of the table, those about no column with c -1. */
    function blame(sent, problems) {
      const listed = problems.map((problem) => ({
        row: sent[problem.row], order: problem.row, label: problem.label, message: problem.message,
        c: columns.findIndex((item) => item.name === problem.column),
      }));
      listed.sort((a, b) => a.order - b.order || a.c - b.c);
      listed.filter(({ c }) => c >= 0).forEach(({ row, c, message }) => {
        row.problems.set(c, [row.problems.get(c), message].filter(Boolean).join("；"));
        look.draw(row, c);
      });
      return listed;
    }

    function forget() {
      rows.forEach((row) => {
        const found = Array.from(row.problems.keys());
        row.problems.clear();
        found.forEach((c) => look.draw(row, c));
      });
    }

    /* Take over what a colleague saved meanwhile, except where something is typed. Returns how many columns differ, and
       those where both wrote something else. */
    function merge(row, line) {
      const theirs = columns.filter((item) => line.cells[item.name] !== row.base[item.index]);
      const mine = new Map(dirtyColumns(row).map((item) => [item.index, row.text[item.index]]));
      renew(row, line);
      putAll(Array.from(mine, ([c, text]) => [row, c, text]));
      const contested = theirs.filter((item) => mine.has(item.index) && mine.get(item.index) !== line.cells[item.name]);
      return {
        count: theirs.length,
        contested: contested.map((item) => ({ item, theirs: line.cells[item.name], mine: mine.get(item.index) })),
      };
    }

    /* A row whose record is gone is emptied, or becomes a new one; masked texts stand for what nobody here knows. */
    function restart(row, keep) {
      row.id = row.version = null;
      row.base.fill("");
      const kept = (item) => keep && !(item.secret && row.text[item.index].includes("*"));
      putAll(columns.map((item) => [row, item.index, kept(item) ? row.text[item.index] : ""]));
      look.touched();
    }

    /* Whether a row begun beforehand is the one that a draft was typed into: what it has of the key is the same. */
    function isBegun(row, draft) {
      const given = columns.filter((item) => item.key && row.base[item.index]);
      return !row.id && !draft.id && given.length > 0 && !dirtyColumns(row).length &&
        given.every((item) => draft.cells[item.name] === row.base[item.index]);
    }

    /* Put a draft back: on the row of its record or the one begun for it, else on an empty one, else on a row that `addRow`
       makes. */
    function recall(drafts, addRow) {
      drafts.forEach((draft) => {
        const row = (draft.id && rows.find((one) => one.id === draft.id)) || rows.find((one) => isBegun(one, draft)) ||
          rows.find(isBlank) || addRow();
        row.id = draft.id;
        row.version = draft.version;
        const typed = columns.filter((item) => item.name in draft.cells);
        typed.forEach((item) => { row.base[item.index] = draft.base[item.name] || ""; });
        putAll(typed.map((item) => [row, item.index, draft.cells[item.name]]));
      });
    }

    return {
      rows, add, isDirty, isBlank, dirtyColumns, dirtyRows, numberOf, canUndo, canRedo, count, putAll, change, undo, redo,
      reset, toSave, toCheck, toKeep, saved, blame, forget, merge, restart, recall,
    };
  };
})();
