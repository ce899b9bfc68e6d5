/* Uploading a workbook: choosing or dropping a file sends it, with the progress the browser reports. Without this
   script the form is sent as any other. */
(function () {
  "use strict";

  const { on } = window.zhijiao;

  function errorBox(form) {
    return form.parentElement.querySelector("[data-upload-error]") || document.querySelector("[data-upload-error]");
  }

  function say(form, text) {
    const box = errorBox(form);
    if (!box) return;
    box.hidden = !text;
    box.querySelector(".body").textContent = text || "";
    if (text) box.scrollIntoView({ block: "nearest" });
  }

  function meter(form) {
    let line = form.querySelector("[data-meter]");
    if (line) return line;
    line = document.createElement("div");
    line.className = "upload-meter";
    line.dataset.meter = "";
    const bar = document.createElement("progress");
    bar.className = "bar";
    bar.max = 100;
    bar.setAttribute("aria-label", "上传进度");
    const text = document.createElement("span");
    text.className = "num";
    text.setAttribute("role", "status");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "btn btn-text btn-sm";
    stop.textContent = "取消上传";
    line.append(bar, text, stop);
    form.append(line);
    return line;
  }

  function send(form, input) {
    const file = input.files[0];
    if (!file || form.dataset.sending) return;
    if (!/\.xlsx$/i.test(file.name)) {
      say(form, "只能上传 .xlsx 文件。“" + file.name + "”请用 Excel 或 WPS 另存为“Excel 工作簿（*.xlsx）”后再上传。");
      input.value = "";
      return;
    }
    say(form, "");
    form.dataset.sending = "1";
    const line = meter(form);
    const bar = line.querySelector("progress");
    const request = new XMLHttpRequest();
    const finish = (text) => {
      delete form.dataset.sending;
      line.remove();
      input.value = "";
      say(form, text);
    };
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round(100 * event.loaded / event.total);
      line.querySelector("span").textContent = "正在上传 " + bar.value + "%";
    });
    request.addEventListener("load", () => answered(request, finish));
    request.addEventListener("error", () => finish("网络不通，文件没有传完，没有做任何改动。请检查网络后重新选择文件。"));
    request.addEventListener("abort", () => finish("已取消上传，没有做任何改动。"));
    line.querySelector("button").addEventListener("click", () => request.abort());
    request.send(new FormData(form));
  }

  function answered(request, finish) {
    let said = {};
    try { said = JSON.parse(request.responseText); } catch { said = {}; }
    if (request.status < 300 && said.url) { window.location.assign(said.url); return; }
    const known = { 403: "没有导入这张表单的权限。", 413: "文件太大，没有接收。", 429: "操作太频繁，请稍候再试。" };
    finish(said.error || known[request.status] || "系统出错了，文件没有接收，请稍后重试。");
  }

  on("form[data-upload]", (form) => {
    const input = form.querySelector("input[type=file]");
    form.querySelectorAll("[data-nojs]").forEach((button) => { button.hidden = true; });
    input.addEventListener("change", () => send(form, input));
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form, input); });
  });
})();
