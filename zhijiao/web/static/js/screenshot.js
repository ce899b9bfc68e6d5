/* The picture of a page that may go along with a question about it. It is drawn here, in the browser, when somebody
   leaves the page for 在线支持, with everything that was typed or revealed and every long number covered. It waits in
   this tab, is shown before it is sent, and is sent only if asked for. Loaded by the click (later.js). */
(function () {
  "use strict";

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

  /* Draw it and put it by; what takes too long is given up. */
  function take() {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, ""));
    return Promise.race([drawn(window.modernScreenshot), late])
      .then((picture) => { if (picture) sessionStorage.setItem(KEPT, picture); })
      .catch(() => sessionStorage.removeItem(KEPT));
  }

  window.zhijiao.takePicture = take;
})();
