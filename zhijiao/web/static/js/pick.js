/* Picks a teacher for 真实姓名 on the page of a user. The box stays free: the name may be typed as well. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.getElementById("teachers");
    const name = document.getElementById("f-real_name");
    if (!dialog || !name) return;
    const box = document.getElementById("teachers-q");

    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-text btn-sm";
    button.textContent = "从本校教师中选择";
    button.addEventListener("click", () => bootstrap.Modal.getOrCreateInstance(dialog).show());
    name.after(button);

    dialog.addEventListener("shown.bs.modal", () => { box.focus(); htmx.trigger(box, "open"); });
    dialog.addEventListener("hidden.bs.modal", () => name.focus());
    dialog.addEventListener("click", (event) => {
      const picked = event.target.closest("[data-pick]");
      if (!picked) return;
      const sex = document.getElementById("f-sex");
      name.value = picked.dataset.pick;
      if (sex && picked.dataset.pickSex) sex.value = picked.dataset.pickSex;
      name.dispatchEvent(new Event("input", { bubbles: true }));
      bootstrap.Modal.getInstance(dialog).hide();
    });
  });
})();
