/* 系统指引: runs the tour that a page offers. The library is fetched when the tour starts, not before. Skipped with Esc
   or a click beside it, walked with the arrow keys; the account remembers as soon as it has begun. */
(function () {
  "use strict";

  const { on, toast } = window.zhijiao;
  const LABELS = { nextBtnText: "下一步", prevBtnText: "上一步", doneBtnText: "完成", progressText: "第 {{current}} 步，共 {{total}} 步" };

  function arrived(element) {
    return new Promise((resolve, reject) => {
      element.addEventListener("load", resolve);
      element.addEventListener("error", reject);
      document.head.append(element);
    });
  }

  function fetched(offer) {
    if (window.driver) return Promise.resolve();
    const styles = offer.dataset.styles.split(" ").map((href) => arrived(Object.assign(document.createElement("link"), { rel: "stylesheet", href })));
    const script = Object.assign(document.createElement("script"), { src: offer.dataset.script });
    return Promise.all([...styles, arrived(script)]);
  }

  /* The steps whose part of the page is there and can be seen. */
  function stepsOf(offer) {
    const told = Array.from(offer.querySelector("template").content.children);
    return told.map((step) => {
      const element = document.querySelector(step.dataset.target);
      if (!element || !element.getClientRects().length) return null;
      return { element, popover: { title: step.querySelector("h2").textContent, description: step.querySelector("p").textContent } };
    }).filter(Boolean);
  }

  function remember(form) {
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual", keepalive: true }).catch(() => {});
  }

  /* The library draws a header and a footer straight under the body, which would be landmarks of the page. */
  function drawn(popover, { state }) {
    [popover.title, popover.footer].forEach((part) => part.setAttribute("role", "none"));
    popover.closeButton.setAttribute("aria-label", "退出指引");
    popover.wrapper.setAttribute("aria-modal", "true");
    popover.progress.setAttribute("role", "status");
    setTimeout(() => popover.nextButton.focus({ preventScroll: true }), state.popover ? 0 : 50);
  }

  /* Whoever leaves the tour goes on at the page itself; a dialog that opens meanwhile (the session ends) comes first. */
  function run(steps) {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tour = window.driver.js.driver({
      ...LABELS, steps, animate: !still, showProgress: true, disableActiveInteraction: true, stagePadding: 4, popoverClass: "tour",
      onPopoverRender: drawn,
      onDestroyed: () => {
        document.removeEventListener("show.bs.modal", leave);
        setTimeout(() => { if (!document.querySelector(".modal.show")) document.getElementById("main").focus({ preventScroll: true }); });
      },
    });
    function leave() { tour.destroy(); }
    document.addEventListener("show.bs.modal", leave);
    tour.drive();
  }

  function start(offer) {
    fetched(offer).then(() => {
      remember(offer.querySelector("form"));
      offer.hidden = true;
      const steps = stepsOf(offer);
      if (steps.length) run(steps);
    }).catch(() => toast("系统指引没有打开，请检查网络后重试。", "bad"));
  }

  on("[data-tour-offer]", (offer) => {
    const button = offer.querySelector("[data-tour-start]");
    button.hidden = false;
    button.addEventListener("click", () => start(offer));
    if (!("now" in offer.dataset)) return;
    history.replaceState(history.state, "", location.pathname);
    start(offer);
  });
})();
