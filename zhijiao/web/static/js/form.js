/* The record page: keeps a draft on the server while the clerk types. No inline script, no storage in the browser. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const state = form.querySelector("[data-draft-state]");
  let timer = 0, saving = false, dirty = false, leaving = false, away = false, refused = false;

  function say(text) { if (state) state.textContent = text; }

  /* Files go by themselves; a draft knows them by their numbers. */
  function content() {
    const data = new FormData(form);
    form.querySelectorAll("input[type=file]").forEach((input) => data.delete(input.name));
    return data;
  }

  function keep() {
    timer = 0;
    if (saving || leaving || !dirty) return;
    saving = true;
    dirty = false;
    fetch(form.dataset.draft, { method: "POST", body: content(), credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
      .then((answer) => {
        if (answer.redirected || answer.status === 401 || answer.status === 403) throw new Error("login");
        return answer.json();
      })
      .then((kept) => { refused = false; return kept; })
      .then((kept) => say(kept.kept ? kept.kept + " 已自动暂存" : kept.message || ""))
      .catch((error) => {
        dirty = true;
        if (error.message === "login") { askToSignIn(); return; }
        say("暂存失败，网络恢复后会自动重试");
        later(5000);
      })
      .finally(() => { saving = false; if (dirty && !timer && !away) later(1500); });
  }

  /* Once put off, nothing is kept until the next save asks again; refused to somebody signed in, only typing tries. */
  function askToSignIn() {
    if (refused) { refused = false; away = true; say("没有权限暂存，请先保存或联系本单位系统管理员"); return; }
    away = refused = true;
    say("登录已失效，还没有暂存");
    window.zhijiao.session.ready(true).then(() => { away = false; later(0); })
      .catch((error) => { refused = false; if (error.message === "network") later(5000); });
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  }

  form.addEventListener("input", () => { dirty = true; form.dataset.touched = "1"; later(1500); });
  form.addEventListener("change", () => { dirty = true; later(600); });
  form.addEventListener("submit", () => { leaving = true; });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirty || leaving || !navigator.sendBeacon) return;
    navigator.sendBeacon(form.dataset.draft, content());
    dirty = false;
  });

  /* Ctrl+S saves. */
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('.savebar button[type="submit"]'));
  });

  const merge = document.getElementById("merge");
  if (merge) merge.focus();
})();
