// From page to page of the site: whether one of them left an engine running, known before any touch.
//
//   Relais.chercher(nom, trouve)     `trouve()` is called if an engine of that name lives
//   Relais.noter(nom)                this page has one that outlives it; `null`: none, or no longer
"use strict";

const Relais = (() => {
  const pages = globalThis.navigation;
  let note = null;

  // In the browser's memory of this tab's pages: the next one need not ask, in the middle of its first layout.
  function noter(nom) {
    note = nom;
    pages?.updateCurrentEntry({ state: { moteur: nom } });
  }
  // A link to a passage of the page makes another entry of it.
  pages?.addEventListener("currententrychange", ({ navigationType }) => navigationType && note && noter(note));

  function chercher(nom, trouve) {
    if (pages?.activation?.from?.getState()?.moteur === nom) trouve();
    else if (typeof BroadcastChannel === "function") demander(nom, trouve);
  }

  function demander(nom, trouve) {
    let canal;
    try {
      canal = new BroadcastChannel(nom);
    } catch {
      return; // a browser that lets a site keep nothing forbids what its pages would share
    }
    canal.onmessage = ({ data }) => {
      if (data !== "là") return; // another page's question
      canal.close();
      trouve();
    };
    canal.postMessage("là ?");
    // Left open, it would keep the page out of the browser's memory of former pages: in Firefox the engine goes with it.
    addEventListener("pagehide", () => canal.close(), { once: true });
  }

  return { chercher, noter };
})();
