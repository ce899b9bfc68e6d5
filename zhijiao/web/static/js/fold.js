/* Long tables in groups: the head of each group folds its rows away. Groups marked data-folded start closed; without
   this script all of them are open. */
(function () {
  "use strict";

  const { on, $$ } = window.zhijiao;

  function show(body, button, open) {
    button.setAttribute("aria-expanded", open);
    $$("tr:not(.grp)", body).forEach((row) => { row.hidden = !open; });
  }

  on("table[data-fold] > tbody", (body) => {
    const head = body.querySelector(".grp > th");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.append(...head.childNodes);
    head.append(button);
    show(body, button, !("folded" in body.dataset));
    button.addEventListener("click", () => show(body, button, button.getAttribute("aria-expanded") !== "true"));
  });
})();
