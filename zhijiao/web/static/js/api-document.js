/* Tries out reading operations on the page 接口说明, with the session of whoever looks. */
(function () {
  "use strict";

  function addressOf(form) {
    let path = form.dataset.try;
    const asked = new URLSearchParams();
    for (const box of form.querySelectorAll("input")) {
      const text = box.value.trim();
      if (box.dataset.in === "path") path = path.replace(`{${box.name}}`, encodeURIComponent(text));
      else if (text && box.dataset.in === "query") asked.set(box.name, text);
    }
    return asked.size ? `${path}?${asked}` : path;
  }

  async function attempt(form) {
    const shown = form.querySelector("[data-answer]");
    shown.hidden = false;
    shown.textContent = "正在读取……";
    try {
      const answer = await fetch(addressOf(form), { headers: { Accept: "application/json" } });
      const kind = answer.headers.get("Content-Type") || "";
      const said = kind.includes("json")
        ? JSON.stringify(await answer.json(), null, 2)
        : `${kind}，${(await answer.blob()).size} 字节`;
      shown.textContent = `${answer.status}\n${said.slice(0, 20000)}`;
    } catch {
      shown.textContent = "没有连接到服务器，请检查网络后重试。";
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-try]");
    if (!form) return;
    event.preventDefault();
    attempt(form);
  });
})();
