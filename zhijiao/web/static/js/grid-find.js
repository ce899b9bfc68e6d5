/* Finding and replacing in the grid. The browser's own search sees only the rows that stand in the page. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  /* The places whose text holds what is looked for, in reading order. */
  function matches(text, rows, columns) {
    const wanted = text.toLowerCase();
    return wanted ? rows.flatMap((row, r) => columns.filter((c) => row.text[c].toLowerCase().includes(wanted)).map((c) => ({ r, c }))) : [];
  }

  /* The match after a place, or before it; past the end it begins anew. */
  function next(found, at, shown, back) {
    const order = ({ r, c }) => r * shown.length + shown.indexOf(c);
    const here = order(at);
    const ahead = found.filter((place) => (back ? order(place) < here : order(place) > here));
    return back ? ahead.at(-1) || found.at(-1) : ahead[0] || found[0];
  }

  function replaced(text, wanted, by) {
    const lower = text.toLowerCase(), key = wanted.toLowerCase();
    let result = "", from = 0, at;
    while ((at = lower.indexOf(key, from)) >= 0) {
      result += text.slice(from, at) + by;
      from = at + key.length;
    }
    return result + text.slice(from);
  }

  zhijiao.grid.finding = function (grid) {
    const { find } = zhijiao.grid;
    const { sheet, columns } = grid;
    const panel = find("#grid-find");
    const { text, where, by } = panel.elements;
    const tell = (said) => { panel.querySelector("[data-found]").textContent = said; };
    let chosen = null;

    /* Rows and columns that are searched. */
    function scope() {
      if (where.value === "area" && chosen) return [grid.lines.slice(0, chosen.bottom + 1).map((row, r) => (r < chosen.top ? { text: [] } : row)), chosen.columns];
      return [grid.lines, where.value === "column" ? [grid.at.c] : grid.shown];
    }

    function found() {
      const [rows, across] = scope();
      return matches(text.value, rows.map((row) => (row.text.length ? row : { text: columns.map(() => "") })), across);
    }

    function openFind(replacing) {
      if (!grid.at) return false;
      grid.commit();
      const area = grid.area();
      chosen = area.top < area.bottom || area.columns.length > 1 ? area : null;
      where.value = chosen ? "area" : where.value === "area" ? "all" : where.value;
      panel.hidden = false;
      tell("");
      const box = replacing && text.value ? by : text;
      box.focus();
      box.select();
      return true;
    }

    function close() {
      panel.hidden = true;
      grid.seat(true);
    }

    function lead(back) {
      const all = found();
      if (!all.length) { tell(text.value ? "没有找到" : "请输入要查找的内容"); return; }
      const to = next(all, grid.at, grid.shown, back);
      grid.at = grid.anchor = to;
      grid.reveal(to);
      grid.seat(false);
      tell("第 " + (all.indexOf(to) + 1) + " 处，共 " + all.length + " 处");
    }

    function replaceOne() {
      const here = found().some(({ r, c }) => r === grid.at.r && c === grid.at.c);
      if (here) replace([grid.at]);
      lead(false);
    }

    function replace(places) {
      return sheet.change(places.filter(({ c }) => !columns[c].secret)
        .map(({ r, c }) => [grid.lines[r], c, replaced(grid.lines[r].text[c], text.value, by.value)]));
    }

    function replaceAll() {
      const all = found();
      const secret = all.filter(({ c }) => columns[c].secret).length;
      const count = replace(all);
      grid.seat(false);
      tell(count ? "已替换 " + count + " 格" + (secret ? "，隐私项没有替换" : "") : secret ? "隐私项不能替换" : "没有找到");
    }

    const DOING = { next: () => lead(false), back: () => lead(true), one: replaceOne, all: replaceAll, close };
    panel.addEventListener("submit", (event) => { event.preventDefault(); lead(false); });
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) DOING[button.dataset.do]();
    });
    panel.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (event.key === "Enter" && event.shiftKey && event.target === text) { event.preventDefault(); lead(true); }
    });

    return { openFind };
  };

  zhijiao.grid.search = { matches, next, replaced };
})();
