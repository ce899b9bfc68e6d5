/* Showing only some rows of the grid. Rows that are hidden are no part of any selection: what is filled, pasted or
   cleared stays among those that can be seen. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const TESTS = {
    has: (row, c, wanted) => row.text[c].toLowerCase().includes(wanted),
    not: (row, c, wanted) => !row.text[c].toLowerCase().includes(wanted),
    empty: (row, c) => !row.text[c],
    filled: (row, c) => Boolean(row.text[c]),
    wrong: (row, c) => row.problems.has(c),
    changed: (row, c) => row.text[c] !== row.base[c],
  };
  const ALL = new Set(["not", "empty"]);
  const TYPED = new Set(["has", "not"]);

  /* Whether a row meets a condition: in its column, without one in any column, or in all where it says what is not there. */
  function meets(row, { c, how, text }) {
    const wanted = text.toLowerCase();
    if (c !== null) return TESTS[how](row, c, wanted);
    const columns = row.text.map((_, place) => place);
    return ALL.has(how) ? columns.every((place) => TESTS[how](row, place, wanted)) : columns.some((place) => TESTS[how](row, place, wanted));
  }

  zhijiao.grid.filtering = function (grid) {
    const { find, make, makeButton, say } = zhijiao.grid;
    const { sheet, columns } = grid;
    const panel = find("#grid-filter");
    const { column, how, text } = panel.elements;
    const list = panel.querySelector("[data-list]");
    let conditions = [];

    columns.forEach((item) => {
      const option = make("option", item.label);
      option.value = String(item.index);
      column.append(option);
    });

    const allows = () => { text.disabled = !TYPED.has(how.value); };
    const named = ({ c, how: kind, text: wanted }) => (c === null ? "任意一项" : columns[c].label) + " " +
      Array.from(how.options).find((option) => option.value === kind).text + (wanted ? "“" + wanted + "”" : "");

    function openFilter() {
      if (!grid.at) return false;
      grid.commit();
      panel.hidden = false;
      column.value = String(grid.at.c);
      allows();
      (text.disabled ? how : text).focus();
      return true;
    }

    /* The box stays on its row if that can still be seen. */
    function apply() {
      grid.commit();
      const row = grid.lines[grid.at.r];
      const { rows } = sheet;
      const lines = conditions.length ? rows.filter((one) => conditions.every((condition) => meets(one, condition))) : rows;
      if (!lines.length) return false;
      grid.lines = lines;
      grid.at = grid.anchor = { r: Math.max(lines.indexOf(row), 0), c: grid.at.c };
      grid.seat(false);
      grid.reveal(grid.at);
      tell();
      return true;
    }

    function tell() {
      const { length } = grid.lines;
      const said = conditions.length ? "只显示 " + length + " 行，共 " + sheet.rows.length + " 行" : "";
      panel.querySelector("[data-shown]").textContent = said;
      say(said || "显示全部 " + length + " 行");
      list.replaceChildren(...conditions.map((condition) => {
        const item = make("li");
        const button = makeButton(named(condition) + " ×", "btn btn-plain btn-sm", () => remove(condition));
        button.setAttribute("aria-label", "去掉条件：" + named(condition));
        item.append(button);
        return item;
      }));
      grid.button("filter").setAttribute("aria-pressed", String(conditions.length > 0));
    }

    function add() {
      const wanted = TYPED.has(how.value) ? text.value.trim() : "";
      if (TYPED.has(how.value) && !wanted) { panel.querySelector("[data-shown]").textContent = "请输入要筛选的内容"; return; }
      const before = conditions;
      const c = column.value === "" ? null : Number(column.value);
      conditions = [...conditions.filter((one) => one.c !== c), { c, how: how.value, text: wanted }];
      if (apply()) return;
      conditions = before;
      panel.querySelector("[data-shown]").textContent = "没有符合条件的行";
      say("没有符合条件的行");
    }

    function remove(condition) {
      conditions = conditions.filter((one) => one !== condition);
      apply();
      column.focus();
    }

    function showAllRows() {
      if (!conditions.length) return;
      conditions = [];
      apply();
    }

    /* Have a row among those that can be seen. */
    function showRow(row) {
      if (!grid.lines.includes(row)) showAllRows();
    }

    function close() {
      panel.hidden = true;
      grid.seat(true);
    }

    how.addEventListener("change", allows);
    panel.addEventListener("submit", (event) => { event.preventDefault(); add(); });
    panel.querySelector("[data-do=all]").addEventListener("click", showAllRows);
    panel.querySelector("[data-do=close]").addEventListener("click", close);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) { event.preventDefault(); close(); }
    });

    return { openFilter, showAllRows, showRow };
  };

  zhijiao.grid.meets = meets;
})();
