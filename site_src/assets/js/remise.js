// From a sheet to the desk: what was typed in its funding calculator goes along, in this tab, once.
//
//   Remise.prendre(fiche)   what the sheet's calculator held, {entrees, hypotheses}; null where it held its example
"use strict";

const Remise = (() => {
  const CLE = "vers-budget";
  const lien = document.querySelector("a[data-vers-budget]");
  const form = lien && document.querySelector("form[data-calculateur=financement]");
  let saisie = null;

  form?.addEventListener("requete", ({ detail: { fiche, entrees, hypotheses } }) => { saisie = { fiche, entrees, hypotheses }; });
  form?.addEventListener("resultat", ({ detail }) => { if (!detail) saisie = null; }); // the example is back
  lien?.addEventListener("click", ({ ctrlKey, metaKey, shiftKey }) => {
    try {
      // Another tab would not find it, and a later visit would.
      if (saisie && !(ctrlKey || metaKey || shiftKey)) sessionStorage.setItem(CLE, JSON.stringify(saisie));
    } catch {
      // A browser that keeps nothing: the desk opens on the example.
    }
  });

  function prendre(fiche) {
    try {
      const remise = JSON.parse(sessionStorage.getItem(CLE));
      sessionStorage.removeItem(CLE);
      return remise?.fiche === fiche ? remise : null;
    } catch {
      return null;
    }
  }

  return { prendre };
})();
