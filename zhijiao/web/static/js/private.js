/* Private data that is open: counts down to its end, and takes shown values away after a while, on leaving the page
   and when it is locked. The values themselves are never kept anywhere. */
(function () {
  "use strict";

  const { on, toast, settled, $$ } = window.zhijiao;
  const LAST_MINUTE = 60;

  /* The value goes at once, even if the masked line cannot be fetched any more. */
  function hide(shown) {
    const value = shown.querySelector("[data-shown-value]");
    value.textContent = value.dataset.masked;
    value.removeAttribute("aria-label");
    shown.removeAttribute("data-shown");
    shown.querySelector("[data-hide-again]").click();
  }
  function hideAll() { $$("[data-shown]", document).forEach(hide); }

  on("[data-shown]", (shown) => {
    setTimeout(() => { if (shown.isConnected) hide(shown); }, Number(shown.dataset.shown) * 1000);
    shown.querySelector("[data-shown-value]").focus();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) hideAll(); });
  window.addEventListener("pagehide", hideAll);
  window.addEventListener("beforeprint", hideAll);

  /* One clock at a time: a bar that comes with a revealed value replaces the one before. */
  let ticking = 0;
  on("[data-unlock]", (bar) => {
    const end = Date.now() + Number(bar.dataset.unlock) * 1000;
    const words = bar.querySelector("[data-unlock-left]");
    let warned = false;
    clearTimeout(ticking);

    function tick() {
      const left = Math.round((end - Date.now()) / 1000);
      if (left <= 0) { over(bar); return; }
      words.textContent = left > LAST_MINUTE ? Math.floor(left / 60) + " 分 " + String(left % 60).padStart(2, "0") + " 秒" : left + " 秒";
      if (left <= LAST_MINUTE && !warned) { warned = true; toast("隐私数据即将锁定，需要时请点“重新计时”。", "warn"); }
      ticking = setTimeout(tick, 1000);
    }
    tick();
  });

  /* The page of a private form is asked for anew and then asks for the data password. What is being typed is put by
     first, encrypted on the server, and comes back afterwards. */
  function over(bar) {
    hideAll();
    bar.hidden = true;
    if (!document.querySelector("[data-private-page]")) {
      toast("隐私数据已锁定，需要时请重新输入数据密码。", "warn");
      return;
    }
    const form = document.querySelector("form[data-draft][data-touched]");
    const kept = form ? fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" }) : Promise.resolve();
    kept.catch(() => {}).finally(() => {
      settled();
      location.reload();
    });
  }
})();
