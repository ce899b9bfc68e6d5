/* Rich text: an editor over each textarea[data-rich]. What is pasted is cleaned by the server, which also takes pictures;
   the textarea holds the markup, so that saving and the draft need nothing else. Without this file the textarea stays. */
(function () {
  "use strict";

  const KEPT = {
    P: [], H3: [], H4: [], UL: [], OL: [], LI: [], BLOCKQUOTE: [], TABLE: [], TBODY: [], TR: [], BR: [], B: [], STRONG: [],
    I: [], EM: [], SUB: [], SUP: [], A: ["href"], IMG: ["src", "alt"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"],
  };

  document.querySelectorAll("textarea[data-rich]").forEach(open);

  function open(area) {
    const label = area.closest(".field").querySelector("label");
    label.id = label.id || area.id + "-label";
    const bar = make("div", "rich-bar");
    const page = make("div", "rich rich-page form-control");
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", label.textContent.trim() + "：格式");
    page.id = area.id + "-page";
    page.setAttribute("role", "textbox");
    page.setAttribute("aria-multiline", "true");
    page.setAttribute("aria-labelledby", label.id);
    page.setAttribute("aria-describedby", (area.getAttribute("aria-describedby") || "") + " " + area.id + "-count");
    if (area.hasAttribute("aria-invalid")) page.setAttribute("aria-invalid", area.getAttribute("aria-invalid"));
    const said = make("p", "hint rich-said");
    said.setAttribute("role", "status");
    const count = make("p", "hint rich-count");
    count.id = area.id + "-count";
    area.before(bar, page);
    area.after(count, said);
    area.hidden = true;
    label.addEventListener("click", (event) => { event.preventDefault(); page.focus(); });

    const editor = new window.Squire(page, { blockTag: "P", sanitizeToDOMFragment: (html) => fragment(html), addLinks: false });
    // oxlint-disable-next-line no-underscore-dangle -- Squire offers no other way to it
    editor._imageResizer.destroy(); /* it draws handles with styles, which the page's policy does not allow */
    editor.setHTML(area.value);
    const text = { area, page, editor, said, busy: 0 };
    tools(text, bar);
    measure(text, count);

    editor.addEventListener("input", () => {
      area.value = editor.getHTML();
      measure(text, count);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    /* Before the editor hears of it, which listens at the page itself: nothing from outside reaches it uncleaned. */
    const first = (name, act) => page.parentNode.addEventListener(name, (event) => { if (page.contains(event.target)) act(event); }, true);
    first("paste", (event) => paste(text, event));
    first("drop", (event) => { event.preventDefault(); event.stopPropagation(); pictures(text, event.dataTransfer.files); });
    first("keydown", (event) => keys(text, bar, event));
  }

  /* ---- what may stand in the page ---- */

  function fragment(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const made = document.createDocumentFragment();
    made.append(...copies(parsed.body));
    return made;
  }

  function copies(node) {
    const made = [];
    node.childNodes.forEach((child) => {
      if (child.nodeType === Node.TEXT_NODE) made.push(document.createTextNode(child.data));
      if (child.nodeType !== Node.ELEMENT_NODE) return;
      const kept = KEPT[child.nodeName];
      if (!kept) { made.push(...copies(child)); return; }
      if (child.nodeName === "IMG" && !/^\/pictures\/[0-9a-f]{32}\/$/.test(child.getAttribute("src") || "")) return;
      const copy = document.createElement(child.nodeName);
      kept.forEach((name) => { if (child.hasAttribute(name)) copy.setAttribute(name, child.getAttribute(name)); });
      if (copy.nodeName === "A" && !/^(https?:|mailto:)/i.test(copy.getAttribute("href") || "")) copy.removeAttribute("href");
      copy.append(...copies(child));
      made.push(copy);
    });
    return made;
  }

  function measure(text, count) {
    const number = text.page.textContent.replace(/[\s\u200b\ufeff]/g, "").length;
    const most = Number(text.area.dataset.rich);
    count.textContent = number + " 字" + (most ? "，最多 " + most + " 字" : "");
    count.classList.toggle("t-bad", Boolean(most) && number > most);
  }

  /* ---- the tools ---- */

  function tools(text, bar) {
    const { editor } = text;
    const list = [
      ["正文", () => blocks(text, "P")], ["小标题", () => blocks(text, "H3"), "H3"], ["次标题", () => blocks(text, "H4"), "H4"],
      ["加粗", () => (editor.hasFormat("B") || editor.hasFormat("STRONG") ? unbold(editor) : editor.bold()), "B"],
      ["斜体", () => (editor.hasFormat("I") ? editor.removeItalic() : editor.italic()), "I"],
      ["项目符号", () => (within(text, "UL") ? editor.removeList() : editor.makeUnorderedList()), "UL"],
      ["编号", () => (within(text, "OL") ? editor.removeList() : editor.makeOrderedList()), "OL"],
      ["引用", () => (within(text, "BLOCKQUOTE") ? editor.decreaseQuoteLevel() : editor.increaseQuoteLevel()), "BLOCKQUOTE"],
      ["表格", () => insert(text, "<table><tbody>" + ("<tr>" + "<td><p><br></p></td>".repeat(3) + "</tr>").repeat(3) + "</tbody></table><p><br></p>")],
      ["加行", () => table(text, addRow)], ["加列", () => table(text, addColumn)],
      ["删行", () => table(text, dropRow)], ["删列", () => table(text, dropColumn)],
      ["链接", () => link(text, bar)], ["插入图片", () => text.chooser.click()],
      ["撤销", () => editor.undo()], ["重做", () => editor.redo()],
    ];
    list.forEach(([name, act, tag], place) => {
      const button = make("button", "btn btn-text btn-sm");
      button.type = "button";
      button.textContent = name;
      button.tabIndex = place ? -1 : 0;
      if (tag) button.setAttribute("aria-pressed", "false");
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => act());
      if (tag) editor.addEventListener("pathChange", () => button.setAttribute("aria-pressed", String(within(text, tag))));
      bar.append(button);
    });
    bar.addEventListener("keydown", (event) => walk(text, bar, event));
    text.chooser = make("input");
    Object.assign(text.chooser, { type: "file", accept: ".jpg,.jpeg,.png", multiple: true, hidden: true });
    text.chooser.setAttribute("aria-label", "选择图片");
    text.chooser.addEventListener("change", (event) => {
      event.stopPropagation();
      pictures(text, text.chooser.files);
      text.chooser.value = "";
    });
    bar.append(text.chooser);
  }

  function unbold(editor) {
    editor.removeBold();
    editor.changeFormat(null, { tag: "STRONG" });
  }

  /* One stop for the Tab key; arrows walk, Escape goes back to the text. */
  function walk(text, bar, event) {
    const buttons = [...bar.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); text.editor.focus(); return; }
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  }

  /* Alt+F10 goes to the tools, Tab leaves the text: the editor is no trap. */
  function keys(text, bar, event) {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      bar.querySelector('button[tabindex="0"]').focus();
    }
    if (event.key === "Tab") event.stopPropagation();
  }

  function within(text, tag) {
    const names = { B: ["B", "STRONG"], I: ["I", "EM"] }[tag] || [tag];
    return names.some((name) => around(text, name));
  }

  function around(text, name) {
    const range = text.editor.getSelection();
    let node = range && range.commonAncestorContainer;
    while (node && node !== text.page) {
      if (node.nodeName === name) return node;
      node = node.parentNode;
    }
    return null;
  }

  function blocks(text, tag) {
    text.editor.modifyBlocks((made) => {
      const result = document.createDocumentFragment();
      [...made.childNodes].forEach((block) => {
        if (!["P", "H3", "H4"].includes(block.nodeName)) { result.append(block); return; }
        const other = document.createElement(tag);
        other.append(...block.childNodes);
        result.append(other);
      });
      return result;
    });
    text.editor.focus();
  }

  function insert(text, html) {
    text.editor.focus();
    text.editor.insertHTML(html);
  }

  /* ---- tables ---- */

  function table(text, change) {
    const cell = around(text, "TD") || around(text, "TH");
    if (!cell) { say(text, "请先把光标放到表格里。"); return; }
    const whole = cell.closest("table"), row = cell.parentNode.rowIndex, place = cell.cellIndex;
    text.editor.saveUndoState();
    text.editor.modifyDocument(() => change(cell));
    if (!cell.isConnected && whole.isConnected) enter(text, whole, row, place);
    text.editor.fireEvent("input");
    text.editor.focus();
  }

  /* The caret of a cell that is gone goes to the one in its place, or beside it. */
  function enter(text, whole, row, place) {
    const cells = whole.rows[Math.min(row, whole.rows.length - 1)].cells;
    const cell = cells[Math.min(place, cells.length - 1)], range = document.createRange();
    if (!cell) return;
    range.selectNodeContents(cell.querySelector("p") || cell);
    range.collapse(true);
    text.editor.setSelection(range);
  }

  function emptyCell(like) {
    const cell = document.createElement(like);
    const line = document.createElement("p");
    line.append(document.createElement("br"));
    cell.append(line);
    return cell;
  }

  function addRow(cell) {
    const row = document.createElement("tr");
    [...cell.parentNode.cells].forEach(() => row.append(emptyCell("td")));
    cell.parentNode.after(row);
  }

  function addColumn(cell) {
    const place = cell.cellIndex;
    [...cell.closest("table").rows].forEach((row) => {
      const beside = row.cells[Math.min(place, row.cells.length - 1)];
      if (beside) beside.after(emptyCell(beside.nodeName)); else row.append(emptyCell("td"));
    });
  }

  function dropRow(cell) {
    const whole = cell.closest("table");
    (whole.rows.length > 1 ? cell.parentNode : whole).remove();
  }

  function dropColumn(cell) {
    const whole = cell.closest("table"), place = cell.cellIndex;
    if (cell.parentNode.cells.length < 2) { whole.remove(); return; }
    [...whole.rows].forEach((row) => { if (row.cells[place]) row.cells[place].remove(); });
  }

  /* ---- links ---- */

  function link(text, bar) {
    const range = text.editor.getSelection().cloneRange();
    const linkBox = make("div", "rich-link");
    const box = make("input", "form-control form-control-sm");
    Object.assign(box, { type: "url", value: "https://" });
    box.setAttribute("aria-label", "链接的网址，留空则去掉链接");
    const done = make("button", "btn btn-plain btn-sm");
    Object.assign(done, { type: "button", textContent: "确定" });
    linkBox.append(box, done);
    bar.after(linkBox);
    const close = (use) => {
      linkBox.remove();
      text.editor.setSelection(range);
      if (use && /^(https?:\/\/|mailto:)\S+$/i.test(box.value)) text.editor.makeLink(box.value);
      else if (use && !box.value.trim()) text.editor.removeLink();
      else if (use) say(text, "网址应以 http:// 或 https:// 开头，没有加上链接。");
      text.editor.focus();
    };
    ["input", "change"].forEach((name) => box.addEventListener(name, (event) => event.stopPropagation()));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); close(event.key === "Enter"); }
    });
    done.addEventListener("click", () => close(true));
    box.focus();
    box.select();
  }

  /* ---- what comes from outside goes to the server first ---- */

  function paste(text, event) {
    const data = event.clipboardData;
    event.preventDefault();
    event.stopImmediatePropagation();
    const html = data.getData("text/html");
    if (html) { ask(text, { markup: html }, "正在整理粘贴的内容…"); return; }
    if (data.files.length) { pictures(text, data.files); return; }
    text.editor.insertPlainText(data.getData("text/plain"), true);
  }

  function pictures(text, files) {
    const wanted = [...files].filter((file) => file.type.startsWith("image/"));
    if (!wanted.length) { if (files.length) say(text, "这里只能插入 JPG、PNG 图片，其他文件请放在“附件”中。"); return; }
    ask(text, { picture: wanted }, "正在上传图片…");
  }

  function ask(text, sent, waiting) {
    const form = text.area.form, body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    const record = form.querySelector("input[name=record]");
    if (record && record.value) body.append("record", record.value);
    Object.entries(sent).forEach(([name, value]) => [].concat(value).forEach((each) => body.append(name, each)));
    const range = text.editor.getSelection().cloneRange();
    say(text, waiting);
    text.busy += 1;
    text.page.setAttribute("aria-busy", "true");
    fetch(text.area.dataset.paste, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
      .then((answer) => {
        if (answer.status === 413) throw new Error("内容太大，没有粘贴进来，请分几次粘贴。");
        if (!answer.ok || answer.redirected) throw new Error("没有权限或登录已失效，没有粘贴进来，请刷新页面后重试。");
        return answer.json();
      })
      .then((kept) => {
        if (kept.html) {
          if (text.page.contains(range.commonAncestorContainer)) text.editor.setSelection(range);
          insert(text, kept.html);
        }
        say(text, kept.said.join(" "));
      })
      .catch((error) => say(text, error.message.includes("粘贴") ? error.message : "网络不通，没有粘贴进来，请重试。"))
      .finally(() => { text.busy -= 1; if (!text.busy) text.page.removeAttribute("aria-busy"); });
  }

  function say(text, words) { text.said.textContent = words; }

  function make(tag, css) {
    const made = document.createElement(tag);
    if (css) made.className = css;
    return made;
  }
})();
