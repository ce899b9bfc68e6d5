/* The list of a form: columns that stay in sight, shadows where something is hidden, the order of columns, the query
   bar folded on a phone. */
(function () {
  "use strict";

  const { on } = zhijiao;
  const MOST_OF_WIDTH = 0.6;

  /* Where each fixed column begins follows from the widths of those before it. */
  on("[data-list]", (wrap) => {
    const heads = () => Array.from(wrap.querySelectorAll("thead .pin-l"));

    function pin() {
      let left = 0;
      const fixed = heads();
      fixed.forEach((head) => {
        const number = /pin-l(\d)/.exec(head.className)[1];
        if (number !== "0") wrap.style.setProperty("--pin-" + number, left + "px");
        left += head.offsetWidth;
      });
      const right = wrap.querySelector("thead .pin-r");
      const taken = left + (right ? right.offsetWidth : 0);
      wrap.toggleAttribute("data-pins", fixed.length > 0 && taken < wrap.clientWidth * MOST_OF_WIDTH);
      shade();
    }

    function shade() {
      wrap.toggleAttribute("data-left", wrap.scrollLeft > 1);
      wrap.toggleAttribute("data-right", wrap.scrollLeft + wrap.clientWidth < wrap.scrollWidth - 1);
    }

    wrap.addEventListener("scroll", shade, { passive: true });
    /* A cell that is being edited makes its column wider and others narrower, and the table stays as it is. */
    const sizes = new ResizeObserver(pin);
    [wrap, wrap.querySelector("table"), ...heads()].forEach((each) => sizes.observe(each));
    pin();
  });

  on("[data-fold]", (button) => button.addEventListener("click", () => {
    const open = document.querySelector(button.dataset.fold).classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  }));

  /* The order of the columns is the order of the boxes that are posted. */
  on("[data-order]", (list) => {
    const said = list.parentElement.querySelector("[data-moved]");

    function move(button) {
      const item = button.closest("li"), up = button.dataset.move === "-1";
      const other = up ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (up) other.before(item); else other.after(item);
      const place = Array.from(list.children).indexOf(item) + 1;
      said.textContent = item.querySelector("label").textContent + " 已移到第 " + place + " 位";
      button.focus();
    }

    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) move(button);
    });
  });
})();
