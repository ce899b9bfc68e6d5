/* Cells of the list edited in place: double click, F2 or Enter opens a box; Enter saves and goes down, Tab to the next
   cell, Esc leaves the cell as it was. What is wrong stands below the box, and nothing typed is lost. */
(function () {
  "use strict";

  const { on, toast, session } = zhijiao;
  const FAILED = {
    401: "登录已失效，没有保存。请重新登录后再试。", 403: "没有权限，或隐私数据已锁定，没有保存。",
    404: "这条记录已被删除，或不在您可以修改的范围内，请刷新列表。", 413: "内容太长，没有保存。",
  };
  const OFFLINE = "网络不通，没有保存，内容还在。网络恢复后请再按回车。";
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  function make(tag, text, css) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (css) element.className = css;
    return element;
  }

  function cells(table) {
    let open = null;
    const all = () => Array.from(table.querySelectorAll("[data-edit]"));
    const live = make("p", "", "visually-hidden");
    const options = make("datalist");
    live.setAttribute("role", "status");
    options.id = "cell-options";
    table.parentElement.after(live, options);

    /* One cell of the table stands in the order of Tab; arrows move among the others. */
    function rove(cell, focus) {
      all().forEach((other) => { other.tabIndex = -1; });
      cell.tabIndex = 0;
      cell.setAttribute("aria-describedby", "cell-hint");
      if (!focus) return;
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    function beside(cell, down, across) {
      const row = cell.closest("tr");
      if (across) {
        const line = all();
        return line[line.indexOf(cell) + across];
      }
      const rows = Array.from(row.parentElement.rows);
      const next = rows[rows.indexOf(row) + down];
      return next && next.querySelector('[data-edit="' + cell.dataset.edit + '"]');
    }

    function address(cell) {
      const path = table.dataset.cells.replace("987654321", cell.closest("tr").dataset.id).replace("NAME", cell.dataset.edit);
      return table.dataset.query ? path + "?" + table.dataset.query : path;
    }

    function begin(cell) {
      if (open || cell.dataset.busy) return;
      cell.dataset.busy = "1";
      fetch(address(cell), { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then((answer) => { if (!answer.ok || answer.redirected) throw new Error(FAILED[answer.status] || FAILED[401]); return answer.json(); })
        .then((told) => show(cell, told))
        .catch((error) => toast(error instanceof TypeError ? "网络不通，没有打开。请检查网络后重试。" : error.message, "bad"))
        .finally(() => { delete cell.dataset.busy; });
    }

    function show(cell, told) {
      if (open) return;
      const box = boxFor(told);
      const name = cell.closest("tr").querySelector(".main").textContent.trim();
      box.setAttribute("aria-label", name + " 的" + told.label + (told.required ? "，必填" : ""));
      if (told.note) box.title = told.note;
      open = { cell, told, box, was: Array.from(cell.childNodes), saving: false, said: null };
      cell.classList.add("is-editing");
      cell.replaceChildren(box);
      box.focus();
      if (box.select) box.select();
      box.addEventListener("keydown", keydown);
      box.addEventListener("blur", () => setTimeout(left, 0));
      if (told.options) box.addEventListener("input", () => offer(told.options, box.value));
      if (told.options) offer(told.options, "");
    }

    function boxFor(told) {
      if (told.choices.length) return selectFor(told);
      const box = make(told.long ? "textarea" : "input", "", "form-control");
      box.value = told.value;
      box.autocomplete = "off";
      if (told.long) box.rows = 3; else box.type = "text";
      if (told.options) box.setAttribute("list", options.id);
      return box;
    }

    function selectFor(told) {
      const box = make("select", "", "form-select");
      [["", "请选择"], ...told.choices].forEach(([value, text]) => box.add(new Option(text, value)));
      box.value = told.value;
      return box;
    }

    let asked = 0;
    function offer(url, text) {
      asked += 1;
      const mine = asked;
      fetch(url + (url.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text), { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then((answer) => answer.json())
        .then((found) => {
          if (mine !== asked || !open) return;
          options.replaceChildren(...found.results.slice(0, 30).map((each) => {
            const option = make("option");
            option.value = open.told.byKey ? each.value : each.text;
            option.label = each.text + (each.hint ? " " + each.hint : "");
            return option;
          }));
        }).catch(() => options.replaceChildren());
    }

    const changed = () => open.box.value !== open.told.value;

    function close(focus) {
      const { cell, was } = open;
      open = null;
      cell.classList.remove("is-editing");
      cell.replaceChildren(...was);
      rove(cell, focus);
      return cell;
    }

    function keydown(event) {
      if (event.isComposing || !open) return;
      if (open.saving) { event.preventDefault(); return; }
      const across = event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0;
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(true); }
      else if (across || (event.key === "Enter" && !event.shiftKey)) {
        const next = beside(open.cell, across ? 0 : 1, across);
        if (across && !next) return;
        event.preventDefault();
        event.stopPropagation();
        leave(next, Boolean(across));
      }
    }

    /* Save what was changed, then go on to the next cell; Tab opens it at once. */
    function leave(next, opening) {
      const to = next && { id: next.closest("tr").dataset.id, name: next.dataset.edit };
      const go = (from) => {
        const target = to && table.querySelector('tr[data-id="' + to.id + '"] [data-edit="' + to.name + '"]');
        rove(target || from, true);
        if (target && opening) begin(target);
      };
      if (changed()) save(go); else go(close(false));
    }

    function left() {
      if (open && !open.saving && !open.said && !open.cell.contains(document.activeElement)) {
        if (changed()) save(() => {}); else close(false);
      }
    }

    function save(then) {
      if (open.saving) return;
      const { cell, box, told } = open;
      const row = cell.closest("tr");
      open.saving = true;
      box.setAttribute("aria-busy", "true");
      session.ready().then(() => send(cell, { value: box.value, version: told.version, number: row.dataset.number }))
        .then((answer) => answered(answer, row, then))
        .catch((error) => blame([error instanceof TypeError ? OFFLINE : error.message]))
        .finally(() => { box.removeAttribute("aria-busy"); if (open && open.box === box) open.saving = false; });
    }

    function send(cell, values) {
      return fetch(address(cell), {
        method: "POST", credentials: "same-origin", body: new URLSearchParams(values),
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
    }

    function answered(answer, row, then) {
      if (answer.redirected || ![200, 400, 409, 422].includes(answer.status)) {
        throw new Error(FAILED[answer.redirected ? 401 : answer.status] || "系统出错了，没有保存，请稍后重试。");
      }
      return answer.json().then((told) => {
        if (answer.status === 200) saved(row, told, then);
        else if (answer.status === 422) refused(told);
        else if (answer.status === 409) conflicted(row, told);
        else blame([told.text]);
      });
    }

    function saved(row, told, then) {
      const { edit } = open.cell.dataset;
      open = null;
      const fresh = redraw(row, told.row).querySelector('[data-edit="' + edit + '"]');
      if (!fresh) return;
      fresh.classList.add("was-saved");
      setTimeout(() => fresh.classList.remove("was-saved"), 2000);
      live.textContent = told.text;
      rove(fresh, false);
      then(fresh);
    }

    /* The row as the server draws it, in the place of the old one, ticked if that was. */
    function redraw(row, markup) {
      const fresh = document.importNode(new DOMParser().parseFromString(markup, "text/html").querySelector("tr"), true);
      const ticked = row.querySelector(".tick input");
      row.replaceWith(fresh);
      const box = fresh.querySelector(".tick input");
      if (box && ticked) box.checked = ticked.checked;
      if (window.htmx) htmx.process(fresh);
      return fresh;
    }

    function blame(lines, ...more) {
      if (!open) { toast(lines.join(" "), "bad"); return; }
      if (open.said) open.said.remove();
      const said = make("div", "", "cell-said is-bad");
      said.id = "cell-said";
      said.setAttribute("role", "alert");
      said.append(...lines.map((line) => make("div", line)), ...more);
      open.said = said;
      open.cell.append(said);
      open.box.setAttribute("aria-invalid", "true");
      open.box.setAttribute("aria-describedby", said.id);
      open.box.focus();
    }

    function button(text, fn) {
      const element = make("button", text, "btn btn-plain btn-sm");
      element.type = "button";
      element.addEventListener("click", fn);
      element.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(true); } });
      return element;
    }

    /* What cannot be mended in one cell is mended on the record's page, which opens with what was typed. */
    function refused(told) {
      const others = told.others.length ? ["还与其他项目有关：", ...told.others] : [];
      blame([...told.own, ...others], button("到编辑页修改", openPage));
    }

    function openPage() {
      const form = make("form"), { cell, box, told } = open;
      form.method = "post";
      form.action = address(cell);
      Object.entries({ csrfmiddlewaretoken: token(), open: "1", value: box.value, version: told.version }).forEach(([name, value]) => {
        const input = make("input");
        Object.assign(input, { type: "hidden", name, value });
        form.append(input);
      });
      document.body.append(form);
      open = null;
      form.submit();
    }

    function conflicted(row, told) {
      const who = told.who + (told.at ? " 于 " + told.at : "");
      const theirs = () => {
        const { edit } = open.cell.dataset;
        open = null;
        rove(redraw(row, told.row).querySelector('[data-edit="' + edit + '"]'), true);
      };
      const mine = () => { open.told.version = told.version; save((cell) => rove(cell, true)); };
      blame([who + " 刚刚改过这条记录，这一项现在是“" + (told.theirs || "空") + "”。没有保存您的修改。"],
        button("采用对方的", theirs), button("保留我的", mine));
    }

    const ARROWS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    table.addEventListener("keydown", (event) => {
      const cell = event.target;
      if (open || !cell.matches("[data-edit]") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "F2" || event.key === "Enter") { event.preventDefault(); begin(cell); }
      const step = ARROWS[event.key], next = step && beside(cell, ...step);
      if (step) event.preventDefault();
      if (next) rove(next, true);
    });
    table.addEventListener("dblclick", (event) => {
      const cell = event.target.closest("[data-edit]");
      if (cell && !event.target.closest("a, button, input, select, textarea")) begin(cell);
    });
    table.addEventListener("focusin", (event) => {
      if (!open && event.target.matches("[data-edit]")) rove(event.target, false);
    });
    window.addEventListener("beforeunload", (event) => { if (open && changed()) { event.preventDefault(); event.returnValue = ""; } });
    const first = all().find((cell) => cell === document.activeElement) || all()[0];
    if (first) rove(first, false);
  }

  on("table[data-cells]", cells);
})();
