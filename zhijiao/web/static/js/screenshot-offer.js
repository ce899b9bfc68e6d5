/* The page for questions shows the picture of the page before, and sends it along where its box is ticked. */
(function () {
  "use strict";

  const KEPT = "zhijiao.shot";

  function asFile(picture) {
    const bytes = Uint8Array.from(atob(picture.split(",")[1]), (letter) => letter.charCodeAt(0));
    return new File([bytes], "截图.jpg", { type: "image/jpeg" });
  }

  window.zhijiao.on("[data-shot-offer]", (offer) => {
    const picture = sessionStorage.getItem(KEPT);
    if (!picture || !picture.startsWith("data:image/jpeg;base64,")) return;
    const box = offer.querySelector("input"), chosen = document.getElementById("picture");
    offer.querySelector("img").src = picture;
    offer.hidden = false;
    box.addEventListener("change", () => {
      const files = new DataTransfer();
      if (box.checked) files.items.add(asFile(picture));
      chosen.files = files.files;
    });
    chosen.addEventListener("change", () => { box.checked = false; });
  });
})();
