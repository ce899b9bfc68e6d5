/* What the grid sends: saving and what the server answers, and drafts, so that what is typed survives a closed tab. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const LISTED = 50;
  const FAILED = {
    401: "登录已失效，没有保存，内容都在。请再保存一次并重新登录。",
    403: "没有权限，或隐私数据已锁定，没有保存任何一行，内容不会丢失。请在新标签页输入数据密码后再保存，仍不行请联系本单位系统管理员。",
    404: "有的记录不存在或不在您可以修改的范围内，没有保存，请刷新页面。",
    413: "提交的内容太大，没有保存，请分几次保存。",
  };

  const NOT_SENT = {
    network: "网络不通，没有保存，内容都在。网络恢复后请再保存一次。",
    later: "还没有登录，没有保存，内容都在。",
  };

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  zhijiao.grid.saving = function (grid) {
    const { find, make, makeButton, say } = zhijiao.grid;
    const { sheet } = grid;
    const { save: address, draft: draftAddress } = grid.table.dataset;
    let sent = [], timer = 0, lastDraft = "", refusedDraft = false;

    function save() {
      grid.commit();
      if (grid.saving) return;
      sent = sheet.dirtyRows();
      if (!sent.length) { say("没有需要保存的改动"); return; }
      if (sent.length > grid.most) {
        zhijiao.toast("一次最多保存 " + grid.most + " 行，现有 " + sent.length + " 行有改动，请分几次保存，或改用导入。", "bad");
        return;
      }
      grid.saving = true;
      grid.touched();
      say("正在保存…");
      zhijiao.session.ready().then(send).then(answered)
        .catch((error) => failed(NOT_SENT[error.message] || NOT_SENT.network))
        .finally(() => { grid.saving = false; grid.touched(); });
    }

    /* Signing in may have come between: what stands in the cells now is what is sent. */
    function send() {
      grid.commit();
      sent = sheet.dirtyRows();
      return fetch(address, {
        method: "POST", credentials: "same-origin", body: JSON.stringify({ rows: sheet.toSave(sent) }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
      });
    }

    function answered(answer) {
      if (answer.redirected) return failed(FAILED[401]);
      if (![200, 400, 409, 422].includes(answer.status)) {
        return failed(FAILED[answer.status] || "系统出错了，没有保存，请稍后重试。");
      }
      return answer.json().then((told) => {
        if (answer.status === 200) return saved(told);
        if (answer.status === 422) return refused(told.problems);
        if (answer.status === 409) return conflicted(told.stale);
        return failed(told.text);
      });
    }

    function failed(text) {
      say(text);
      zhijiao.toast(text, "bad");
    }

    function saved(told) {
      forget();
      sheet.saved(sent, told.rows);
      ["#grid-conflicts", "#grid-kept"].forEach((panel) => { if (find(panel)) find(panel).hidden = true; });
      say("");
      zhijiao.toast(told.text, "ok", told.undo ? { url: told.undo } : undefined);
      grid.seat(true);
    }

    /* Problems stand at their cells, and in a list above that leads to them. */
    function refused(problems) {
      forget();
      const listed = sheet.blame(sent, problems);
      const items = listed.slice(0, LISTED).map((problem) => {
        const item = make("li");
        const lead = () => { grid.showAll(); grid.go(sheet.rows.indexOf(problem.row), Math.max(problem.c, 0)); };
        const place = "第 " + sheet.numberOf(problem.row) + " 行 " + problem.label;
        item.append(makeButton(place, "btn btn-link p-0", lead), "：" + problem.message);
        return item;
      });
      if (listed.length > items.length) items.push(make("li", "另有 " + (listed.length - items.length) + " 处，改好后再次保存会列出。"));
      const panel = find("#grid-problems");
      panel.querySelector("[data-count]").textContent = "有 " + listed.length + " 处需要修改。";
      open(panel, items, listed.length + " 处需要修改");
    }

    function conflicted(stale) {
      forget();
      const parts = stale.map((told) => grid.conflict(sent[told.row], told));
      open(find("#grid-conflicts"), parts, "有记录刚被他人修改，没有保存");
    }

    function open(panel, parts, text) {
      panel.querySelector("[data-list]").replaceChildren(...parts);
      panel.hidden = false;
      say(text);
      grid.refresh();
      panel.focus();
    }

    function forget() {
      sheet.forget();
      find("#grid-problems").hidden = true;
      grid.calm();
    }

    /* ---- drafts ---- */

    const drafted = () => JSON.stringify(sheet.toKeep());

    function draftForm() {
      const data = new FormData();
      data.append("csrfmiddlewaretoken", token());
      data.append("rows", drafted());
      return data;
    }

    function draftLater(wait) {
      clearTimeout(timer);
      timer = setTimeout(keepDraft, wait);
    }

    function keepDraft() {
      const now = drafted();
      if (grid.saving || now === lastDraft) return;
      fetch(draftAddress, { method: "POST", body: draftForm(), credentials: "same-origin" })
        .then((answer) => {
          if (answer.redirected || answer.status === 401 || answer.status === 403) throw new Error("login");
          return answer.json();
        })
        .then((told) => { refusedDraft = false; lastDraft = now; if (told.kept) say(told.kept + " 已自动暂存"); else if (told.message) say(told.message); })
        .catch((error) => {
          if (error.message === "login") { askToSignIn(); return; }
          say("暂存失败，网络恢复后会自动重试");
          draftLater(8000);
        });
    }

    /* Once put off, nothing is kept until the next save asks again; refused to somebody signed in, only typing tries. */
    function askToSignIn() {
      if (refusedDraft) { refusedDraft = false; say("没有权限暂存，请先保存或联系本单位系统管理员"); return; }
      refusedDraft = true;
      say("登录已失效，还没有暂存");
      zhijiao.session.ready(true).then(() => draftLater(0))
        .catch((error) => { refusedDraft = false; if (error.message === "network") draftLater(8000); });
    }

    /* The tab may be gone before an ordinary request gets out. */
    function keepOnLeaving() {
      if (document.visibilityState !== "hidden" || grid.saving) return;
      grid.commit();
      if (drafted() !== lastDraft && navigator.sendBeacon) { navigator.sendBeacon(draftAddress, draftForm()); lastDraft = drafted(); }
    }

    function askOnLeaving(event) {
      grid.commit();
      if (sheet.dirtyRows().length) { event.preventDefault(); event.returnValue = ""; }
    }

    function recall() {
      if (!grid.table.dataset.recalled) { lastDraft = "[]"; return; }
      sheet.recall(JSON.parse(grid.table.dataset.recalled), grid.addRow);
      lastDraft = drafted();
    }

    return { save, forget, draftLater, keepOnLeaving, askOnLeaving, recall };
  };
})();
