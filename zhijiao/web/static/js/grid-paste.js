/* Pasting into the grid and copying out of it, with a word on what the server thinks of what was pasted. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  zhijiao.grid.pasting = function (grid) {
    const { clipboard, say } = zhijiao.grid;
    const { sheet, columns } = grid;

    function pasteBlock(text) {
      const plan = clipboard.plan(text, grid.area(), grid.shown, columns);
      const { lines } = grid;
      if (grid.canAdd) for (let more = clipboard.lacking(plan, lines, grid.most); more > 0; more -= 1) grid.addRow();
      sheet.change(clipboard.spread(plan, lines));
      const pasted = Math.min(plan.height, lines.length - plan.top);
      grid.anchor = { r: plan.top + pasted - 1, c: plan.targets[plan.targets.length - 1] };
      grid.at = { r: plan.top, c: plan.targets[0] };
      if (!grid.shown.includes(grid.at.c)) grid.at = { r: plan.top, c: grid.shown[0] };
      if (!grid.shown.includes(grid.anchor.c)) grid.anchor = grid.at;
      grid.seat(true);
      report(plan, pasted);
    }

    /* Nothing is left out in silence. */
    function report(plan, pasted) {
      const left = [];
      const without = grid.canAdd ? "（一次最多 " + grid.most + " 行新记录）" : "（没有新增权限）";
      if (plan.height > pasted) left.push("最后 " + (plan.height - pasted) + " 行" + without);
      if (plan.left > 0) left.push("右侧 " + plan.left + " 列（表格没有这么多列）");
      if (left.length) zhijiao.toast("没有粘贴：" + left.join("、"), "warn");
      const done = "已粘贴 " + pasted + " 行 " + plan.targets.length + " 列" + (plan.named ? "，按表头对应" : "");
      say(done);
      if (pasted * plan.targets.length > 1) {
        grid.check(grid.lines.slice(plan.top, plan.top + pasted), plan.targets, done);
      }
    }

    function onPaste(event) {
      const text = event.clipboardData.getData("text/plain");
      if (grid.mode !== "nav" && (!clipboard.isBlock(text) || grid.inLines())) return;
      event.preventDefault();
      if (!text) return;
      grid.commit();
      pasteBlock(text);
    }

    function onCopy(event) {
      if (grid.mode !== "nav") return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", clipboard.copied(grid.area(), grid.lines));
      if (event.type === "cut") grid.clear();
    }

    return { onPaste, onCopy };
  };
})();
