/* Private data that is open: counts down to its end, and takes shown values away after a while, on leaving the page
   and when it is locked. The values themselves are never kept anywhere. */
(function () {
  "use strict";

  const { on, toast, $$ } = window.zhijiao;
  const LAST_MINUTE = 60;
  const bar = document.querySelector("[data-unlock]");

  function hide(shown) {
    const back = shown.querySelector("[data-hide-again]");
    if (back) back.click(); else shown.remove();
  }
  function hideAll() { $$("[data-shown]", document).forEach(hide); }

  on("[data-shown]", (shown) => {
    setTimeout(() => { if (shown.isConnected) hide(shown); }, Number(shown.dataset.shown) * 1000);
    shown.querySelector("[data-shown-value]").focus();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) hideAll(); });
  window.addEventListener("pagehide", hideAll);
  window.addEventListener("beforeprint", hideAll);

  if (!bar) return;
  const end = Date.now() + Number(bar.dataset.unlock) * 1000;
  const words = bar.querySelector("[data-unlock-left]");
  let warned = false;

  function tick() {
    const left = Math.round((end - Date.now()) / 1000);
    if (left <= 0) { over(); return; }
    words.textContent = left > LAST_MINUTE ? Math.floor(left / 60) + " 分 " + String(left % 60).padStart(2, "0") + " 秒" : left + " 秒";
    if (left <= LAST_MINUTE && !warned) { warned = true; toast("隐私数据即将锁定，需要时请点“重新计时”。", "warn"); }
    setTimeout(tick, 1000);
  }

  /* A page that shows private data is asked for anew and then asks for the data password; what is being typed stays. */
  function over() {
    hideAll();
    bar.hidden = true;
    const open = document.querySelector("[data-private-page]");
    if (open && !document.querySelector("form[data-guard]")) location.reload();
    else toast("隐私数据已锁定，需要时请重新输入数据密码。", "warn");
  }
  tick();
})();
