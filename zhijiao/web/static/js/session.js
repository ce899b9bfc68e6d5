/* Warns before a session ends. When it has ended the page stays: what is to be saved is held back, the person signs in
   again in a dialog of the page, and then it is sent with the new token. Only the page's own user goes on with it.
   Asking how long is left does not prolong the session. Others use zhijiao.session = { ready }. */
(function () {
  "use strict";

  const watch = document.getElementById("session");
  if (!watch) return;
  const { url: address, signInUrl, username } = watch.dataset;
  const user = Number(watch.dataset.user), lead = Number(watch.dataset.warn);
  const part = (name) => watch.querySelector("[data-" + name + "]");
  const waiting = [];
  let endsAt = 0, final = false, timer = 0, state = "quiet", put = false, before = null;

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
    if (answer.user !== user) { over(answer); return; }
    know(answer.idle, answer.end);
    if (answer.token) renew(answer.token);
    if (left() > lead) { hide(); later(left() - lead); } else { show("warn"); count(); }
    waiting.splice(0).forEach(({ resolve }) => resolve());
  }

  function count() {
    if (state !== "warn") return;
    const seconds = Math.max(left(), 0);
    part("left").textContent = seconds >= 60 ? Math.ceil(seconds / 60) + " 分钟" : seconds + " 秒";
    if (seconds > 0) { later(seconds > 60 ? 10 : 1); return; }
    ask("GET").then((answer) => {
      if (answer.user === user && Math.min(answer.idle, answer.end) > 0) take(answer); else over(answer);
    }).catch(() => later(5));
  }

  function over(answer) {
    part("other").hidden = !answer.user || answer.user === user;
    put = false;
    show("over");
    if (!part("sign-in").firstElementChild) htmx.ajax("GET", signInUrl, { target: part("sign-in"), swap: "innerHTML" });
  }

  function show(what) {
    if (state === "quiet") before = document.activeElement;
    state = what;
    clearTimeout(timer);
    const gone = what === "over";
    part("title").textContent = gone ? "请重新登录" : "即将退出登录";
    part("warning").hidden = gone;
    part("over").hidden = !gone;
    part("stay").hidden = gone || final;
    ["again", "check", "later"].forEach((name) => { part(name).hidden = !gone; });
    watch.querySelectorAll("[data-final]").forEach((element) => { element.hidden = !final; });
    part("idle").hidden = final;
    bootstrap.Modal.getOrCreateInstance(watch).show();
  }

  function hide() {
    state = "quiet";
    part("sign-in").replaceChildren();
    part("not-yet").hidden = true;
    const dialog = bootstrap.Modal.getInstance(watch);
    if (dialog) dialog.hide();
  }

  /* A dialog that is opening does not close, nor one that is closing open: set it right afterwards. */
  watch.addEventListener("shown.bs.modal", () => { if (state === "quiet") hide(); else first(); });
  watch.addEventListener("hidden.bs.modal", () => {
    if (state !== "quiet") { bootstrap.Modal.getInstance(watch).show(); return; }
    if (before && before.isConnected) before.focus();
  });

  /* ---- signing in within the page ---- */

  function first() {
    const box = watch.querySelector("[data-first]");
    if (box) box.focus();
  }

  watch.addEventListener("htmx:load", () => {
    watch.querySelectorAll("input[data-username]").forEach((input) => { input.value = username; });
    first();
  });
  document.addEventListener("signed-in", (event) => {
    renew(event.detail.token);
    ask("GET").then(take).catch(() => window.zhijiao.toast("网络不通，请再试一次。", "bad"));
  });

  /* Resolves when the page's user is signed in and the page has the right token; rejects with "network", or with
     "later" when the person puts it off. A quiet question does not open the dialog again that was put off. */
  function ready(quiet) {
    return ask("GET").catch(() => { throw new Error("network"); }).then((answer) => {
      if (answer.user === user) { take(answer); return null; }
      if (quiet && put) throw new Error("later");
      return new Promise((resolve, reject) => { waiting.push({ resolve, reject }); over(answer); });
    });
  }

  /* ---- forms held back ---- */

  const sent = new WeakSet(), asked = new WeakSet();
  const SAID = {
    network: "网络不通，本次未保存，已填内容均已保留。网络恢复后请再保存一次。",
    later: "还没有登录，本次未保存，已填内容均已保留。",
  };

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("form[data-guard]") || form.hasAttribute("hx-post") || sent.has(form)) { sent.delete(form); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asked.has(form)) return;
    asked.add(form);
    ready().then(() => resend(form, button))
      .catch((error) => window.zhijiao.toast(SAID[error.message] || SAID.network, "bad"))
      .finally(() => asked.delete(form));
  }, true);

  /* What had to be confirmed has been. */
  function resend(form, button) {
    sent.add(form);
    form.dataset.confirmed = "1";
    form.requestSubmit(button);
    delete form.dataset.confirmed;
  }

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
  part("later").addEventListener("click", () => {
    put = true;
    hide();
    waiting.splice(0).forEach(({ reject }) => reject(new Error("later")));
  });

  /* Somebody who comes back from another tab may have signed in there. */
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    if (state === "over") ask("GET").then((answer) => { if (answer.user === user) take(answer); }).catch(() => {});
    else look();
  });

  window.zhijiao.session = { ready };
  know(Number(watch.dataset.left), Number(watch.dataset.end));
  later(left() - lead);
})();
