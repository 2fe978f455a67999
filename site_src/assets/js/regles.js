// The rules that a form is computed on: in the page of their sheet, elsewhere brought at the first touch.
//
//   Regles.lire(form)                → Promise<{nom, texte, somme} | null>; null: they can't be had, which the status line tells
//   Regles.oublier(form)             they are asked for again
//   Regles.recevoir(texte, somme)    what their script calls
"use strict";

const Regles = (() => {
  const demandees = new Map(); // address → promise of the rules
  const recues = new Map(); // address → the rules that the page or their script brought, {nom, texte, somme}
  const essais = new Map(); // address → how often its rules could not be used

  async function lire(form) {
    const adresse = situer(form);
    if (!demandees.has(adresse)) demandees.set(adresse, charger(adresse));
    const recu = await demandees.get(adresse);
    if (recu === null) laisser(adresse);
    return recu;
  }

  const oublier = (form) => laisser(situer(form));

  function laisser(adresse) {
    demandees.delete(adresse);
    recues.delete(adresse);
    essais.set(adresse, (essais.get(adresse) ?? 0) + 1);
  }

  function situer(form) {
    return new URL(form.dataset.regles, document.baseURI).href;
  }

  // A script rather than fetch: it also works when the site is opened from a folder.
  function charger(adresse) {
    if (recues.has(adresse)) return Promise.resolve(recues.get(adresse));
    return new Promise((resoudre) => {
      const script = document.createElement("script");
      // A cache may have kept the wrong answer of the last try: ask under another address.
      script.src = essais.has(adresse) ? `${adresse}?essai=${essais.get(adresse)}` : adresse;
      script.onload = script.onerror = async ({ type }) => {
        script.remove();
        const recu = recues.get(adresse) ?? null;
        if (recu === null) Moteur.signaler(adresse, await expliquer(adresse, type));
        resoudre(recu);
      };
      document.head.append(script);
    });
  }

  function recevoir(texte, somme) {
    const [nom] = document.currentScript.src.split("?");
    recues.set(nom, { nom, texte, somme });
  }

  for (const { textContent, dataset } of document.querySelectorAll("script[data-regles]")) {
    const nom = new URL(dataset.regles, document.baseURI).href;
    recues.set(nom, { nom, texte: textContent, somme: Number(dataset.somme) });
    Moteur.preparer(recues.get(nom));
  }

  // A script that fails doesn't say why: ask again, only to name the cause.
  async function expliquer(adresse, type) {
    if (type === "load") return "contenu";
    const reponse = await fetch(adresse).catch(() => null);
    if (!reponse) return "reseau";
    return reponse.ok ? "type" : `statut ${reponse.status}`;
  }

  return { lire, oublier, recevoir };
})();
