/* What keys, clipboard and mouse do in the grid. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const JUMPS = new Set(["Home", "End", "PageDown", "PageUp"]);

  zhijiao.grid.keys = function (grid) {
    const { block, clipboard, say } = zhijiao.grid;
    const { sheet, columns } = grid;
    const { rows } = sheet;

    function step(way, extend) {
      const to = block.step(grid.at, way, extend, grid.shown, rows.length);
      grid.go(to.r, to.c, extend);
    }

    /* At either end of the grid, or after Esc, Tab leaves. */
    function tab(back) {
      if (grid.leaving) return false;
      const to = block.tab(grid.at, back, grid.shown, rows.length);
      if (!to) { grid.commit(); return false; }
      grid.go(to.r, to.c);
      return true;
    }

    const undo = () => lead(sheet.undo());
    const redo = () => lead(sheet.redo());

    function lead(first) {
      if (first) grid.go(rows.indexOf(first[0]), grid.shown.includes(first[1]) ? first[1] : grid.shown[0]);
    }

    function clear() {
      sheet.change(block.clear(grid.area(), rows));
      grid.seat(true);
    }

    const fillDown = () => filled(block.fill(grid.area(), rows, columns), "第一行上面没有可取的内容");
    const fillBelow = () => filled(block.fillBelow(grid.area(), rows, columns, sheet.isBlank), "下面没有已经填写的行");

    function filled(changes, otherwise) {
      const area = grid.area();
      if (!changes) { say(otherwise); return; }
      const count = sheet.change(changes);
      grid.seat(true);
      const secret = area.columns.filter((c) => columns[c].secret).length;
      if (secret === area.columns.length) say("隐私项不能填充，请逐行填写或粘贴");
      else say("已填充 " + count + " 格" + (secret ? "，隐私项没有填充，请逐行填写或粘贴" : ""));
    }

    /* ---- keys ---- */

    function keydown(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const control = event.ctrlKey || event.metaKey;
      const used = (control && shortcut(event)) || (!grid.list.hidden && grid.inList(event)) ||
        (grid.mode === "nav" ? inNav(event, control) : inBox(event));
      grid.leaving = event.key === "Escape" && grid.mode === "nav" ? grid.leaving : event.key === "Shift" && grid.leaving;
      if (used) { event.preventDefault(); event.stopPropagation(); }
    }

    function shortcut(event) {
      const key = event.key.toLowerCase();
      if (key === "d") { grid.commit(); if (event.shiftKey) fillBelow(); else fillDown(); return true; }
      if (grid.mode !== "nav") return false;
      if (key === "z" && !event.shiftKey) { undo(); return true; }
      if (key === "y" || key === "z") { redo(); return true; }
      return false;
    }

    function inNav(event, control) {
      const { key, shiftKey } = event;
      if (event.altKey) {
        if (key !== "ArrowDown" || !grid.column().options) return false;
        grid.setMode("edit");
        grid.ask("");
        return true;
      }
      if (block.ARROWS[key]) { step(block.arrow(key, control, grid.at, rows.length, columns.length), shiftKey); return true; }
      if (key === "Enter") { step([shiftKey ? -1 : 1, 0]); return true; }
      if (key === "Tab") return tab(shiftKey);
      if (key === "F2") { grid.edit(); return true; }
      if (key === "Delete" || key === "Backspace") { clear(); return true; }
      if (key === "Escape") { grid.leaving = true; say("再按 Tab 离开表格"); return true; }
      if (!JUMPS.has(key)) return false;
      const to = block.jump(key, control, grid.at, grid.shown, rows.length);
      grid.go(to.r, to.c, shiftKey);
      return true;
    }

    function inBox(event) {
      const { key } = event;
      const { box } = grid;
      if (key === "Enter" && (event.altKey || event.shiftKey) && grid.inLines()) {
        box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
        return true;
      }
      if (key === "Enter") { step([event.shiftKey ? -1 : 1, 0]); return true; }
      if (key === "Tab") return tab(event.shiftKey);
      if (key === "Escape") { grid.refresh(); box.select(); return true; }
      if (key === "ArrowDown" && event.altKey && grid.column().options) { grid.ask(""); return true; }
      if (grid.mode === "enter" && block.ARROWS[key] && !event.shiftKey) { step(block.ARROWS[key]); return true; }
      return false;
    }

    /* ---- clipboard ---- */

    function pasteBlock(text) {
      const plan = clipboard.plan(text, grid.area(), grid.shown, columns);
      if (grid.canAdd) for (let more = clipboard.lacking(plan, rows, grid.most); more > 0; more -= 1) grid.addRow();
      sheet.change(clipboard.spread(plan, rows));
      const pasted = Math.min(plan.height, rows.length - plan.top);
      grid.go(plan.top, plan.targets[0]);
      grid.anchor = { r: plan.top + pasted - 1, c: plan.targets[plan.targets.length - 1] };
      if (grid.shown.includes(grid.anchor.c)) grid.paint(); else grid.anchor = grid.at;
      report(plan, pasted);
    }

    /* Nothing is left out in silence. */
    function report(plan, pasted) {
      const left = [];
      const without = grid.canAdd ? "（一次最多 " + grid.most + " 行新记录）" : "（没有新增权限）";
      if (plan.height > pasted) left.push("最后 " + (plan.height - pasted) + " 行" + without);
      if (plan.left > 0) left.push("右侧 " + plan.left + " 列（表格没有这么多列）");
      if (left.length) zhijiao.toast("没有粘贴：" + left.join("、"), "warn");
      say("已粘贴 " + pasted + " 行" + (plan.named ? "，按表头对应各列" : ""));
    }

    function onPaste(event) {
      const text = event.clipboardData.getData("text/plain");
      if (grid.mode !== "nav" && (!clipboard.isBlock(text) || grid.inLines())) return;
      event.preventDefault();
      if (!text) return;
      grid.commit();
      pasteBlock(text);
    }

    function onCopy(event) {
      if (grid.mode !== "nav") return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", clipboard.copied(grid.area(), rows));
      if (event.type === "cut") clear();
    }

    /* ---- mouse ---- */

    function mousedown(event) {
      const { at, box, mode } = grid;
      const to = grid.placeOf(event.target);
      if (!to || event.button !== 0) return;
      if (to.r === at.r && to.c === at.c && event.target === box && document.activeElement === box) {
        if (mode !== "nav") return;
        event.preventDefault();
        if (event.detail > 1 || matchMedia("(pointer: coarse)").matches) grid.edit();
        return;
      }
      event.preventDefault();
      grid.go(to.r, to.c, event.shiftKey);
    }

    function mouseover(event) {
      const dragging = event.buttons === 1 && grid.mode === "nav" && document.activeElement === grid.box;
      const to = dragging ? grid.placeOf(event.target) : null;
      if (to && (to.r !== grid.at.r || to.c !== grid.at.c)) grid.go(to.r, to.c, true);
    }

    return { step, tab, undo, redo, fillDown, fillBelow, keydown, onPaste, onCopy, mousedown, mouseover };
  };
})();
