/* The week: a lesson is picked up (button, drag, Ctrl+X) and put down (cell, drop, Ctrl+V), or moved by Alt and arrows. */
(function () {
  "use strict";

  const table = document.querySelector("#tt[data-save]");
  if (!table) return;
  const bar = document.getElementById("tt-bar");
  const state = bar.querySelector("[data-state]");
  const button = (name) => bar.querySelector('[data-do="' + name + '"]');
  const board = zhijiao.timetable.board(table);
  const adding = zhijiao.timetable.adding(document.getElementById("tt-add"), board, (lesson) => {
    touched("已放入 " + board.nameOf(lesson) + "，尚未保存");
  });
  const saving = zhijiao.timetable.saving(board, document.getElementById("tt-problems"), say);
  const drafting = zhijiao.timetable.drafting(board, adding, say);
  const canAdd = Boolean(adding), canDelete = "canDelete" in table.dataset;
  const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  let picked = null, asked = 0;

  function say(text) { state.textContent = text; }

  function touched(text) {
    const number = board.number();
    button("save").disabled = button("reset").disabled = !number;
    say((text ? text + "；" : "") + (number ? number + " 处改动未保存" : "没有改动"));
    drafting.later();
  }

  /* ---- picking up and putting down ---- */

  /* While something is dragged no button appears, or the cells would move away under the mouse. */
  function pick(lesson, dragging) {
    drop();
    picked = lesson;
    lesson.classList.add("is-picked");
    pressed(lesson, true);
    if (!dragging) board.cells.forEach((cell) => here(cell, "放到这里"));
    button("cancel").hidden = false;
    button("remove").hidden = Boolean(lesson.dataset.id) && !canDelete;
    say("已拿起 " + board.nameOf(lesson) + "，请选要放的格子，Esc 取消");
    if (lesson.dataset.id) markBusy(lesson, dragging);
  }

  function pressed(lesson, on) {
    const handle = lesson.querySelector("[data-pick]");
    if (handle) handle.setAttribute("aria-pressed", on);
  }

  function here(cell, text) {
    const place = cell.querySelector(".tt-here");
    place.hidden = !picked && !canAdd;
    place.setAttribute("aria-label", cell.dataset.label + "：" + text);
  }

  /* Nothing is in the hand any more. */
  function drop() {
    if (!picked) return;
    picked.classList.remove("is-picked");
    pressed(picked, false);
    picked = null;
    asked += 1;
    board.cells.forEach((cell) => {
      cell.classList.remove("tt-busy", "tt-over");
      cell.removeAttribute("title");
      here(cell, "添加课程");
    });
    button("cancel").hidden = button("remove").hidden = true;
    touched();
  }

  function put(lesson, cell) {
    if (!board.fits(lesson, cell)) {
      zhijiao.toast(cell.dataset.label + "起放不下连上 " + board.periodsOf(lesson) + " 节的课", "bad");
      return;
    }
    board.place(lesson, cell);
    drop();
    lesson.firstElementChild.focus();
    touched("已把 " + board.nameOf(lesson) + " 移到 " + cell.dataset.label);
  }

  function remove(lesson) {
    if (lesson.dataset.id && !canDelete) { zhijiao.toast("没有删除课程表记录的权限，请联系本单位系统管理员。", "bad"); return; }
    const cell = board.cellOf(lesson), name = board.nameOf(lesson);
    drop();
    board.take(lesson);
    focusIn(cell);
    touched("已移除 " + name + "，保存后生效");
  }

  /* Where class, teacher or room of the lesson are taken; an answer that comes too late is left alone. */
  function markBusy(lesson, dragging) {
    const mine = ++asked;
    fetch(table.dataset.busy + "&lesson=" + lesson.dataset.id, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : { busy: [] }))
      .then((told) => {
        if (mine !== asked || picked !== lesson) return;
        told.busy.forEach(([day, period, text]) => {
          const cell = board.cellAt(day, period);
          if (!cell) return;
          cell.classList.add("tt-busy");
          cell.title = text;
          if (!dragging) here(cell, "有冲突，" + text + "；放到这里");
        });
      })
      .catch(() => { /* saving looks again */ });
  }

  /* ---- keys ---- */

  function focusable(cell) { return cell && (cell.querySelector(".tt-lesson > :first-child") || cell.querySelector(".tt-here:not([hidden])")); }

  function focusIn(cell) {
    const target = focusable(cell);
    if (target) target.focus();
  }

  function neighbour(cell, [across, down]) {
    return board.cellAt(Number(cell.dataset.day) + across, Number(cell.dataset.period) + down);
  }

  function walk(cell, step) {
    let next = neighbour(cell, step);
    while (next && !focusable(next)) next = neighbour(next, step);
    focusIn(next);
  }

  function keyed(event) {
    const cell = event.target.closest("td[data-day]");
    const lesson = event.target.closest(".tt-lesson");
    const control = event.ctrlKey || event.metaKey;
    const step = ARROWS[event.key];
    if (event.key === "Escape" && picked) {
      const held = picked;
      drop();
      held.firstElementChild.focus();
    } else if (!cell) {
      return;
    } else if (step && event.altKey && lesson) {
      const next = neighbour(cell, step);
      if (next) put(lesson, next);
    } else if (step && !control && !event.shiftKey && !event.altKey) {
      walk(cell, step);
    } else if (control && event.key.toLowerCase() === "x" && lesson) {
      pick(lesson);
    } else if (control && event.key.toLowerCase() === "v" && picked) {
      put(picked, cell);
    } else if (event.key === "Delete" && lesson) {
      remove(lesson);
    } else {
      return;
    }
    event.preventDefault();
  }

  table.addEventListener("keydown", keyed);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); saving.save(); }
  });

  /* ---- mouse and touch ---- */

  table.addEventListener("click", (event) => {
    const handle = event.target.closest("[data-pick], .tt-name");
    const place = event.target.closest(".tt-here");
    if (handle) {
      const lesson = handle.closest(".tt-lesson");
      if (picked === lesson) drop(); else pick(lesson);
    } else if (place && picked) {
      put(picked, place.closest("td"));
    } else if (place && adding) {
      adding.ask(place.closest("td"));
    }
  });

  table.addEventListener("dragstart", (event) => {
    const lesson = event.target.closest(".tt-lesson");
    if (!lesson) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", board.nameOf(lesson));
    pick(lesson, true);
  });
  table.addEventListener("dragover", (event) => {
    const cell = event.target.closest("td[data-day]");
    if (!picked || !cell) return;
    event.preventDefault();
    board.cells.forEach((other) => other.classList.toggle("tt-over", other === cell));
  });
  table.addEventListener("drop", (event) => {
    const cell = event.target.closest("td[data-day]");
    if (!picked || !cell) return;
    event.preventDefault();
    put(picked, cell);
  });
  table.addEventListener("dragend", drop);

  button("save").addEventListener("click", saving.save);
  button("cancel").addEventListener("click", () => { const held = picked; drop(); held.firstElementChild.focus(); });
  button("remove").addEventListener("click", () => remove(picked));
  button("reset").addEventListener("click", () => { drop(); board.reset(); saving.calm(); touched("已放弃改动"); });

  const gone = drafting.recall();
  if (board.number() || gone) touched(gone ? "草稿中有 " + gone + " 处已被他人改动，没有恢复" : "");
})();
