/* Drafts of the week: changes not yet saved survive a closed tab. The server keeps them; a save forgets them. */
(function () {
  "use strict";
  zhijiao.timetable ||= {};

  const WAIT = 1500, AGAIN = 8000;
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  zhijiao.timetable.drafting = function (board, adding, say) {
    const { draft: address, recalled } = board.table.dataset;
    let timer = 0, last = "";

    function content() {
      if (!board.number()) return "";
      const { moved, removed } = board.changes();
      const added = board.sent().filter((lesson) => !lesson.dataset.id).map((lesson) => ({
        cells: lesson.toSave, shown: lesson.shown, day: board.cellOf(lesson).dataset.day, period: board.cellOf(lesson).dataset.period,
      }));
      return JSON.stringify({ moved: moved, removed: removed, added: added });
    }

    function body(text) {
      const data = new FormData();
      data.append("csrfmiddlewaretoken", token());
      data.append("changes", text);
      return data;
    }

    function later(wait) {
      clearTimeout(timer);
      timer = setTimeout(keep, wait || WAIT);
    }

    /* Without an address nothing is kept: the page shows one week of a plan whose draft is waiting. */
    function keep() {
      const now = content();
      if (!address || now === last) return;
      fetch(address, { method: "POST", body: body(now), credentials: "same-origin" })
        .then((answer) => { if (answer.redirected || !answer.ok) throw new Error(String(answer.status)); return answer.json(); })
        .then((told) => { last = now; if (told.kept) say(board.number() + " 处改动未保存，" + told.kept + " 已自动暂存"); })
        .catch(() => { say(board.number() + " 处改动未保存，暂存失败，稍后自动重试"); later(AGAIN); });
    }

    /* The tab may be gone before an ordinary request gets out. */
    document.addEventListener("visibilitychange", () => {
      const now = content();
      if (document.visibilityState === "hidden" && address && now !== last && navigator.sendBeacon(address, body(now))) last = now;
    });

    /* Puts the changes back; returns how many of them no longer fit, because a colleague was there. */
    function recall() {
      if (!recalled) return 0;
      const kept = JSON.parse(recalled);
      const lessons = new Map(board.all(".tt-lesson[data-id]").map((lesson) => [lesson.dataset.id + "/" + lesson.dataset.version, lesson]));
      const find = (each) => lessons.get(each.id + "/" + each.version);
      let gone = 0;
      kept.moved.forEach((each) => { if (!putBack(find(each), each.cells.weekday, each.cells.first_period)) gone += 1; });
      kept.removed.forEach((each) => { const lesson = find(each); if (lesson) board.take(lesson); else gone += 1; });
      kept.added.forEach((each) => {
        const lesson = adding && adding.make(each.cells, each.shown.title, each.shown.teacher);
        if (!putBack(lesson, each.day, each.period)) gone += 1;
      });
      last = content();
      return gone;
    }

    function putBack(lesson, day, period) {
      const cell = board.cellAt(day, period);
      const fits = Boolean(lesson && cell && board.fits(lesson, cell));
      if (fits) board.place(lesson, cell);
      return fits;
    }

    return { later, recall };
  };
})();
