/* Grid entry. The table stands in the page; one real box (so that input methods work) wanders from cell to cell.
   nav: the box shows the cell's text, all selected; enter: typing has replaced it; edit: the caret moves inside it. */
(function () {
  "use strict";
  const table = document.getElementById("grid");
  if (!table) return;

  const body = table.tBodies[0];
  const wrap = table.parentElement;
  const most = Number(table.dataset.most);
  const canAdd = "canAdd" in table.dataset;
  const columns = Array.from(table.tHead.rows[0].cells).slice(1).map((th, index) => ({
    index, th, name: th.dataset.name, label: th.dataset.label, note: th.dataset.note || "",
    required: "required" in th.dataset, secret: "private" in th.dataset, long: "long" in th.dataset,
    options: th.dataset.options || "", byKey: "byKey" in th.dataset, right: th.classList.contains("r"),
  }));
  const rows = [];
  const steps = [];
  let shown = columns.map((column) => column.index);
  let at = null, anchor = null, mode = "nav", leaving = false, saving = false;

  const find = (selector) => document.querySelector(selector);
  const make = (tag, text, cls) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  };

  /* ---- rows and cells ---- */

  function adopt(tr) {
    const cells = Array.from(tr.cells).slice(1);
    const read = (td) => (td.firstChild && td.firstChild.nodeType === 3 ? td.firstChild.data : "");
    const texts = cells.map(read);
    const row = {
      tr, cells, id: Number(tr.dataset.id) || null, version: Number(tr.dataset.version) || null,
      base: texts, text: texts.slice(), problems: new Map(),
    };
    rows.push(row);
    return row;
  }

  function addRow() {
    const tr = body.insertRow();
    const head = make("th", String(rows.length + 1), "no");
    head.scope = "row";
    tr.append(head);
    columns.forEach((column) => {
      const td = tr.insertCell();
      td.hidden = !shown.includes(column.index);
      td.classList.toggle("r", column.right);
    });
    return adopt(tr);
  }

  const isDirty = (row, c) => row.text[c] !== row.base[c];
  const dirtyColumns = (row) => columns.filter((column) => isDirty(row, column.index));
  const dirtyRows = () => rows.filter((row) => dirtyColumns(row).length);
  const isBlank = (row) => !row.id && row.text.every((text) => !text);
  const numberOf = (row) => rows.indexOf(row) + 1;

  /* The text stands first in its cell, then what a reference is called, then perhaps the box, which must not lose the focus. */
  function draw(row, c, hint) {
    const td = row.cells[c];
    if (!td.firstChild || td.firstChild.nodeType !== 3) td.prepend(document.createTextNode(""));
    td.firstChild.data = row.text[c];
    if (td.childElementCount) td.querySelectorAll(".gh").forEach((old) => old.remove());
    if (hint) td.firstChild.after(make("span", hint, "gh"));
    const problem = row.problems.get(c);
    td.classList.toggle("dirty", isDirty(row, c));
    td.classList.toggle("cell-bad", Boolean(problem));
    if (problem) { td.title = problem; td.setAttribute("aria-invalid", "true"); return; }
    td.removeAttribute("title");
    td.removeAttribute("aria-invalid");
  }

  function put(row, c, text) {
    row.text[c] = text;
    row.problems.delete(c);
    draw(row, c);
  }

  /* Put many cells, then mark their rows once. */
  function putAll(cells) {
    cells.forEach(([row, c, text]) => put(row, c, text));
    new Set(cells.map(([row]) => row)).forEach(markRow);
  }

  function markRow(row) {
    const count = dirtyColumns(row).length;
    row.tr.classList.toggle("is-dirty", count > 0);
    const head = row.tr.cells[0];
    head.replaceChildren(head.firstChild);
    if (count) head.append(make("span", row.id ? "已修改" : "新记录", "visually-hidden"));
  }

  /* Change cells as one step that Ctrl+Z takes back. */
  function change(changes) {
    const step = changes.map(([row, c, text]) => [row, c, row.text[c], text.replace(/\r\n?/g, "\n")])
      .filter(([, , before, after]) => before !== after);
    if (!step.length) return 0;
    putAll(step.map(([row, c, , after]) => [row, c, after]));
    steps.push(step);
    touched();
    return step.length;
  }

  function undo() {
    const step = steps.pop();
    if (!step) return;
    putAll(step.slice().reverse());
    const [row, c] = step[0];
    touched();
    go(rows.indexOf(row), shown.includes(c) ? c : shown[0]);
  }

  function touched() {
    const dirty = dirtyRows();
    const cells = dirty.reduce((sum, row) => sum + dirtyColumns(row).length, 0);
    find("[data-grid-count]").textContent = dirty.length ? "已改动 " + dirty.length + " 行 " + cells + " 处，尚未保存" : "没有改动";
    button("save").disabled = saving || !dirty.length;
    button("reset").disabled = saving || !dirty.length;
    button("undo").disabled = !steps.length;
    draftLater(2000);
  }

  const button = (name) => find('[data-grid="' + name + '"]');
  const say = (text) => { find("[data-grid-state]").textContent = text; };

  /* ---- the box ---- */

  const line = make("input", "", "cell-box");
  const lines = make("textarea", "", "cell-box");
  const list = make("ul", "", "grid-options");
  const bubble = make("div", "", "grid-bubble");
  let box = line, moving = false, options = [], picked = -1, asked = 0;
  line.type = "text";
  list.id = "grid-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "候选");
  list.hidden = true;
  bubble.id = "grid-bubble";
  bubble.hidden = true;
  [line, lines].forEach((element) => { element.autocomplete = "off"; element.spellcheck = false; });

  const row = () => rows[at.r];
  const column = () => columns[at.c];

  function setMode(next) {
    mode = next;
    box.classList.toggle("nav", next === "nav");
    box.setAttribute("aria-describedby", next === "nav" ? "grid-bubble" : "grid-bubble grid-note");
  }

  function seat(focus) {
    const cell = row().cells[at.c];
    const next = column().long ? lines : line;
    moving = true;
    if (box.parentElement) { box.parentElement.classList.remove("at"); box.remove(); }
    box = next;
    cell.append(box);
    cell.classList.add("at");
    moving = false;
    refresh();
    if (focus) { box.focus({ preventScroll: true }); box.select(); cell.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    warn();
  }

  function refresh() {
    box.value = row().text[at.c];
    setMode("nav");
    box.setAttribute("aria-label", column().label + "，第 " + (at.r + 1) + " 行" + (column().required ? "，必填" : "") +
      (isDirty(row(), at.c) ? "，已修改" : ""));
    box.setAttribute("aria-invalid", String(row().problems.has(at.c)));
    const combo = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "grid-options" };
    Object.entries(combo).forEach(([name, value]) => {
      if (column().options && box === line) box.setAttribute(name, value); else box.removeAttribute(name);
    });
    explain();
  }

  function explain() {
    const note = find("#grid-note");
    note.replaceChildren(make("b", column().label), " " + (column().note || "没有特别说明。"));
  }

  /* What is wrong with the cell, right below it. */
  function warn() {
    const problem = row().problems.get(at.c);
    bubble.hidden = !problem;
    bubble.textContent = problem || "";
    if (problem) beside(bubble);
  }

  function beside(element) {
    const cell = row().cells[at.c].getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    element.style.left = Math.max(8, Math.min(cell.left, width - element.offsetWidth - 8)) + "px";
    const below = cell.bottom + 2;
    const fits = below + element.offsetHeight < document.documentElement.clientHeight - 60;
    element.style.top = (fits ? below : Math.max(4, cell.top - element.offsetHeight - 2)) + "px";
  }

  function go(r, c, extend) {
    if (at) commit();
    if (r >= rows.length && canAdd && rows.filter(isBlank).length < most) addRow();
    at = { r: Math.min(Math.max(r, 0), rows.length - 1), c };
    if (!extend) anchor = at;
    paint();
    seat(true);
  }

  function commit() {
    close();
    if (mode === "nav" || !at) return;
    const target = row(), c = at.c, text = box.value;
    setMode("nav");
    change([[target, c, text.trim() === "" ? "" : text]]);
  }

  /* ---- selection ---- */

  let painted = [];
  function block() {
    const places = [shown.indexOf(anchor.c), shown.indexOf(at.c)];
    return {
      top: Math.min(anchor.r, at.r), bottom: Math.max(anchor.r, at.r),
      columns: shown.slice(Math.min(...places), Math.max(...places) + 1),
    };
  }
  function paint() {
    painted.forEach((td) => { td.classList.remove("sel"); td.removeAttribute("aria-selected"); });
    painted = [];
    const area = block();
    if (area.top === area.bottom && area.columns.length === 1) return;
    for (let r = area.top; r <= area.bottom; r += 1) {
      area.columns.forEach((c) => painted.push(rows[r].cells[c]));
    }
    painted.forEach((td) => { td.classList.add("sel"); td.setAttribute("aria-selected", "true"); });
  }

  function step(rowsDown, columnsRight, extend) {
    const place = Math.min(Math.max(shown.indexOf(at.c) + columnsRight, 0), shown.length - 1);
    const r = extend || rowsDown < 0 ? Math.min(Math.max(at.r + rowsDown, 0), rows.length - 1) : at.r + rowsDown;
    go(r, shown[place], extend);
  }

  /* Tab goes on in the next row; at either end of the grid, or after Esc, it leaves. */
  function tab(back) {
    const place = shown.indexOf(at.c) + (back ? -1 : 1);
    if (leaving) return false;
    if (place >= 0 && place < shown.length) { go(at.r, shown[place]); return true; }
    const r = at.r + (back ? -1 : 1);
    if (r < 0 || r >= rows.length) { commit(); return false; }
    go(r, shown[back ? shown.length - 1 : 0]);
    return true;
  }

  /* ---- keys ---- */

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function keydown(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const control = event.ctrlKey || event.metaKey;
    const used = (control && shortcut(event)) || (!list.hidden && inList(event)) ||
      (mode === "nav" ? inNav(event, control) : inBox(event));
    leaving = event.key === "Escape" && mode === "nav" ? leaving : event.key === "Shift" && leaving;
    if (used) { event.preventDefault(); event.stopPropagation(); }
  }

  function shortcut(event) {
    const key = event.key.toLowerCase();
    if (key === "d") { commit(); fillDown(); return true; }
    if (key === "z" && mode === "nav") { undo(); return true; }
    return false;
  }

  function inNav(event, control) {
    const { key, shiftKey } = event;
    if (event.altKey) {
      if (key === "ArrowDown" && column().options) { setMode("edit"); ask(""); return true; }
      return false;
    }
    if (ARROWS[key]) {
      const far = control ? Math.max(rows.length, columns.length) : 1;
      const [down, right] = ARROWS[key].map((way) => way * far);
      step(control && down > 0 ? rows.length - 1 - at.r : down, right, shiftKey);
      return true;
    }
    if (key === "Enter") { step(shiftKey ? -1 : 1, 0); return true; }
    if (key === "Tab") return tab(shiftKey);
    if (key === "F2") { edit(); return true; }
    if (key === "Delete" || key === "Backspace") { clear(); return true; }
    if (key === "Escape") { leaving = true; say("再按 Tab 离开表格"); return true; }
    if (key === "Home" || key === "End") {
      go(control ? (key === "Home" ? 0 : rows.length - 1) : at.r, shown[key === "Home" ? 0 : shown.length - 1], shiftKey);
      return true;
    }
    if (key === "PageDown" || key === "PageUp") {
      go(Math.min(Math.max(at.r + (key === "PageDown" ? 10 : -10), 0), rows.length - 1), at.c, shiftKey);
      return true;
    }
    return false;
  }

  function inBox(event) {
    const { key } = event;
    if (key === "Enter" && (event.altKey || event.shiftKey) && box === lines) {
      box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
      return true;
    }
    if (key === "Enter") { step(event.shiftKey ? -1 : 1, 0); return true; }
    if (key === "Tab") return tab(event.shiftKey);
    if (key === "Escape") { refresh(); box.select(); return true; }
    if (key === "ArrowDown" && event.altKey && column().options) { ask(""); return true; }
    if (mode === "enter" && ARROWS[key] && !event.shiftKey) { step(...ARROWS[key]); return true; }
    return false;
  }

  function edit() {
    setMode("edit");
    if (column().secret) box.select(); else box.setSelectionRange(box.value.length, box.value.length);
  }

  function clear() {
    const area = block();
    const changes = [];
    for (let r = area.top; r <= area.bottom; r += 1) area.columns.forEach((c) => changes.push([rows[r], c, ""]));
    change(changes);
    seat(true);
  }

  /* The first row of the selection fills the others; a single cell takes what stands above it. */
  function fillDown() {
    const area = block();
    const single = area.top === area.bottom;
    const from = single ? area.top - 1 : area.top;
    if (from < 0) { say("第一行上面没有可取的内容"); return; }
    const changes = [];
    for (let r = single ? area.top : from + 1; r <= area.bottom; r += 1) {
      area.columns.forEach((c) => { if (!columns[c].secret) changes.push([rows[r], c, rows[from].text[c]]); });
    }
    const count = change(changes);
    seat(true);
    say(area.columns.every((c) => columns[c].secret) ? "隐私项不能填充，请逐行填写" : "已填充 " + count + " 格");
  }

  /* ---- clipboard ---- */

  function quoted(text) {
    return /[\t\n"]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function copied() {
    const area = block();
    const out = [];
    for (let r = area.top; r <= area.bottom; r += 1) out.push(area.columns.map((c) => quoted(rows[r].text[c])).join("\t"));
    return out.join("\r\n");
  }

  /* Text of a spreadsheet: tabs and line ends, a cell that holds either stands in quotes. */
  function parse(text) {
    const found = [[]];
    const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
    for (;;) {
      const match = pattern.exec(text);
      found[found.length - 1].push(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"'));
      if (match[3] === "") break;
      if (match[3] !== "\t") found.push([]);
    }
    const last = found[found.length - 1];
    if (found.length > 1 && last.length === 1 && last[0] === "") found.pop();
    return found;
  }

  function headed(first) {
    const names = first.map((text) => text.replace(/^[*＊\s]+|[*＊\s]+$/g, ""));
    const found = names.map((name) => columns.find((item) => item.label === name));
    return names.length > 1 && found.every(Boolean) ? found.map((item) => item.index) : null;
  }

  function pasteBlock(text) {
    let cells = parse(text);
    const byHead = cells.length > 1 ? headed(cells[0]) : null;
    if (byHead) cells = cells.slice(1);
    const area = block();
    const start = shown.indexOf(area.columns[0]);
    const one = cells.length === 1 && cells[0].length === 1;
    const height = one ? area.bottom - area.top + 1 : cells.length;
    const width = byHead ? byHead.length : one ? area.columns.length : Math.max(...cells.map((row) => row.length));
    const targets = byHead || shown.slice(start, start + width);
    while (rows.length < area.top + height && canAdd && rows.filter((row) => !row.id).length < most) addRow();
    const changes = [];
    for (let r = 0; r < height && rows[area.top + r]; r += 1) {
      targets.forEach((c, i) => {
        const cell = one ? cells[0][0] : cells[r][i];
        if (cell !== undefined) changes.push([rows[area.top + r], c, cell.trim() === "" ? "" : cell]);
      });
    }
    change(changes);
    const pasted = Math.min(height, rows.length - area.top);
    go(area.top, targets[0]);
    anchor = { r: area.top + pasted - 1, c: targets[targets.length - 1] };
    if (shown.includes(anchor.c)) paint(); else anchor = at;
    report(height - pasted, width - targets.length, pasted, Boolean(byHead));
  }

  /* Nothing is left out in silence. */
  function report(rowsLeft, columnsLeft, pasted, byHead) {
    const left = [];
    if (rowsLeft > 0) left.push("最后 " + rowsLeft + " 行" + (canAdd ? "（一次最多 " + most + " 行新记录）" : "（没有新增权限）"));
    if (columnsLeft > 0) left.push("右侧 " + columnsLeft + " 列（表格没有这么多列）");
    if (left.length) zhijiao.toast("没有粘贴：" + left.join("、"), "warn");
    say("已粘贴 " + pasted + " 行" + (byHead ? "，按表头对应各列" : ""));
  }

  function onPaste(event) {
    const text = event.clipboardData.getData("text/plain");
    if (mode !== "nav" && !/[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
    if (mode !== "nav" && box === lines) return;
    event.preventDefault();
    if (!text) return;
    commit();
    pasteBlock(text);
  }

  function onCopy(event) {
    if (mode !== "nav") return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied());
    if (event.type === "cut") clear();
  }

  /* ---- candidates ---- */

  function ask(text) {
    const mine = asked += 1;
    const address = column().options;
    fetch(address + (address.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text), {
      headers: { Accept: "application/json" }, credentials: "same-origin",
    }).then((answer) => answer.json()).then((found) => {
      if (mine === asked && mode !== "nav") offer(found.results, found.empty);
    }).catch(() => close());
  }

  let waiting = 0;
  function askSoon() {
    clearTimeout(waiting);
    if (column().options) waiting = setTimeout(() => { if (mode !== "nav") ask(box.value); }, 200);
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
    if (!results.length) { close(); if (empty) say(empty.text); return; }
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    bubble.hidden = true;
    beside(list);
  }

  function close() {
    asked += 1;
    if (list.hidden) return;
    list.hidden = true;
    box.removeAttribute("aria-activedescendant");
    if (box.hasAttribute("aria-expanded")) box.setAttribute("aria-expanded", "false");
    if (at) warn();
  }

  function point(i) {
    picked = (i + options.length) % options.length;
    Array.from(list.children).forEach((item, place) => {
      item.classList.toggle("active", place === picked);
      item.setAttribute("aria-selected", String(place === picked));
    });
    list.children[picked].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", "grid-option-" + picked);
  }

  function take(i) {
    box.value = column().byKey ? options[i].value : options[i].text;
    if (mode === "nav") setMode("edit");
    commit();
    refresh();
    box.select();
  }

  function inList(event) {
    if (event.key === "ArrowDown") { point(picked + 1); return true; }
    if (event.key === "ArrowUp") { point(picked < 0 ? options.length - 1 : picked - 1); return true; }
    if (event.key === "Escape") { close(); return true; }
    if ((event.key === "Enter" || event.key === "Tab") && picked >= 0) {
      take(picked);
      if (event.key === "Enter") step(1, 0); else tab(event.shiftKey);
      return true;
    }
    return false;
  }

  /* ---- saving ---- */

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  let sent = [];

  function touchedCells(row) {
    return Object.fromEntries(dirtyColumns(row).map((item) => [item.name, row.text[item.index]]));
  }

  function save() {
    commit();
    if (saving) return;
    sent = dirtyRows();
    if (!sent.length) { say("没有需要保存的改动"); return; }
    if (sent.length > most) {
      zhijiao.toast("一次最多保存 " + most + " 行，现有 " + sent.length + " 行有改动，请分几次保存，或改用导入。", "bad");
      return;
    }
    saving = true;
    touched();
    say("正在保存…");
    const data = { rows: sent.map((row) => ({ id: row.id, version: row.version, cells: touchedCells(row) })) };
    fetch(table.dataset.save, {
      method: "POST", credentials: "same-origin", body: JSON.stringify(data),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
    }).then(answered).catch(() => failed("网络不通，没有保存。内容已暂存，请稍后再保存。"))
      .finally(() => { saving = false; touched(); });
  }

  const FAILED = {
    401: "登录已失效，没有保存。请在新标签页重新登录后回到本页再保存，内容不会丢失。",
    403: "没有权限，或登录已失效、隐私数据已锁定，没有保存任何一行，内容不会丢失。请在新标签页登录或输入数据密码后再保存，仍不行请联系本单位系统管理员。",
    404: "有的记录不存在或不在您可以修改的范围内，没有保存，请刷新页面。",
    413: "提交的内容太大，没有保存，请分几次保存。",
  };

  function answered(answer) {
    if (answer.redirected) return failed(FAILED[401]);
    if (![200, 400, 409, 422].includes(answer.status)) {
      return failed(FAILED[answer.status] || "系统出错了，没有保存，请稍后重试。");
    }
    return answer.json().then((told) => {
      if (answer.status === 200) return saved(told);
      if (answer.status === 422) return refused(told.problems);
      if (answer.status === 409) return conflicted(told.stale);
      return failed(told.text);
    });
  }

  function failed(text) {
    say(text);
    zhijiao.toast(text, "bad");
  }

  function renew(row, line) {
    row.id = line.id;
    row.version = line.version;
    columns.forEach((item) => {
      row.base[item.index] = row.text[item.index] = line.cells[item.name];
      draw(row, item.index, line.hints[item.name]);
    });
    markRow(row);
  }

  function saved(told) {
    forget();
    sent.forEach((row, i) => { row.problems.clear(); if (told.rows[i]) renew(row, told.rows[i]); });
    steps.length = 0;
    ["#grid-conflicts", "#grid-kept"].forEach((panel) => { if (find(panel)) find(panel).hidden = true; });
    say("");
    zhijiao.toast(told.text, "ok", told.undo ? { url: told.undo } : undefined);
    seat(true);
  }

  /* Problems stand at their cells, and in a list above that leads to them. */
  function refused(found) {
    forget();
    const panel = find("#grid-problems");
    const place = (problem) => columns.findIndex((item) => item.name === problem.column);
    const problems = found.slice().sort((a, b) => a.row - b.row || place(a) - place(b));
    const items = problems.slice(0, 50).map((problem) => {
      const row = sent[problem.row];
      const item = make("li");
      const link = make("button", "第 " + numberOf(row) + " 行 " + problem.label, "btn btn-link p-0");
      link.type = "button";
      const c = place(problem);
      link.addEventListener("click", () => { showAll(); go(rows.indexOf(row), Math.max(c, 0)); });
      item.append(link, "：" + problem.message);
      return item;
    });
    problems.forEach((problem) => {
      const row = sent[problem.row];
      const c = place(problem);
      if (c < 0) return;
      row.problems.set(c, [row.problems.get(c), problem.message].filter(Boolean).join("；"));
      draw(row, c);
    });
    if (problems.length > items.length) items.push(make("li", "另有 " + (problems.length - items.length) + " 处，改好后再次保存会列出。"));
    panel.querySelector("[data-count]").textContent = "有 " + problems.length + " 处需要修改。";
    panel.querySelector("[data-list]").replaceChildren(...items);
    panel.hidden = false;
    say(problems.length + " 处需要修改");
    refresh();
    panel.focus();
  }

  function forget() {
    rows.forEach((row) => {
      if (!row.problems.size) return;
      const places = Array.from(row.problems.keys());
      row.problems.clear();
      places.forEach((c) => draw(row, c));
    });
    find("#grid-problems").hidden = true;
    bubble.hidden = true;
  }

  /* ---- somebody else was faster ---- */

  function conflicted(stale) {
    forget();
    const panel = find("#grid-conflicts");
    panel.querySelector("[data-list]").replaceChildren(...stale.map((one) => conflict(sent[one.row], one)));
    panel.hidden = false;
    say("有记录刚被他人修改，没有保存");
    refresh();
    panel.focus();
  }

  function conflict(row, told) {
    const part = make("div", "", "grid-conflict");
    const who = told.who + (told.at ? " 于 " + told.at : "");
    part.append(make("h3", "第 " + numberOf(row) + " 行 " + row.text.find(Boolean)));
    if (!told.now) return gone(part, row, who);
    const theirs = columns.filter((item) => told.now.cells[item.name] !== row.base[item.index]);
    const mine = new Map(dirtyColumns(row).map((item) => [item.index, row.text[item.index]]));
    renew(row, told.now);
    putAll(Array.from(mine, ([c, text]) => [row, c, text]));
    part.append(make("p", who + " 修改了 " + theirs.length + " 项；您没有改动的项目已采用对方的内容。"));
    const choices = make("ul", "", "plain");
    theirs.filter((item) => mine.has(item.index) && mine.get(item.index) !== told.now.cells[item.name])
      .forEach((item) => choices.append(choice(row, item, told.now.cells[item.name], mine.get(item.index))));
    part.append(choices);
    return part;
  }

  function choice(row, item, theirs, mine) {
    const entry = make("li");
    entry.append(make("b", item.label), "：对方改为“" + (theirs || "空") + "”，您填的是“" + (mine || "空") + "” ");
    const set = (text, other) => (event) => {
      change([[row, item.index, text]]);
      event.target.setAttribute("aria-pressed", "true");
      other().setAttribute("aria-pressed", "false");
      refresh();
    };
    const take = make("button", "采用对方的", "btn btn-plain btn-sm");
    const keep = make("button", "保留我的", "btn btn-plain btn-sm");
    [take, keep].forEach((element) => { element.type = "button"; });
    take.setAttribute("aria-pressed", "false");
    keep.setAttribute("aria-pressed", "true");
    take.addEventListener("click", set(theirs, () => keep));
    keep.addEventListener("click", set(mine, () => take));
    entry.append(take, " ", keep);
    return entry;
  }

  function gone(part, row, who) {
    part.append(make("p", "这条记录已被删除（" + who + "）。"));
    const drop = make("button", "去掉这一行", "btn btn-plain btn-sm");
    drop.type = "button";
    drop.addEventListener("click", () => { emptied(row, ""); part.remove(); });
    part.append(drop, " ");
    if (canAdd) {
      const again = make("button", "作为新记录保存", "btn btn-plain btn-sm");
      again.type = "button";
      again.addEventListener("click", () => { emptied(row, null); part.remove(); });
      part.append(again);
    }
    return part;
  }

  function emptied(row, text) {
    row.id = row.version = null;
    row.base.fill("");
    const kept = (item) => text === null && !(item.secret && row.text[item.index].includes("*"));
    putAll(columns.map((item) => [row, item.index, kept(item) ? row.text[item.index] : ""]));
    touched();
    refresh();
  }

  /* ---- drafts: what is typed survives a closed tab ---- */

  let timer = 0, lastDraft = "";
  function drafted() {
    return JSON.stringify(dirtyRows().map((row) => ({
      id: row.id, version: row.version, cells: touchedCells(row),
      base: Object.fromEntries(dirtyColumns(row).map((item) => [item.name, row.base[item.index]])),
    })));
  }
  function draftForm() {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token());
    data.append("rows", drafted());
    return data;
  }
  function draftLater(wait) {
    clearTimeout(timer);
    timer = setTimeout(keepDraft, wait);
  }
  function keepDraft() {
    const now = drafted();
    if (saving || now === lastDraft) return;
    fetch(table.dataset.draft, { method: "POST", body: draftForm(), credentials: "same-origin" })
      .then((answer) => { if (answer.redirected) throw new Error("login"); return answer.json(); })
      .then((told) => { lastDraft = now; if (told.kept) say(told.kept + " 已自动暂存"); else if (told.message) say(told.message); })
      .catch((error) => {
        say(error.message === "login" ? "登录已失效，请在新标签页重新登录后回到本页继续" : "暂存失败，网络恢复后会自动重试");
        draftLater(8000);
      });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || saving) return;
    commit();
    if (drafted() !== lastDraft && navigator.sendBeacon) { navigator.sendBeacon(table.dataset.draft, draftForm()); lastDraft = drafted(); }
  });
  window.addEventListener("beforeunload", (event) => {
    commit();
    if (dirtyRows().length) { event.preventDefault(); event.returnValue = ""; }
  });

  function recall() {
    if (!table.dataset.recalled) { lastDraft = "[]"; return; }
    JSON.parse(table.dataset.recalled).forEach((kept) => {
      const row = (kept.id && rows.find((one) => one.id === kept.id)) || rows.find((one) => isBlank(one) && !one.id) || addRow();
      row.id = kept.id;
      row.version = kept.version;
      const typed = columns.filter((item) => item.name in kept.cells);
      typed.forEach((item) => { row.base[item.index] = kept.base[item.name] || ""; });
      putAll(typed.map((item) => [row, item.index, kept.cells[item.name]]));
    });
    lastDraft = drafted();
  }

  /* ---- columns shown ---- */

  function show(only) {
    commit();
    shown = columns.filter((item) => !only || item.required).map((item) => item.index);
    columns.forEach((item) => {
      const hidden = !shown.includes(item.index);
      item.th.hidden = hidden;
      rows.forEach((one) => { one.cells[item.index].hidden = hidden; });
    });
    button("required").setAttribute("aria-pressed", String(only));
    if (!shown.includes(at.c)) at = { r: at.r, c: shown[0] };
    anchor = at;
    paint();
    seat(false);
  }
  const showAll = () => { if (shown.length < columns.length) show(false); };

  /* ---- wiring ---- */

  function bindBox(element) {
    element.addEventListener("keydown", keydown);
    element.addEventListener("compositionstart", () => { if (mode === "nav") setMode("enter"); });
    element.addEventListener("input", (event) => {
      if (mode === "nav") setMode("enter");
      if (!event.isComposing) askSoon();
    });
    element.addEventListener("compositionend", askSoon);
    element.addEventListener("focus", () => { if (mode === "nav") box.select(); warn(); });
    element.addEventListener("blur", () => { if (!moving) { commit(); refresh(); bubble.hidden = true; leaving = false; } });
    element.addEventListener("paste", onPaste);
    element.addEventListener("copy", onCopy);
    element.addEventListener("cut", onCopy);
  }

  function cellOf(target) {
    const td = target.closest && target.closest("#grid tbody td");
    return td ? { r: Array.prototype.indexOf.call(body.rows, td.parentElement), c: td.cellIndex - 1 } : null;
  }

  table.addEventListener("mousedown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.button !== 0) return;
    if (cell.r === at.r && cell.c === at.c && event.target === box && document.activeElement === box) {
      if (mode !== "nav") return;
      event.preventDefault();
      if (event.detail > 1 || matchMedia("(pointer: coarse)").matches) edit();
      return;
    }
    event.preventDefault();
    go(cell.r, cell.c, event.shiftKey);
  });
  table.addEventListener("mouseover", (event) => {
    const cell = event.buttons === 1 && mode === "nav" && document.activeElement === box ? cellOf(event.target) : null;
    if (cell && (cell.r !== at.r || cell.c !== at.c)) go(cell.r, cell.c, true);
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) take(Array.prototype.indexOf.call(list.children, item));
  });
  wrap.addEventListener("scroll", () => { close(); bubble.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });

  const DOING = {
    save,
    undo: () => { commit(); undo(); },
    fill: () => { commit(); fillDown(); },
    required: () => show(button("required").getAttribute("aria-pressed") !== "true"),
    reset: () => zhijiao.confirm("未保存的改动会全部丢失。", { title: "放弃改动", verb: "放弃改动" }).then((yes) => {
      if (!yes) return;
      forget();
      change(rows.flatMap((row) => dirtyColumns(row).map((item) => [row, item.index, row.base[item.index]])));
      refresh();
    }),
  };
  Object.keys(DOING).forEach((name) => button(name).addEventListener("click", DOING[name]));

  Array.from(body.rows).forEach(adopt);
  if (!rows.length && canAdd) addRow();
  if (!rows.length) { button("fill").disabled = true; return; }
  columns.forEach((item) => { if (item.right) rows.forEach((row) => row.cells[item.index].classList.add("r")); });
  wrap.after(list, bubble);
  [line, lines].forEach(bindBox);
  recall();
  at = anchor = { r: 0, c: shown[0] };
  seat(false);
  touched();
})();
