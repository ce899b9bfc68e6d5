/* The permission tree of a role. The page works without this file: every box that counts has a name and is posted.
   Here come the three states, the boxes of headings (which post nothing), what a module's box covers, folding, finding. */
(function () {
  "use strict";

  const { on, $$ } = window.zhijiao;

  on("table[data-perm], table[data-perm-read]", (table) => {
    const rows = $$("tbody tr", table);
    const below = new Map(rows.map((row) => [row.dataset.id, []]));
    rows.forEach((row) => { if (below.has(row.dataset.parent)) below.get(row.dataset.parent).push(row); });
    const children = (row) => below.get(row.dataset.id);
    fold(table, rows, children);
    if (table.hasAttribute("data-perm")) tick(table, rows, children);
  });

  /* ---- ticking ---- */

  function tick(table, rows, children) {
    const places = table.tHead.rows[0].cells.length - 1;
    const box = (row, place) => row.cells[place + 1].querySelector("input");
    const grants = (row) => row.dataset.kind === "module" || row.dataset.kind === "all";
    const own = new WeakMap();

    rows.forEach((row) => {
      if (row.dataset.kind === "heading") addBoxes(row, places, descendants(row, children));
      for (let place = 0; place < places; place += 1) {
        const one = box(row, place);
        if (one && one.name) own.set(one, one.checked && !one.hasAttribute("data-covered"));
      }
    });

    /* Show one line of a column: ticked by itself, covered from above, or partly by what stands below. */
    function draw(row, place, covered) {
      const one = box(row, place);
      const ticked = Boolean(one && own.get(one));
      const under = children(row).map((child) => draw(child, place, covered || (ticked && grants(row)))).filter(Boolean);
      if (!one) return merge(under);
      const state = under.length ? merge(under) : "none";
      const full = covered || ticked || (!one.name && state === "all");
      one.checked = full;
      one.indeterminate = !full && state !== "none";
      one.disabled = covered;
      return full ? "all" : one.indeterminate ? "some" : "none";
    }

    function merge(states) {
      if (!states.length) return "";
      if (states.every((state) => state === "all")) return "all";
      return states.every((state) => state === "none") ? "none" : "some";
    }

    function set(row, place, ticked) {
      const one = box(row, place);
      if (one && one.name) own.set(one, ticked);
      if (!one || !one.name) children(row).forEach((child) => set(child, place, ticked));
    }

    function drawAll() {
      for (let place = 0; place < places; place += 1) draw(rows[0], place, false);
      count();
    }

    function count() {
      const leaf = (row) => row.dataset.kind === "form";
      const ticked = (row) => $$("input", row).filter((one) => one.checked).length;
      const all = rows.filter(leaf).map(ticked);
      document.querySelector("[data-perm-forms]").textContent = all.filter(Boolean).length;
      document.querySelector("[data-perm-rights]").textContent = all.reduce((sum, number) => sum + number, 0);
      rows.filter((row) => row.dataset.kind === "module").forEach((row) => {
        const mine = descendants(row, children).filter(leaf);
        const place = row.querySelector("[data-perm-count]");
        if (place) place.textContent = mine.filter(ticked).length + " / " + mine.length + " 张";
      });
    }

    table.addEventListener("change", (event) => {
      const row = event.target.closest("tr");
      const place = event.target.closest("td").cellIndex - 1;
      set(row, place, event.target.checked);
      if (event.target.checked && place > 0 && table.querySelector('[value="*:view"]')) set(row, 0, true);
      drawAll();
    });
    /* A covered box says nothing of its own; the box above it is posted. */
    drawAll();
  }

  function addBoxes(row, places, under) {
    const label = row.querySelector(".lbl").textContent;
    for (let place = 0; place < places; place += 1) {
      if (!under.some((other) => other.cells[place + 1].querySelector("input"))) continue;
      const name = row.closest("table").tHead.rows[0].cells[place + 1].textContent;
      const one = document.createElement("input");
      one.type = "checkbox";
      one.className = "form-check-input";
      one.setAttribute("aria-label", label + " 下的表单 " + name);
      row.cells[place + 1].append(one);
    }
  }

  function descendants(row, children) {
    return children(row).flatMap((child) => [child].concat(descendants(child, children)));
  }

  /* ---- folding and finding ---- */

  function fold(table, rows, children) {
    const button = (row) => row.querySelector(".tw");
    const open = (row) => button(row).getAttribute("aria-expanded") === "true";
    const folds = rows.filter((row) => row.dataset.kind !== "all" && children(row).length);

    function show(row, shown) {
      children(row).forEach((child) => {
        child.hidden = !shown;
        show(child, shown && (!children(child).length || open(child)));
      });
    }
    function turn(row, opened) {
      button(row).setAttribute("aria-expanded", opened);
      show(row, opened);
    }

    rows.forEach((row) => { if (!folds.includes(row)) button(row).replaceWith(gap()); });
    folds.forEach((row) => {
      button(row).hidden = false;
      button(row).addEventListener("click", () => turn(row, !open(row)));
    });
    const used = (row) => descendants(row, children).some((child) => child.querySelector("input:checked, [data-has]"));
    folds.filter((row) => row.dataset.kind === "module" && !used(row)).forEach((row) => turn(row, false));
    document.querySelectorAll("[data-perm-tools]").forEach((tools) => { tools.hidden = false; });
    document.querySelectorAll("[data-perm-fold]").forEach((one) => {
      one.addEventListener("click", () => folds.forEach((row) => turn(row, one.dataset.permFold === "open")));
    });

    const find = document.querySelector("[data-perm-find]");
    find.addEventListener("input", () => {
      const wanted = find.value.trim();
      /* The line of everything folds nothing, so that its modules come back only here. */
      if (!wanted) { rows.forEach((row) => { row.hidden = false; }); folds.forEach((row) => turn(row, true)); return; }
      const fits = (row) => row.querySelector(".lbl").textContent.includes(wanted);
      rows.forEach((row) => { row.hidden = !fits(row) && !descendants(row, children).some(fits); });
      rows.filter(fits).forEach((row) => descendants(row, children).forEach((child) => { child.hidden = false; }));
    });
    find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }

  function gap() {
    const element = document.createElement("span");
    element.className = "tw-gap";
    return element;
  }
})();
