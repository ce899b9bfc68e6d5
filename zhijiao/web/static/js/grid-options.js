/* Candidates for the cell that is being typed in: asked from the server, listed below the box, picked by keyboard. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  zhijiao.grid.options = function (grid) {
    const { make, say } = zhijiao.grid;
    const list = make("ul", "", "grid-options");
    let options = [], picked = -1, asked = 0, waiting = 0;
    list.id = "grid-options";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "候选");
    list.hidden = true;

    function ask(text) {
      asked += 1;
      const mine = asked;
      const address = grid.column().options;
      fetch(address + (address.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text), {
        headers: { Accept: "application/json" }, credentials: "same-origin",
      }).then((answer) => answer.json()).then((found) => {
        if (mine === asked && grid.mode !== "nav") offer(found.results, found.empty);
      }).catch(() => closeOptions());
    }

    function askSoon() {
      clearTimeout(waiting);
      if (grid.column().options) waiting = setTimeout(() => { if (grid.mode !== "nav") ask(grid.box.value); }, 200);
    }

    function offer(results, empty) {
      options = results;
      picked = -1;
      list.replaceChildren();
      results.forEach((option, i) => {
        const item = make("li", option.text, "option");
        item.id = "grid-option-" + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        if (option.hint) item.append(make("span", option.hint, "opt-hint"));
        list.append(item);
      });
      if (!results.length) { closeOptions(); if (empty) say(empty.text); return; }
      list.hidden = false;
      grid.box.setAttribute("aria-expanded", "true");
      grid.calm();
      grid.beside(list);
    }

    /* An answer that is still under way counts no more. */
    function closeOptions() {
      asked += 1;
      if (list.hidden) return;
      list.hidden = true;
      grid.box.removeAttribute("aria-activedescendant");
      if (grid.box.hasAttribute("aria-expanded")) grid.box.setAttribute("aria-expanded", "false");
      if (grid.at) grid.warn();
    }

    function point(i) {
      picked = (i + options.length) % options.length;
      Array.from(list.children).forEach((item, place) => {
        item.classList.toggle("active", place === picked);
        item.setAttribute("aria-selected", String(place === picked));
      });
      list.children[picked].scrollIntoView({ block: "nearest" });
      grid.box.setAttribute("aria-activedescendant", "grid-option-" + picked);
    }

    function take(i) {
      grid.box.value = grid.column().byKey ? options[i].value : options[i].text;
      if (grid.mode === "nav") grid.setMode("edit");
      grid.commit();
      grid.refresh();
      grid.box.select();
    }

    function inList(event) {
      if (event.key === "ArrowDown") { point(picked + 1); return true; }
      if (event.key === "ArrowUp") { point(picked < 0 ? options.length - 1 : picked - 1); return true; }
      if (event.key === "Escape") { closeOptions(); return true; }
      if ((event.key === "Enter" || event.key === "Tab") && picked >= 0) {
        take(picked);
        if (event.key === "Enter") grid.step([1, 0]); else grid.tab(event.shiftKey);
        return true;
      }
      return false;
    }

    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) take(Array.prototype.indexOf.call(list.children, item));
    });

    return { list, ask, askSoon, closeOptions, inList };
  };
})();
