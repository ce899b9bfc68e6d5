/* Searchable choice boxes (data-search), by Tom Select; only pages that have some load this. */
(function () {
  "use strict";

  const { on, node, toast } = window.zhijiao;

  const SELECT_TEXTS = {
    no_results: () => '<div class="no-results">没有匹配项</div>',
    loading: () => '<div class="no-results">正在查找…</div>',
    option: (data, escape) => "<div>" + escape(data.text) +
      (data.hint ? '<span class="opt-hint">' + escape(data.hint) + "</span>" : "") + "</div>",
    item: (data, escape) => "<div>" + escape(data.text) + "</div>",
  };

  function selectSettings(select) {
    const settings = {
      valueField: "value", labelField: "text", searchField: ["text", "py"], maxOptions: 200,
      refreshThrottle: 0, plugins: plugins(select), render: SELECT_TEXTS,
      onInitialize: function () { describeControl(select, this.control_input); letPaste(this); },
    };
    return select.dataset.optionsUrl ? Object.assign(settings, remoteSettings(select)) : settings;
  }

  function plugins(select) {
    if (select.multiple) return { remove_button: { title: "移除" } };
    return select.required ? {} : { clear_button: { title: "清除", tabindex: -1 } };
  }

  /* What was listed before no longer counts once something is typed: Enter must not pick it. */
  function remoteSettings(select) {
    let waiting = false, empty = null, found = new Set();
    return {
      preload: "focus", loadThrottle: 250, shouldLoad: () => true, score: () => (option) => Number(found.has(option.value)),
      onType: function () { waiting = true; empty = null; found = new Set(); this.clearOptions(); this.refreshOptions(); },
      render: Object.assign({}, SELECT_TEXTS, { no_results: () => noResults(waiting ? "正在查找…" : "没有匹配项", empty) }),
      load: function (text, done) {
        fetchOptions(select.dataset.optionsUrl, text)
          .then((data) => {
            waiting = false;
            empty = data.results.length ? null : data.empty;
            found = new Set(data.results.map((option) => option.value));
            this.clearOptions();
            done(data.results);
          })
          .catch(() => { waiting = false; done(); toast("选项没有取到，请检查网络后重试。", "bad"); });
      },
    };
  }

  function fetchOptions(address, text) {
    const query = (address.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text);
    return fetch(address + query, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); });
  }

  /* Nothing to choose from: the list itself says what is missing, and leads there. */
  function noResults(text, empty) {
    const line = node("div", empty ? empty.text + " " : text);
    line.className = "no-results";
    if (!empty || !empty.url) return line;
    const link = node("a", empty.label || "去填写");
    link.href = empty.url;
    line.append(link);
    return line;
  }

  function describeControl(select, input) {
    ["aria-invalid", "aria-describedby", "aria-label"].forEach((name) => {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    });
    if (select.required) input.setAttribute("aria-required", "true");
    select.setAttribute("aria-hidden", "true");
  }

  /* The library refuses what is pasted while nobody is in the box; what is pasted here is only looked for. */
  function letPaste(box) {
    box.control_input.addEventListener("paste", (event) => { if (!box.isFocused) event.stopImmediatePropagation(); }, true);
  }

  on("select[data-search]", (select) => {
    if (!window.TomSelect || select.tomselect) return;
    TomSelect.define("remove_button", window.remove_button);
    TomSelect.define("clear_button", window.clear_button);
    new TomSelect(select, selectSettings(select));
  });
})();
