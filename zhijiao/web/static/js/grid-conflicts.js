/* Somebody else was faster: what the colleague wrote, and the choice where both wrote something else. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  zhijiao.grid.conflicts = function (grid) {
    const { make, makeButton } = zhijiao.grid;
    const { sheet } = grid;
    const PLAIN = "btn btn-plain btn-sm";

    function conflict(row, told) {
      const part = make("div", "", "grid-conflict");
      const who = told.who + (told.at ? " 于 " + told.at : "");
      part.append(make("h3", "第 " + sheet.numberOf(row) + " 行 " + row.text.find(Boolean)));
      if (!told.now) return gone(part, row, who);
      const merged = sheet.merge(row, told.now);
      sheet.change(merged.contested.map(({ item, theirs }) => [row, item.index, theirs]));
      part.append(make("p", who + " 修改了 " + merged.count + " 项；您没有改动的项目已采用对方的内容。" +
        (merged.contested.length ? "双方都改动的先按对方的，需要时逐项改回您填的。" : "")));
      const choices = make("ul", "", "plain");
      choices.append(...merged.contested.map(({ item, theirs, mine }) => choice(row, item, theirs, mine)));
      part.append(choices);
      return part;
    }

    function choice(row, item, theirs, mine) {
      const entry = make("li");
      entry.append(make("b", item.label), "：对方改为“" + (theirs || "空") + "”，您填的是“" + (mine || "空") + "” ");
      const set = (text, other) => (event) => {
        sheet.change([[row, item.index, text]]);
        event.target.setAttribute("aria-pressed", "true");
        other().setAttribute("aria-pressed", "false");
        grid.refresh();
      };
      const take = makeButton("采用对方的", PLAIN, set(theirs, () => keep));
      const keep = makeButton("保留我的", PLAIN, set(mine, () => take));
      take.setAttribute("aria-pressed", "true");
      keep.setAttribute("aria-pressed", "false");
      entry.append(take, " ", keep);
      return entry;
    }

    function gone(part, row, who) {
      const restart = (keep) => () => { sheet.restart(row, keep); grid.refresh(); part.remove(); };
      part.append(make("p", "这条记录已被删除（" + who + "）。"));
      part.append(makeButton("去掉这一行", PLAIN, restart(false)), " ");
      if (grid.canAdd) part.append(makeButton("作为新记录保存", PLAIN, restart(true)));
      return part;
    }

    return { conflict };
  };
})();
