/* The lessons of a week table: where they stand, where they stood, what has to be saved. Knows no keys and no server. */
(function () {
  "use strict";
  zhijiao.timetable ||= {};

  zhijiao.timetable.board = function (table) {
    const all = (selector) => Array.from(table.querySelectorAll(selector));
    const cells = all("td[data-day]");
    const last = Math.max(...cells.map((cell) => Number(cell.dataset.period)));
    const homes = new Map(all(".tt-lesson").map((lesson) => [lesson, lesson.closest("td")]));
    const removed = new Set();

    const cellAt = (day, period) => table.querySelector('td[data-day="' + day + '"][data-period="' + period + '"]');
    const cellOf = (lesson) => lesson.closest("td[data-day]");
    const nameOf = (lesson) => lesson.firstElementChild.textContent.trim();
    const periodsOf = (lesson) => Number(lesson.dataset.periods);
    const fits = (lesson, cell) => Number(cell.dataset.period) + periodsOf(lesson) - 1 <= last;

    /* New lessons have no home: they carry the cells to be saved. */
    function place(lesson, cell) {
      cell.insertBefore(lesson, cell.querySelector(".tt-here"));
      lesson.classList.toggle("is-moved", Boolean(lesson.dataset.id) && homes.get(lesson) !== cell);
      lesson.classList.remove("is-wrong");
      refresh();
    }

    function take(lesson) {
      lesson.remove();
      if (lesson.dataset.id) removed.add(lesson);
      refresh();
    }

    function reset() {
      all(".tt-lesson").filter((lesson) => !lesson.dataset.id).forEach((lesson) => lesson.remove());
      removed.clear();
      homes.forEach((cell, lesson) => place(lesson, cell));
    }

    /* Lessons that go on from the period above. */
    function refresh() {
      const going = new Set();
      all(".tt-lesson").forEach((lesson) => {
        const { day, period } = cellOf(lesson).dataset;
        for (let n = 1; n < periodsOf(lesson); n++) going.add(day + ":" + (Number(period) + n));
      });
      cells.forEach((cell) => {
        const on = going.has(cell.dataset.day + ":" + cell.dataset.period);
        cell.classList.toggle("tt-on", on);
        cell.querySelector("[data-more]").hidden = !on;
      });
    }

    const where = (lesson) => ({ weekday: cellOf(lesson).dataset.day, first_period: cellOf(lesson).dataset.period });
    const idOf = (lesson) => Number(lesson.dataset.id);
    const moved = () => all(".tt-lesson.is-moved");
    const added = () => all(".tt-lesson").filter((lesson) => !lesson.dataset.id);

    /* Moved and added lessons in the order sent, by which the server names them. */
    const sent = () => [...moved(), ...added()];
    const number = () => sent().length + removed.size;

    function changes() {
      return {
        moved: moved().map((lesson) => ({ id: idOf(lesson), version: Number(lesson.dataset.version), cells: where(lesson) })),
        added: added().map((lesson) => Object.assign({}, lesson.toSave, where(lesson))),
        removed: Array.from(removed, (lesson) => ({ id: idOf(lesson), version: Number(lesson.dataset.version) })),
      };
    }

    return { table, cells, all, cellAt, cellOf, nameOf, periodsOf, fits, place, take, reset, sent, number, changes, last };
  };
})();
