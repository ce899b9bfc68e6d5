/* What keys and mouse do in the grid. */
(function () {
  "use strict";
  zhijiao.grid ||= {};

  const JUMPS = new Set(["Home", "End", "PageDown", "PageUp"]);

  zhijiao.grid.keys = function (grid) {
    const { block, say } = zhijiao.grid;
    const { sheet, columns } = grid;
    /* Where a run of Tabs began: Enter leads below it. */
    let begun = null;

    function step(way, extend) {
      const to = block.step(grid.at, way, extend, grid.shown, grid.lines.length);
      grid.go(to.r, to.c, extend);
    }

    /* At either end of the grid, or after Esc, Tab leaves. */
    function tab(back) {
      if (grid.leaving) return false;
      const to = block.tab(grid.at, back, grid.shown, grid.lines.length);
      if (!to) { grid.commit(); return false; }
      if (begun === null) begun = grid.at.c;
      grid.go(to.r, to.c);
      return true;
    }

    function enter(back) {
      const c = begun !== null && grid.shown.includes(begun) ? begun : grid.at.c;
      const to = block.step(grid.at, [back ? -1 : 1, 0], false, grid.shown, grid.lines.length);
      grid.go(to.r, c);
      return true;
    }

    const undo = () => lead(sheet.undo());
    const redo = () => lead(sheet.redo());

    function lead(first) {
      if (!first) return;
      const [row, c] = first;
      grid.showRow(row);
      grid.go(grid.lines.indexOf(row), grid.shown.includes(c) ? c : grid.shown[0]);
    }

    function clear() {
      sheet.change(block.clear(grid.area(), grid.lines));
      grid.seat(true);
    }

    const fillDown = () => filled(block.fill(grid.area(), grid.lines, columns), "第一行上面没有可取的内容");
    const fillRight = () => filled(block.fillRight(grid.area(), grid.lines, columns, grid.shown), "第一列左边没有可取的内容");
    const fillBelow = () => filled(block.fillBelow(grid.area(), grid.lines, columns, sheet.isBlank), "下面没有已经填写的行");

    function filled(changes, otherwise) {
      const area = grid.area();
      if (!changes) { say(otherwise); return; }
      const count = sheet.change(changes);
      grid.seat(true);
      const secret = area.columns.filter((c) => columns[c].secret).length;
      if (!changes.length) say("隐私项不能填充，请逐行填写或粘贴");
      else say("已填充 " + count + " 格" + (secret ? "，隐私项没有填充，请逐行填写或粘贴" : ""));
    }

    /* What is being typed goes into every cell of the selection, else what stands in the cell of the box. */
    function fillAll() {
      const typed = grid.mode !== "nav";
      if (!typed && grid.column().secret) { say("隐私项不能填充，请逐行填写或粘贴"); return; }
      const text = grid.box.value.trim() === "" ? "" : grid.box.value;
      const area = grid.area();
      const kept = { ...area, columns: area.columns.filter((c) => c === grid.at.c || !columns[c].secret) };
      grid.closeOptions();
      grid.setMode("nav");
      const count = sheet.change(block.fillAll(kept, grid.lines, text));
      grid.seat(true);
      say("已填充 " + count + " 格");
    }

    /* The box stays where the selection begins, so that nothing scrolls away. */
    function selectAll() {
      grid.commit();
      grid.at = { r: 0, c: grid.shown[0] };
      grid.anchor = { r: grid.lines.length - 1, c: grid.shown[grid.shown.length - 1] };
      grid.seat(true);
      say("已选择 " + grid.lines.length + " 行 " + grid.shown.length + " 列");
    }

    /* ---- keys ---- */

    function keydown(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const control = event.ctrlKey || event.metaKey;
      const used = (control && shortcut(event)) || (event.key === "F8" && grid.walk(event.shiftKey)) ||
        (!grid.list.hidden && grid.inList(event)) || (grid.mode === "nav" ? inNav(event, control) : inBox(event));
      if (used && (block.ARROWS[event.key] || JUMPS.has(event.key) || event.key === "F8")) begun = null;
      grid.leaving = event.key === "Escape" && grid.mode === "nav" ? grid.leaving : event.key === "Shift" && grid.leaving;
      if (used) { event.preventDefault(); event.stopPropagation(); }
    }

    const ANYWHERE = {
      d: (event) => { grid.commit(); if (event.shiftKey) fillBelow(); else fillDown(); return true; },
      r: (event) => { if (event.shiftKey) return false; grid.commit(); fillRight(); return true; },
      f: (event) => !event.shiftKey && grid.openFind(false),
      h: () => grid.openFind(true),
      l: (event) => event.shiftKey && grid.openFilter(),
      enter: () => { fillAll(); return true; },
    };
    const MOVING = {
      z: (event) => { if (event.shiftKey) redo(); else undo(); return true; },
      y: () => { redo(); return true; },
      a: () => { selectAll(); return true; },
    };

    function shortcut(event) {
      const key = event.key.toLowerCase();
      if (ANYWHERE[key]) return ANYWHERE[key](event);
      return Boolean(grid.mode === "nav" && MOVING[key] && MOVING[key](event));
    }

    function inNav(event, control) {
      const { key, shiftKey } = event;
      if (event.altKey) {
        if (key !== "ArrowDown" || !grid.column().options) return false;
        grid.setMode("edit");
        grid.ask("");
        return true;
      }
      if (block.ARROWS[key]) { step(block.arrow(key, control, grid.at, grid.lines.length, columns.length), shiftKey); return true; }
      if (key === "Enter") return enter(shiftKey);
      if (key === "Tab") return tab(shiftKey);
      if (key === "F2") { grid.edit(); return true; }
      if (key === "Delete" || key === "Backspace") { clear(); return true; }
      if (key === "Escape") { grid.leaving = true; say("再按 Tab 离开表格"); return true; }
      if (!JUMPS.has(key)) return false;
      const to = block.jump(key, control, grid.at, grid.shown, grid.lines.length);
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
      if (key === "Enter") return enter(event.shiftKey);
      if (key === "Tab") return tab(event.shiftKey);
      if (key === "Escape") { grid.refresh(); box.select(); return true; }
      if (key === "ArrowDown" && event.altKey && grid.column().options) { grid.ask(""); return true; }
      if (grid.mode === "enter" && block.ARROWS[key] && !event.shiftKey) { step(block.ARROWS[key]); return true; }
      return false;
    }

    /* ---- mouse ---- */

    function mousedown(event) {
      if (grid.beginFill(event)) return;
      const { at, box, mode } = grid;
      const to = grid.placeOf(event.target);
      if (!to || event.button !== 0) return;
      begun = null;
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
      if (grid.dragFill(event)) return;
      const dragging = event.buttons === 1 && grid.mode === "nav" && document.activeElement === grid.box;
      const to = dragging ? grid.placeOf(event.target) : null;
      if (to && (to.r !== grid.at.r || to.c !== grid.at.c)) grid.go(to.r, to.c, true);
    }

    return { step, tab, undo, redo, clear, filled, fillDown, fillRight, fillBelow, keydown, mousedown, mouseover };
  };
})();
