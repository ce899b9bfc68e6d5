/* Days and months are typed as text, in any spelling that the server reads; what is understood shows in the usual one. A
   button beside the box opens the browser's own picker. What is not understood stays as it was typed: the server says
   what is wrong with it. */
(function () {
  "use strict";
  const DAY = /^(\d{4})(?:[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})日?|(\d\d)(\d\d))$/;
  const MONTH = /^(\d{4})(?:[-/.年] ?(\d{1,2})月?|(\d\d))$/;
  const two = (part) => String(part).padStart(2, "0");

  function plain(text) {
    return text.trim().replace(/[０-９．－／]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/。/g, ".");
  }

  function read(text, kind) {
    const found = (kind === "date" ? DAY : MONTH).exec(plain(text));
    if (!found) return "";
    if (kind === "month") {
      const month = Number(found[2] || found[3]);
      return month >= 1 && month <= 12 ? found[1] + "-" + two(month) : "";
    }
    const [year, month, day] = [found[1], found[2] || found[4], found[3] || found[5]].map(Number);
    const that = new Date(Date.UTC(year, month - 1, day));
    const there = that.getUTCMonth() === month - 1 && that.getUTCDate() === day;
    return there ? found[1] + "-" + two(month) + "-" + two(day) : "";
  }

  zhijiao.on("input[data-day]", (box) => {
    const kind = box.dataset.day;
    box.addEventListener("change", () => { const found = read(box.value, kind); if (found) box.value = found; });
    const button = box.parentElement.querySelector("[data-pick-day]");
    const picker = document.createElement("input");
    if (!button || !picker.showPicker) return;
    picker.type = kind;
    picker.tabIndex = -1;
    picker.className = "day-picker";
    picker.setAttribute("aria-hidden", "true");
    button.before(picker);
    button.hidden = false;
    button.addEventListener("click", () => { picker.value = read(box.value, kind); picker.showPicker(); });
    picker.addEventListener("change", (event) => {
      event.stopPropagation();
      box.value = picker.value;
      ["input", "change"].forEach((name) => box.dispatchEvent(new Event(name, { bubbles: true })));
      box.focus();
    });
    picker.addEventListener("input", (event) => event.stopPropagation());
  });
})();
