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

  /* A key or a double click that comes before the script is given to it once it is there. */
  on("[data-later]", (element) => {
    const early = [];
    const keep = (event) => early.push([event.target, new event.constructor(event.type, event)]);
    ["keydown", "dblclick"].forEach((name) => element.addEventListener(name, keep));
    const start = () => load(element.dataset.later).then(() => {
      ["keydown", "dblclick"].forEach((name) => element.removeEventListener(name, keep));
      early.splice(0).forEach(([target, event]) => target.dispatchEvent(event));
    }).catch(() => {});
    ["pointerenter", "focusin"].forEach((name) => element.addEventListener(name, start, { once: true }));
  });

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
