// What must be known before anything is painted: the reader's theme, and the font, which the style sheet names too late for
// the first layout. Nothing is stored until the reader chooses.
(function () {
  "use strict";
  const racine = document.documentElement;
  racine.classList.add("js");
  let choix = null;
  try { choix = localStorage.getItem("theme"); } catch { /* storage refused: the system's theme serves */ }
  if (choix === "clair" || choix === "sombre") racine.dataset.theme = choix;

  if (location.protocol !== "file:") { // from a folder a browser takes a font for a style sheet alone
    const police = document.createElement("link");
    const href = new URL("../polices/atkinson.woff2", document.currentScript.src).href;
    Object.assign(police, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href });
    document.head.append(police);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const bouton = document.querySelector("[data-bascule-theme]");
    if (!bouton) return;
    const systeme = matchMedia("(prefers-color-scheme: dark)");
    const sombre = () => (racine.dataset.theme || (systeme.matches ? "sombre" : "clair")) === "sombre";
    const nommer = () => {
      bouton.title = sombre() ? "Thème clair" : "Thème sombre";
      bouton.setAttribute("aria-label", bouton.title);
    };
    bouton.addEventListener("click", () => {
      racine.dataset.theme = sombre() ? "clair" : "sombre";
      try { localStorage.setItem("theme", racine.dataset.theme); } catch { /* the choice lasts for this page */ }
      nommer();
    });
    systeme.addEventListener("change", nommer);
    // Chosen in another tab, or erased: in another tab too, or by the page « Vie privée ».
    addEventListener("storage", ({ key, newValue }) => {
      if (key !== "theme" && key !== null) return;
      if (newValue === "clair" || newValue === "sombre") racine.dataset.theme = newValue;
      else delete racine.dataset.theme;
      nommer();
    });
    bouton.hidden = false;
    nommer();
  });
})();
