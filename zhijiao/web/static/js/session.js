/* Warns before a session ends, and keeps what was typed when it has ended: the page stays, signing in again happens
   in another tab, and the forms get the new token. Asking how long is left does not prolong the session. */
(function () {
  "use strict";

  const watch = document.getElementById("session");
  if (!watch) return;
  const address = watch.dataset.url, user = Number(watch.dataset.user), lead = Number(watch.dataset.warn);
  const part = (name) => watch.querySelector("[data-" + name + "]");
  let endsAt = 0, final = false, timer = 0, state = "quiet";

  function left() { return Math.round((endsAt - Date.now()) / 1000); }

  function know(idle, end) {
    final = end <= idle;
    endsAt = Date.now() + Math.min(idle, end) * 1000;
  }

  function later(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(Math.max(seconds, 1), 3600) * 1000);
  }

  function ask(method) {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    return fetch(address, { method: method, headers: headers, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); });
  }

  /* Another tab may have been used meanwhile: only the server knows. */
  function look() {
    if (state === "warn") { count(); return; }
    if (left() > lead) { later(left() - lead); return; }
    ask("GET").then(take).catch(() => later(20));
  }

  function take(answer) {
    if (answer.user !== user) { show("over"); return; }
    know(answer.idle, answer.end);
    if (answer.token) renew(answer.token);
    if (left() > lead) { hide(); later(left() - lead); } else { show("warn"); count(); }
  }

  function count() {
    if (state !== "warn") return;
    const seconds = Math.max(left(), 0);
    part("left").textContent = seconds >= 60 ? Math.ceil(seconds / 60) + " 分钟" : seconds + " 秒";
    if (seconds > 0) { later(seconds > 60 ? 10 : 1); return; }
    ask("GET").then((answer) => {
      if (answer.user === user && Math.min(answer.idle, answer.end) > 0) take(answer); else show("over");
    }).catch(() => later(5));
  }

  function show(what) {
    state = what;
    clearTimeout(timer);
    const over = what === "over";
    part("title").textContent = over ? "登录已超时" : "即将退出登录";
    part("warning").hidden = over;
    part("over").hidden = !over;
    part("stay").hidden = over || final;
    part("again").hidden = !over;
    part("check").hidden = !over;
    watch.querySelectorAll("[data-final]").forEach((element) => { element.hidden = !final; });
    part("idle").hidden = final;
    bootstrap.Modal.getOrCreateInstance(watch).show();
  }

  function hide() {
    state = "quiet";
    const dialog = bootstrap.Modal.getInstance(watch);
    if (dialog) dialog.hide();
  }

  /* A dialog that is opening does not close, nor one that is closing open: set it right afterwards. */
  watch.addEventListener("shown.bs.modal", () => { if (state === "quiet") hide(); });
  watch.addEventListener("hidden.bs.modal", () => { if (state !== "quiet") bootstrap.Modal.getInstance(watch).show(); });

  function token() {
    return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  }

  /* A page that outlived its session posts with the token of the new one. */
  function renew(fresh) {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; });
  }

  part("stay").addEventListener("click", () => {
    ask("POST").then(take).catch(() => window.zhijiao.toast("网络不通，登录没有延长，请再试一次。", "bad"));
  });
  part("check").addEventListener("click", () => {
    ask("GET").then((answer) => {
      if (answer.user === user) { take(answer); window.zhijiao.toast("已恢复登录，可以继续填写。"); return; }
      part("not-yet").hidden = false;
    }).catch(() => { part("not-yet").hidden = false; });
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && state !== "over") look();
  });

  know(Number(watch.dataset.left), Number(watch.dataset.end));
  later(left() - lead);
})();
