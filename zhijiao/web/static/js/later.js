/* Scripts that few visits need are loaded when a pointer or the focus first enters what they serve (data-later), or by
   a click: the picture of a page is drawn when somebody leaves it for 在线支持. */
(function () {
  "use strict";

  const { on, toast } = window.zhijiao;
  const loaded = {};

  function load(address) {
    loaded[address] ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve, { once: true });
      script.addEventListener("error", () => { delete loaded[address]; reject(new Error(address)); }, { once: true });
      document.head.append(script);
    });
    return loaded[address];
  }
  window.zhijiao.load = load;

  on("[data-later]", (element) => ["pointerenter", "focusin"].forEach((event) => {
    element.addEventListener(event, () => { load(element.dataset.later).catch(() => {}); }, { once: true });
  }));

  /* Whatever goes wrong with the picture, the question is what matters. */
  on("[data-shot]", (link) => link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toast("正在打开在线支持…");
    load(link.dataset.shot).then(() => load(link.dataset.shotBy)).then(() => window.zhijiao.takePicture())
      .catch(() => {}).then(() => { location.href = link.href; });
  }));
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-shot-offer]")) sessionStorage.removeItem("zhijiao.shot");
  });
})();
