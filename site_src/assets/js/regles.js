// The rules that a form is computed on: in the page of their sheet, elsewhere brought at the first touch.
//
//   Regles.lire(form)                → Promise<{nom, texte, somme} | null>; null: they can't be had, which the status line tells
//   Regles.oublier(form)             they are asked for again
"use strict";

const Regles = (() => {
  const situer = (adresse) => new URL(adresse, document.baseURI).href;

  async function lire(form) {
    const nom = situer(form.dataset.regles);
    try {
      return { nom, ...(await Donnees.lire(nom)) };
    } catch ({ raison }) {
      Moteur.signaler(nom, raison);
      return null;
    }
  }

  for (const { textContent, dataset } of document.querySelectorAll("script[data-regles]")) {
    const recues = { texte: textContent, somme: Number(dataset.somme) };
    const nom = situer(dataset.regles);
    Donnees.deposer(nom, recues);
    Moteur.preparer({ nom, ...recues });
  }

  return { lire, oublier: (form) => Donnees.oublier(situer(form.dataset.regles)) };
})();
