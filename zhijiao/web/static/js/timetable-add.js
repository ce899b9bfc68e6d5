/* The dialog that puts one of the courses of 教学进程 into a cell of the week. */
(function () {
  "use strict";
  zhijiao.timetable ||= {};

  zhijiao.timetable.adding = function (dialog, board, done) {
    if (!dialog) return null;
    const form = dialog.querySelector("form");
    const box = (name) => form.elements[name];
    const wrong = dialog.querySelector("[data-wrong]");
    let cell = null;

    function ask(target) {
      cell = target;
      dialog.querySelector("[data-where]").textContent = cell.dataset.label;
      wrong.hidden = true;
      fill();
      bootstrap.Modal.getOrCreateInstance(dialog).show();
    }

    /* What the plan says of the course chosen stands there already. */
    function fill() {
      const { number, teacher, teacherName, first, last } = box("course").selectedOptions[0].dataset;
      box("number").value = number;
      box("first_week").value = first;
      box("last_week").value = last;
      choose(box("teacher"), teacher, teacherName ? teacherName + " " + teacher : teacher);
    }

    function choose(select, value, text) {
      const search = select.tomselect;
      if (!search) { select.replaceChildren(new Option(text, value, true, true)); return; }
      search.clear(true);
      if (!value) return;
      search.addOption({ value: value, text: text });
      search.setValue(value, true);
    }

    function put(event) {
      event.preventDefault();
      const cells = {};
      new FormData(form).forEach((value, name) => { cells[name] = String(value).trim(); });
      const empty = Array.from(form.elements).find((item) => item.name && item.required && !cells[item.name]);
      const periods = Number(cells.periods);
      if (empty) return refuse("请填写“" + labelOf(empty) + "”。", empty);
      if (!Number.isInteger(periods) || periods < 1) return refuse("连续节数应为正整数。", box("periods"));
      const teacher = box("teacher").selectedOptions[0];
      const lesson = make(cells, box("course").selectedOptions[0].dataset.title, teacher ? teacher.textContent.trim() : "");
      if (!board.fits(lesson, cell)) return refuse("从这一节起放不下 " + periods + " 节，请改少连续节数或换一格。", box("periods"));
      board.place(lesson, cell);
      bootstrap.Modal.getOrCreateInstance(dialog).hide();
      done(lesson);
    }

    const labelOf = (item) => form.querySelector('label[for^="' + item.id + '"]').firstChild.textContent.trim() || item.name;

    function refuse(text, item) {
      wrong.textContent = text;
      wrong.hidden = false;
      item.focus();
    }

    /* What is shown of a new lesson goes into its draft as well: nobody else knows it. */
    function make(cells, title, teacher) {
      const lesson = document.createElement("div");
      const head = part("button", "tt-name", title);
      const pick = part("button", "tt-pick", "移动");
      head.type = pick.type = "button";
      pick.dataset.pick = "";
      pick.setAttribute("aria-label", "移动 " + head.textContent + "（未保存）");
      lesson.className = "tt-lesson is-new";
      lesson.draggable = true;
      lesson.dataset.periods = cells.periods;
      lesson.toSave = { ...cells, elective: "0" };
      lesson.shown = { title: title, teacher: teacher };
      lesson.append(head, part("span", "tt-line", teacher), part("span", "tt-line", cells.place), pick);
      return lesson;
    }

    function part(tag, css, text) {
      const element = document.createElement(tag);
      element.className = css;
      element.textContent = text;
      return element;
    }

    box("course").addEventListener("change", fill);
    form.addEventListener("submit", put);
    dialog.addEventListener("hidden.bs.modal", () => { if (cell) (cell.querySelector(".is-new > button") || cell.querySelector(".tt-here")).focus(); });
    return { ask, make };
  };
})();
