/* Saving the changes of a week, and what the server answers: clashes at their lessons, colleagues who were faster. */
(function () {
  "use strict";
  zhijiao.timetable ||= {};

  const FAILED = {
    401: "登录已失效，没有保存，页面上的改动都在。请再保存一次并重新登录。",
    403: "没有权限，没有保存。请联系本单位系统管理员。",
    404: "有的课程不存在或不在您可以修改的范围内，没有保存，请刷新页面。",
    413: "提交的内容太大，没有保存，请分几次保存。",
  };
  const NOT_SENT = {
    network: "网络不通，没有保存，页面上的改动都在。网络恢复后请再保存一次。",
    later: "还没有登录，没有保存，页面上的改动都在。",
  };
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  zhijiao.timetable.saving = function (board, panel, say) {
    const meant = panel.querySelector("#tt-meant");
    let sent = [], accepted = [], running = false, finished = false;

    function save() {
      if (running || !board.number()) return;
      running = true;
      say("正在保存…");
      zhijiao.session.ready().then(send).then(answered)
        .catch((error) => failed(NOT_SENT[error.message] || NOT_SENT.network))
        .finally(() => { running = false; });
    }

    function send() {
      sent = board.sent();
      const body = { ...board.changes(), accepted: meant.checked ? accepted : [] };
      return fetch(board.table.dataset.save, {
        method: "POST", credentials: "same-origin", body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
      });
    }

    function answered(answer) {
      if (answer.redirected) return failed(FAILED[401]);
      if (![200, 400, 409, 422].includes(answer.status)) return failed(FAILED[answer.status] || "系统出错了，没有保存，请稍后重试。");
      return answer.json().then((told) => {
        if (answer.status === 200) { finished = true; location.reload(); return; }
        if (answer.status === 422) refused(told);
        else if (answer.status === 409) stale(told.stale);
        else failed(told.text);
      });
    }

    function failed(text) {
      say(text);
      zhijiao.toast(text, "bad");
    }

    function refused(told) {
      calm();
      const items = told.problems.map((problem) => {
        const lesson = sent[problem.place];
        if (lesson) lesson.classList.add("is-wrong");
        return (lesson ? board.nameOf(lesson) + "（" + board.cellOf(lesson).dataset.label + "）：" : "") + problem.text;
      });
      if (told.more) items.push("另有 " + told.more + " 处，处理后再次保存会列出。");
      accepted = told.arguable || [];
      meant.checked = false;
      panel.querySelector("[data-meant]").hidden = !accepted.length;
      panel.querySelector("[data-kinds]").textContent = told.kinds || "";
      open("有 " + (told.problems.length + (told.more || 0)) + " 处问题，", items);
    }

    function stale(told) {
      calm();
      const named = new Map(board.all(".tt-lesson[data-id]").map((lesson) => [Number(lesson.dataset.id), lesson]));
      const items = told.map((each) => {
        const lesson = named.get(each.id);
        if (lesson) lesson.classList.add("is-wrong");
        return (lesson ? board.nameOf(lesson) + "：" : "") + each.who + " 于 " + each.at + " " + each.done + "过";
      });
      panel.querySelector("[data-reload]").hidden = false;
      open("有 " + told.length + " 门课刚被他人改动，", items);
    }

    function open(count, texts) {
      panel.querySelector("[data-count]").textContent = count;
      panel.querySelector("[data-list]").replaceChildren(...texts.map((text) => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      }));
      panel.hidden = false;
      say("没有保存，请看上方的说明");
      panel.focus();
    }

    function calm() {
      board.all(".is-wrong").forEach((lesson) => lesson.classList.remove("is-wrong"));
      panel.hidden = true;
      panel.querySelector("[data-meant]").hidden = true;
      panel.querySelector("[data-reload]").hidden = true;
    }

    panel.querySelector("[data-reload]").addEventListener("click", () => { finished = true; });
    document.addEventListener("submit", (event) => { if (event.target.querySelector("[name=discard]")) finished = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!finished && board.number()) { event.preventDefault(); event.returnValue = ""; }
    });
    return { save, calm };
  };
})();
