/* The picture of a page that may go along with a question about it. It is drawn here, in the browser, when somebody
   leaves the page for 在线支持, with everything that was typed or revealed and every long number covered. It waits in
   this tab, is shown before it is sent, and is sent only if asked for. */
(function () {
  "use strict";

  const { on, toast } = window.zhijiao;
  const KEPT = "zhijiao.shot", WIDEST = 1366, PATIENCE = 8000;
  const COVER = "▇▇▇";
  const LONG_NUMBER = /[0-9Xx][0-9Xx\s-]{6,}[0-9Xx]/g;
  const PRIVATE = "[data-shown], [data-shown-value], [contenteditable], [role=grid] td, [role=gridcell], .masked";

  /* The clone of each node comes here before it is drawn: nothing of what is covered is left in it. */
  function cover(node) {
    if (node.nodeType === Node.TEXT_NODE) { node.data = node.data.replace(LONG_NUMBER, COVER); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("input:not([type=checkbox]):not([type=radio]), textarea")) {
      node.removeAttribute("value");
      node.value = "";
      node.textContent = "";
    } else if (node.matches("select, .ts-control, " + PRIVATE)) {
      node.textContent = node.matches("select") ? "" : COVER;
    }
  }

  function coverAll(clone) {
    cover(clone);
    Array.from(clone.childNodes).forEach(coverAll);
  }

  function library(address) {
    if (window.modernScreenshot) return Promise.resolve(window.modernScreenshot);
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => resolve(window.modernScreenshot), { once: true });
      script.addEventListener("error", reject, { once: true });
      document.head.append(script);
    });
  }

  /* Only what is in sight and the few properties that make it up: drawing all would keep an old computer busy. */
  const STYLES = (
    "display position top right bottom left width height min-width max-width min-height max-height box-sizing float order opacity "
    + "visibility z-index margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left "
    + "border-top border-right border-bottom border-left border-radius border-collapse border-spacing table-layout background-color "
    + "color font-size font-weight font-family line-height text-align text-decoration text-overflow white-space word-break "
    + "vertical-align flex flex-direction flex-wrap align-items align-self justify-content gap grid-template-columns grid-column "
    + "grid-row overflow-x overflow-y fill stroke stroke-width list-style"
  ).split(" ");
  const ASIDE = "script, style, link, meta, template, dialog, .modal, .toast-container, .dropdown-menu, .visually-hidden";

  function inSight(node) {
    if (node.nodeType !== Node.ELEMENT_NODE || node === document.body || node.ownerSVGElement) return true;
    if (node.matches(ASIDE)) return false;
    const place = node.getBoundingClientRect();
    return place.width > 0 && place.bottom > 0 && place.top < window.innerHeight;
  }

  function drawn(shots) {
    return shots.domToJpeg(document.body, {
      width: window.innerWidth, height: window.innerHeight, scale: Math.min(1, WIDEST / window.innerWidth), quality: 0.8,
      backgroundColor: getComputedStyle(document.body).backgroundColor,
      style: { margin: "0", transform: "translateY(-" + window.scrollY + "px)" },
      font: false, filter: inSight, includeStyleProperties: STYLES, onCloneNode: coverAll,
    });
  }

  /* Whatever goes wrong, the question is what matters. */
  function take(link) {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, ""));
    return Promise.race([library(link.dataset.shot).then(drawn), late])
      .then((picture) => { if (picture) sessionStorage.setItem(KEPT, picture); })
      .catch(() => sessionStorage.removeItem(KEPT));
  }

  on("[data-shot]", (link) => link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toast("正在打开在线支持…");
    take(link).then(() => { location.href = link.href; });
  }));

  function asFile(picture) {
    const bytes = Uint8Array.from(atob(picture.split(",")[1]), (letter) => letter.charCodeAt(0));
    return new File([bytes], "截图.jpg", { type: "image/jpeg" });
  }

  on("[data-shot-offer]", (offer) => {
    const picture = sessionStorage.getItem(KEPT);
    if (!picture || !picture.startsWith("data:image/jpeg;base64,")) return;
    const box = offer.querySelector("input"), chosen = document.getElementById("picture");
    offer.querySelector("img").src = picture;
    offer.hidden = false;
    box.addEventListener("change", () => {
      const files = new DataTransfer();
      if (box.checked) files.items.add(asFile(picture));
      chosen.files = files.files;
    });
    chosen.addEventListener("change", () => { box.checked = false; });
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-shot-offer]")) sessionStorage.removeItem(KEPT);
  });
})();
