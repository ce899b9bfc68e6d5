/* Behaviour shared by every page. Plain script, no build, no eval, no inline styles: the content security policy
   is default-src 'self'. Each behaviour hangs on a data-* attribute and is bound again in what htmx swaps in.
   Pages may use window.zhijiao = { on, node, toast, confirm, settled, session, $$ }. */
(function () {
  "use strict";

  const binders = [];

  function $$(selector, root) {
    const scope = root || document;
    const found = Array.from(scope.querySelectorAll(selector));
    if (scope.matches && scope.matches(selector)) found.unshift(scope);
    return found;
  }

  /* Run fn once for each element that matches, now and after every swap. */
  function on(selector, fn) {
    const bound = new WeakSet();
    const bind = (root) => $$(selector, root).forEach((element) => {
      if (bound.has(element)) return;
      bound.add(element);
      fn(element);
    });
    binders.push(bind);
    if (document.readyState === "complete") bind(document);
  }

  function bindAll(root) {
    binders.forEach((bind) => bind(root));
    focusErrors(root);
  }

  document.addEventListener("DOMContentLoaded", () => bindAll(document));
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) bindAll(event.detail.elt);
  });
  document.addEventListener("htmx:beforeCleanupElement", (event) => {
    const element = event.target;
    const tooltip = window.bootstrap && bootstrap.Tooltip.getInstance(element);
    if (tooltip) tooltip.dispose();
    if (element.tomselect) element.tomselect.destroy();
  });

  /* ---- toasts ---- */

  /* kind: ok, warn or bad; undo = { url, label } adds a button that posts to the address. */
  function toast(text, kind, undo) {
    const template = document.getElementById("toast-template");
    const element = template.content.firstElementChild.cloneNode(true);
    const look = kind || "ok";
    $$("[data-icon]", element).forEach((icon) => { if (icon.dataset.icon !== look) icon.remove(); });
    element.querySelector("[data-text]").textContent = text;
    if (look === "bad") element.setAttribute("role", "alert");
    if (undo && undo.url) element.querySelector(".btn-close").before(undoButton(undo, element));
    document.getElementById("toasts").appendChild(element);
    showToast(element, look, Boolean(undo && undo.url));
  }

  function undoButton(undo, element) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-text btn-sm";
    button.textContent = undo.label || "撤销";
    button.addEventListener("click", () => {
      bootstrap.Toast.getOrCreateInstance(element).hide();
      htmx.ajax("POST", undo.url, { swap: "none" });
    });
    return button;
  }

  /* Errors stay until closed; the rest leaves by itself, later when there is something to undo. */
  function showToast(element, kind, lasting) {
    element.addEventListener("hidden.bs.toast", () => element.remove());
    bootstrap.Toast.getOrCreateInstance(element, { autohide: kind !== "bad", delay: lasting ? 12000 : 5000 }).show();
  }

  on("#toasts > .toast", (element) => {
    if (element.dataset.toastKind) showToast(element, element.dataset.toastKind, Boolean(element.querySelector("[data-undo]")));
  });
  document.addEventListener("toast", (event) => {
    const said = event.detail;
    toast(said.text, said.kind, { url: said.undo_url, label: said.undo_label });
  });

  /* ---- htmx: busy line, failures in words ---- */

  const FAILURES = {
    401: "登录已过期，请重新登录后再操作。",
    403: "没有权限执行此操作，数据没有改动。",
    404: "记录不存在或已被删除，请刷新页面。",
    413: "提交的内容太大，没有接收。",
    429: "操作太频繁，请稍候再试。",
  };
  let running = 0;
  function busy(step) {
    running = Math.max(0, running + step);
    document.documentElement.toggleAttribute("data-busy", running > 0);
  }
  document.addEventListener("htmx:beforeSend", () => busy(1));
  document.addEventListener("htmx:afterRequest", () => busy(-1));
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    if ((answer.getResponseHeader("HX-Trigger") || "").includes("toast")) return;
    toast(FAILURES[answer.status] || "系统出错了，操作没有完成，请稍后重试。", "bad");
  });
  ["htmx:sendError", "htmx:timeout"].forEach((name) => {
    document.addEventListener(name, () => toast("网络不通，操作没有完成。请检查网络后重试。", "bad"));
  });

  /* ---- confirmation ---- */

  /* Ask in the page's own dialog; resolves to true or false. Focus goes back to where it was. */
  function confirm(text, options) {
    const settings = options || {};
    const dialog = document.getElementById("confirm");
    const yes = dialog.querySelector("[data-yes]");
    const before = document.activeElement;
    dialog.querySelector("#confirm-h").textContent = settings.title || "请确认";
    dialog.querySelector("[data-text]").textContent = text;
    yes.textContent = settings.verb || "确定";
    yes.className = settings.kind === "plain" ? "btn btn-primary" : "btn btn-danger";
    return new Promise((resolve) => {
      let agreed = false;
      const agree = () => { agreed = true; bootstrap.Modal.getInstance(dialog).hide(); };
      yes.addEventListener("click", agree);
      /* A dialog that is still opening does not close: close it when it is open. */
      dialog.addEventListener("shown.bs.modal", () => { if (agreed) agree(); }, { once: true });
      dialog.addEventListener("hidden.bs.modal", () => {
        yes.removeEventListener("click", agree);
        if (before && before.focus) before.focus();
        resolve(agreed);
      }, { once: true });
      bootstrap.Modal.getOrCreateInstance(dialog).show();
    });
  }

  function confirmOptions(element) {
    const data = element.dataset;
    return { title: data.confirmTitle, verb: data.confirmVerb, kind: data.confirmKind };
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asked = event.submitter && event.submitter.dataset.confirm ? event.submitter : form;
    if (!asked.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    confirm(asked.dataset.confirm, confirmOptions(asked)).then((agreed) => {
      if (!agreed) return;
      form.dataset.confirmed = "1";
      form.requestSubmit(event.submitter);
      delete form.dataset.confirmed;
    });
  }, true);
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    confirm(event.detail.question, confirmOptions(event.detail.elt)).then((agreed) => {
      if (agreed) event.detail.issueRequest(true);
    });
  });

  /* ---- lists ---- */

  /* Selection bar: appears above the table only when rows are chosen. */
  on("table[data-select]", (table) => {
    const bar = document.querySelector(table.dataset.select);
    const all = table.querySelector("[data-selall]");
    const boxes = () => $$("tbody .tick input[type=checkbox]:enabled", table);
    function sync() {
      const rows = boxes();
      rows.forEach((box) => box.closest("tr").setAttribute("aria-selected", box.checked));
      const count = rows.filter((box) => box.checked).length;
      if (all) {
        all.checked = count > 0 && count === rows.length;
        all.indeterminate = count > 0 && count < rows.length;
      }
      bar.hidden = count === 0;
      $$("[data-selcount]", bar).forEach((element) => { element.textContent = count; });
    }
    function set(checked) {
      boxes().forEach((box) => { box.checked = checked; });
      sync();
    }
    table.addEventListener("change", (event) => { if (event.target === all) set(all.checked); else sync(); });
    $$("[data-selclear]", bar).forEach((button) => button.addEventListener("click", () => set(false)));
    sync();
  });

  /* Drop zone: the file lands in the zone's own file input, which then behaves as if it had been picked. */
  on("[data-drop]", (zone) => {
    const input = zone.querySelector("input[type=file]");
    const mark = (inside) => (event) => { event.preventDefault(); zone.classList.toggle("is-over", inside); };
    ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, mark(true)));
    ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, mark(false)));
    zone.addEventListener("drop", (event) => {
      if (!input || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  on("select[data-autosubmit]", (select) => {
    const button = select.form.querySelector("button[type=submit]");
    if (button && !select.form.querySelector("[name=page]")) button.hidden = true;
    select.addEventListener("change", () => {
      const page = select.form.querySelector("[name=page]");
      if (page) page.value = "1";
      select.form.requestSubmit();
    });
  });

  /* ---- forms ---- */

  function focusErrors(root) {
    const summary = $$("#errsum", root)[0];
    if (summary) summary.focus();
  }

  /* Leaving with unsaved changes asks first. */
  let unsaved = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
  document.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) { event.preventDefault(); event.returnValue = ""; } });

  /* The side panel explains the field that has the focus. */
  const FACTS = [["guideExample", "示例"], ["guideUnit", "单位"], ["guideSource", "依据标准"]];
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-guide]");
    const panel = document.getElementById("guide");
    if (!field || !panel) return;
    const facts = FACTS.filter(([key]) => field.dataset[key]);
    if (!field.dataset.guide && !facts.length) return;
    panel.replaceChildren(node("h3", field.dataset.guideName), node("p", field.dataset.guide));
    if (!facts.length) return;
    const list = document.createElement("dl");
    facts.forEach(([key, label]) => list.append(node("dt", label), node("dd", field.dataset[key])));
    panel.append(list);
  });

  function node(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }

  /* ---- small things ---- */

  on('[data-bs-toggle="tooltip"]', (element) => {
    bootstrap.Tooltip.getOrCreateInstance(element, { trigger: "hover focus", container: element.closest("main, .modal") || "body" });
  });
  on(".app-mod a[aria-current]", (link) => {
    const bar = link.closest(".app-mod");
    bar.scrollLeft = link.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2;
  });
  on(".app-side .tree a[aria-current]", (link) => {
    const side = link.closest(".app-side");
    const top = link.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (top > side.clientHeight - 60) side.scrollTop = top - side.clientHeight / 2;
  });
  on("[data-back]", (button) => {
    button.hidden = history.length < 2;
    button.addEventListener("click", () => history.back());
  });
  on("[data-toast]", (button) => button.addEventListener("click", () => toast(button.dataset.toast)));
  on("[data-print]", (button) => button.addEventListener("click", () => window.print()));
  on("[data-theme-toggle]", (button) => button.addEventListener("click", () => {
    const root = document.documentElement;
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = theme;
    document.cookie = "theme=" + theme + ";path=/;max-age=31536000;samesite=lax" +
      (location.protocol === "https:" ? ";secure" : "");
  }));
  on("[data-reveal]", (button) => button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.reveal);
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
    button.setAttribute("aria-label", shown ? "隐藏密码" : "显示密码");
  }));
  on("[data-density-toggle]", (button) => button.addEventListener("click", () => {
    const table = document.querySelector(button.dataset.densityToggle);
    const tight = table.dataset.density !== "tight";
    table.dataset.density = tight ? "tight" : "";
    button.setAttribute("aria-pressed", tight);
  }));

  function fresh(address) {
    return address + (address.includes("?") ? "&" : "?") + "t=" + Date.now();
  }
  /* Another captcha bears another name: picture, sound and form change together. */
  on("[data-captcha]", (button) => button.addEventListener("click", () => {
    const form = button.closest("form");
    fetch(button.dataset.captcha, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((captcha) => {
        form.querySelector("[name=captcha_name]").value = captcha.name;
        button.querySelector("img").src = captcha.image_url;
        $$("[data-captcha-audio]", form).forEach((other) => { other.dataset.captchaAudio = captcha.audio_url; });
      })
      .catch(() => toast("图片没有换成，请检查网络后重试。", "warn"));
  }));
  on("[data-captcha-audio]", (button) => button.addEventListener("click", () => {
    new Audio(fresh(button.dataset.captchaAudio)).play()
      .catch(() => toast("语音没有播放成功，请检查声音设置后重试。", "warn"));
  }));

  /* What was typed is safe on the server: leaving asks no more. */
  function settled() { unsaved = false; }

  /* session.js puts its own `session` in where there is one to watch. */
  window.zhijiao = { on, node, toast, confirm, settled, session: { ready: () => Promise.resolve() }, $$ };
})();
