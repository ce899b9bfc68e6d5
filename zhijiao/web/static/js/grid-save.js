/* What the grid sends: saving and what the server answers, and drafts, so that what is typed survives a closed tab. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const FAILED = {
    401: "登录已失效，本次未保存，已填内容均已保留。请再保存一次并重新登录。",
    403: "没有权限，或隐私数据已锁定，本次未保存，已填内容均已保留。请在新标签页输入数据密码后再保存，仍不行请联系本单位系统管理员。",
    404: "有的记录不存在或不在您可以修改的范围内，没有保存，请刷新页面。",
    413: "提交的内容太大，没有保存，请分几次保存。",
  };

  const NOT_SENT = {
    network: "网络不通，本次未保存，已填内容均已保留。网络恢复后请再保存一次。",
    later: "还没有登录，本次未保存，已填内容均已保留。",
  };

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  zhijiao.grid.saving = function (grid) {
    const { find, say } = zhijiao.grid;
    const { sheet } = grid;
    const { save: address, draft: draftAddress } = grid.table.dataset;
    let timer = 0, lastDraft = "", refusedDraft = false;

    const post = (url, content, name = "rows") => fetch(url, {
      method: "POST", credentials: "same-origin", body: JSON.stringify({ [name]: content }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
    });

    function save() {
      grid.commit();
      if (grid.saving) return;
      if (!sheet.dirtyRows().length) { say("没有需要保存的改动"); return; }
      grid.saving = true;
      grid.touched();
      say("正在保存…");
      zhijiao.session.ready().then(send)
        .catch((error) => failed(NOT_SENT[error.message] || NOT_SENT.network, 0))
        .finally(() => { grid.saving = false; grid.touched(); });
    }

    /* Signing in may have come between: what stands in the cells now is what is sent. Many rows go in pieces, once all of
       them have been checked, so that a mistake in the last piece keeps the first one back as well. */
    async function send() {
      grid.commit();
      const all = sheet.dirtyRows();
      const parts = [];
      for (let from = 0; from < all.length; from += grid.piece) parts.push(all.slice(from, from + grid.piece));
      if (parts.length === 1) return sendPart(parts[0], 0).then((told) => { if (told) saved(told); });
      if (!(await checked(parts, all))) return null;
      const done = await inTurn(parts, async (part, before) => {
        say("正在保存，已保存 " + before + " 行，共 " + all.length + " 行");
        return Boolean(await sendPart(part, before));
      });
      if (done) saved({ text: "已保存，分 " + parts.length + " 次共 " + all.length + " 行，可在批量修改记录中逐次撤销" });
      return null;
    }

    /* One part after the other while they go well; `act` gets a part and how many rows came before. */
    function inTurn(parts, act) {
      let before = 0;
      return parts.reduce((turn, part) => turn.then(async (well) => {
        const next = well && await act(part, before);
        before += part.length;
        return next;
      }), Promise.resolve(true));
    }

    async function sendPart(part, done) {
      const answer = await post(address, sheet.toSave(part)).catch(() => null);
      const told = answer ? await answered(answer, part, done) : failed(NOT_SENT.network, done);
      if (!told) return null;
      forget();
      sheet.saved(part, told.rows);
      return told;
    }

    async function checked(parts, all) {
      const problems = [];
      const well = await inTurn(parts, async (part, before) => {
        say("正在核对，已核对 " + before + " 行，共 " + all.length + " 行");
        const answer = await post(grid.table.dataset.check, sheet.toCheck(part));
        const told = await answered(answer, part, 0);
        if (!told) return false;
        told.problems.forEach((problem) => { problem.row += before; });
        problems.push(...told.problems);
        return true;
      });
      if (problems.length && well) grid.refused(all, problems);
      return well && !problems.length;
    }

    /* What the server said, null unless it is well; `done` rows were saved before. */
    async function answered(answer, sent, done) {
      if (answer.redirected) return failed(FAILED[401], done);
      if (![200, 400, 409, 422].includes(answer.status)) {
        return failed(FAILED[answer.status] || "系统出错了，没有保存，请稍后重试。", done);
      }
      const told = await answer.json();
      if (answer.status === 200) return told;
      if (answer.status === 422) grid.refused(sent, told.problems);
      else if (answer.status === 409) conflicted(sent, told.stale);
      else failed(told.text, done);
      return null;
    }

    function failed(text, done) {
      const said = done ? "前 " + done + " 行已保存，其余没有。" + text : text;
      say(said);
      zhijiao.toast(said, "bad");
      return null;
    }

    function saved(told) {
      ["#grid-conflicts", "#grid-kept"].forEach((panel) => { if (find(panel)) find(panel).hidden = true; });
      say("");
      zhijiao.toast(told.text, "ok", told.undo ? { url: told.undo } : undefined);
      grid.seat(true);
    }

    function conflicted(sent, stale) {
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
      if (grid.saving || grid.reading || now === lastDraft) return;
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
      if (document.visibilityState !== "hidden" || grid.saving || grid.reading) return;
      grid.commit();
      const now = drafted();
      if (now === lastDraft) return;
      if (navigator.sendBeacon && navigator.sendBeacon(draftAddress, draftForm())) lastDraft = now; else keepDraft();
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

    return { post, save, open, forget, draftLater, keepOnLeaving, askOnLeaving, recall };
  };
})();
