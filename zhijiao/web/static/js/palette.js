/* The search over everything: opens by “/”, Ctrl+K or its button, asks the server while one types, and is used by keys
   alone. Whoever is typing anywhere else keeps “/”, an editor of rich text keeps Ctrl+K.
   The browser keeps keys of the forms and pages opened last (never a record), for this account until it signs out. */
(function () {
  "use strict";

  const palette = document.getElementById("palette");
  if (!palette) return;
  const box = document.getElementById("palette-q");
  const list = document.getElementById("palette-list");
  const said = palette.querySelector("[data-said]");
  const PAUSE = 160, KEPT = 12;
  const STORE = "zhijiao-recent-", OWN = STORE + palette.dataset.user;
  const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=grid]";
  const FAILED = "查找没有完成。请检查网络；若已退出登录，请刷新页面后重新登录。";
  let timer = 0, wanted = "", shown = null, opening = false, running = null;

  /* ---- recent places ---- */

  function kept() {
    try { return JSON.parse(localStorage.getItem(OWN) || "[]").filter((key) => typeof key === "string"); } catch { return []; }
  }

  /* Another account on the same computer finds nothing of the former one. */
  function forget(all) {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(STORE) && (all || key !== OWN)).forEach((key) => localStorage.removeItem(key));
    } catch { /* storage is switched off: nothing is kept */ }
  }

  function remember(here) {
    if (!here) return;
    try { localStorage.setItem(OWN, JSON.stringify([here, ...kept().filter((key) => key !== here)].slice(0, KEPT))); } catch { /* as above */ }
  }

  forget(false);
  remember(palette.dataset.here);
  document.addEventListener("submit", (event) => { if ("signOut" in event.target.dataset) forget(true); });

  /* ---- opening and asking ---- */

  function open() {
    if (palette.open || document.querySelector(".modal.show, dialog[open]")) return;
    box.value = "";
    list.replaceChildren();
    shown = null;
    palette.showModal();
    box.setAttribute("aria-expanded", "true");
    box.focus();
    ask();
  }

  /* What was asked before is given up: its answer would come too late. */
  function ask() {
    clearTimeout(timer);
    const text = box.value.trim();
    if (text === shown || (running && text === wanted)) return;
    wanted = text;
    stop();
    const own = running = new AbortController();
    send(text, own.signal).then(show, () => { if (!own.signal.aborted) fail(); }).finally(() => { if (running === own) running = null; });
  }

  function stop() {
    if (running) running.abort();
    running = null;
  }

  function send(text, signal) {
    const body = new FormData(box.form);
    body.set("q", text);
    if (!text) body.set("recent", kept().filter((key) => key !== palette.dataset.here).join(" "));
    return fetch(palette.dataset.url, { method: "POST", body, signal, credentials: "same-origin", headers: { "HX-Request": "true" } })
      .then((answer) => { if (!answer.ok || answer.redirected) throw new Error(String(answer.status)); return answer.text(); });
  }

  function show(html) {
    list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    shown = wanted;
    list.scrollTop = 0;
    choose(options()[0]);
    const count = Number(list.querySelector("[data-count]").dataset.count);
    said.textContent = !wanted ? "" : count ? `找到 ${count} 条，用上下方向键选择` : "没有找到";
    if (opening) go(false);
  }

  function fail() {
    opening = false;
    said.textContent = FAILED;
    const told = document.createElement("div");
    told.className = "palette-none";
    told.setAttribute("role", "option");
    told.setAttribute("aria-disabled", "true");
    told.textContent = FAILED;
    list.replaceChildren(told);
    shown = null;
    choose(null);
  }

  /* While a Chinese input method composes, its letters are no words yet. */
  box.addEventListener("input", (event) => {
    opening = false;
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });

  /* ---- choosing ---- */

  function options() { return Array.from(list.querySelectorAll("[role=option]:not([aria-disabled])")); }

  function current() { return list.querySelector("[aria-selected=true]"); }

  function choose(option) {
    const before = current();
    if (before) before.setAttribute("aria-selected", "false");
    if (!option) { box.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = options();
    if (all.length) choose(all[(all.indexOf(current()) + by + all.length) % all.length]);
  }

  /* What is typed and not answered yet is opened when its answer comes. */
  function go(apart) {
    if (box.value.trim() !== shown) { opening = true; ask(); return; }
    opening = false;
    const option = current();
    if (!option) return;
    if ("all" in option.dataset) { box.form.requestSubmit(); return; }
    if (apart) { window.open(option.href, "_blank", "noopener"); return; }
    palette.close();
    option.click();
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") step(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter") go(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });

  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && "all" in option.dataset) box.form.requestSubmit();
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  palette.querySelector("[data-palette-close]").addEventListener("click", () => palette.close());
  palette.addEventListener("close", () => {
    clearTimeout(timer);
    stop();
    opening = false;
    box.setAttribute("aria-expanded", "false");
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-palette-open]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const target = event.target.closest ? event.target : document.body;
    const held = event.ctrlKey || event.metaKey;
    if (held && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (target.closest("[contenteditable], [role=textbox]")) return;
      event.preventDefault();
      if (palette.open) palette.close(); else open();
    } else if (event.key === "/" && !held && !target.closest(TYPING) && !palette.open) {
      event.preventDefault();
      open();
    }
  });
})();
