/* Rows that the page lists and did not come with are asked for in pieces once it is there. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const AGAIN = 4000;

  zhijiao.grid.loading = function (grid) {
    const { say } = zhijiao.grid;
    const { sheet, columns } = grid;
    const rest = JSON.parse(grid.table.dataset.rest || "[]");

    function take(line) {
      const row = sheet.add(line.id, line.version, columns.map(({ name }) => line.cells[name]));
      columns.forEach(({ name, index }) => {
        row.hints[index] = line.hints[name];
        grid.widen(index, line.cells[name] + (line.hints[name] || ""));
      });
    }

    /* Resolves once every row is there; without network it goes on trying. */
    async function load() {
      if (!rest.length) { say(""); return; }
      const so = "已有 " + sheet.rows.length + " 行，共 " + (sheet.rows.length + rest.length) + " 行";
      say("正在读入，" + so);
      const part = rest.slice(0, grid.piece);
      const answer = await grid.post(grid.table.dataset.rows, part, "ids").catch(() => null);
      if (answer && answer.ok && !answer.redirected) {
        (await answer.json()).rows.forEach(take);
        rest.splice(0, part.length);
        grid.render();
      } else {
        say("读入中断，" + so + "，稍后自动继续");
        await new Promise((go) => { setTimeout(go, AGAIN); });
      }
      await load();
    }

    return { load, rest };
  };
})();
