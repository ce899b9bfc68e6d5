/* What is wrong in the grid: the list above the table, the way from one to the next, a look ahead at what was pasted. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const LISTED = 50;

  zhijiao.grid.wrongs = function (grid) {
    const { find, make, makeButton, button, say } = zhijiao.grid;
    const { sheet } = grid;
    let asked = 0;

    const wrong = () => sheet.rows.filter((row) => row.problems.size)
      .flatMap((row) => Array.from(row.problems.keys()).sort((a, b) => a - b).map((c) => ({ row, c })));

    function countProblems() {
      const count = sheet.rows.reduce((sum, row) => sum + row.problems.size, 0);
      const next = button("next-bad");
      next.disabled = !count;
      next.querySelector("[data-count]").textContent = count ? String(count) : "";
    }

    function go(row, c) {
      grid.showAll();
      grid.showRow(row);
      grid.go(grid.lines.indexOf(row), Math.max(c, 0));
    }

    /* To the next cell that is wrong, or the one before; after the last one comes the first. */
    function walk(back) {
      grid.commit();
      const all = wrong();
      if (!all.length) { say("没有有误的格子"); return true; }
      const here = grid.lines[grid.at.r].number;
      const way = ({ row, c }) => row.number - here || c - grid.at.c;
      const ahead = all.filter((one) => (back ? way(one) < 0 : way(one) > 0));
      const to = back ? ahead.at(-1) || all.at(-1) : ahead[0] || all[0];
      go(to.row, to.c);
      say("有误的第 " + (all.indexOf(to) + 1) + " 处，共 " + all.length + " 处");
      return true;
    }

    /* Problems stand at their cells, and in a list above that leads to them. */
    function refused(sent, problems) {
      grid.forget();
      const listed = sheet.blame(sent, problems);
      const items = listed.slice(0, LISTED).map((problem) => {
        const item = make("li");
        const place = "第 " + sheet.numberOf(problem.row) + " 行 " + problem.label;
        item.append(makeButton(place, "btn btn-link p-0", () => go(problem.row, problem.c)), "：" + problem.message);
        return item;
      });
      if (listed.length > items.length) items.push(make("li", "另有 " + (listed.length - items.length) + " 处，按 F8 逐处查看。"));
      const panel = find("#grid-problems");
      panel.querySelector("[data-count]").textContent = "有 " + listed.length + " 处需要修改。";
      grid.open(panel, items, listed.length + " 处需要修改");
    }

    /* What the server thinks of rows that were just pasted, as far as it is about the columns pasted. An answer that comes
       too late, or not at all, is passed over: saving asks again. */
    function check(rows, targets, done) {
      asked += 1;
      const mine = asked;
      const sent = rows.filter((row) => sheet.dirtyColumns(row).length).slice(0, grid.piece);
      if (!sent.length) return;
      const texts = sent.map((row) => row.text.slice());
      grid.post(grid.table.dataset.check, sheet.toCheck(sent)).then((answer) => (answer.status === 200 && !answer.redirected ? answer.json() : null)).then((told) => {
        if (mine !== asked || !told) return;
        const names = new Set(targets.map((c) => grid.columns[c].name));
        const fresh = told.problems.filter(({ row, column }) => {
          const c = grid.columns.findIndex((item) => item.name === column);
          return names.has(column) && sent[row].text[c] === texts[row][c] && !sent[row].problems.has(c);
        });
        sheet.blame(sent, fresh);
        grid.countProblems();
        grid.follow();
        if (fresh.length) say(done + "，" + fresh.length + " 处有误，按 F8 逐处查看");
      }).catch(() => undefined);
    }

    return { countProblems, walk, refused, check };
  };
})();
