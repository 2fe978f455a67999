// The state of the catalogue in its address: words, choices, sort, view, sheets to compare.
(function () {
  "use strict";
  const TRIS = [...document.querySelector("[data-tri]").options].map((option) => option.value);
  const VUES = ["liste", "compacte"];

  // What an address asks for; `inconnus` is what this catalogue doesn't know and leaves aside.
  Catalogue.lireAdresse = (recherche) => {
    const etat = { q: "", choix: {}, tri: null, vue: "liste", comparer: [], inconnus: [] };
    for (const [nom, valeur] of new URLSearchParams(recherche)) {
      const cles = Object.hasOwn(Catalogue.choix, nom) ? Catalogue.choix[nom] : null;
      if (nom === "q") etat.q = valeur.trim();
      else if (cles && cles.includes(valeur)) (etat.choix[nom] = etat.choix[nom] || []).push(valeur);
      else if (nom === "tri" && TRIS.includes(valeur)) etat.tri = valeur;
      else if (nom === "vue" && VUES.includes(valeur)) etat.vue = valeur;
      else if (nom === "comparer" && Catalogue.parId.has(valeur)) etat.comparer.push(Catalogue.parId.get(valeur));
      else etat.inconnus.push(valeur ? `${nom}=${valeur}` : nom);
    }
    etat.comparer = [...new Set(etat.comparer)];
    return etat;
  };

  // `choix` as [[facet, key], …], in the page's order, so that one state has one address.
  Catalogue.ecrireAdresse = ({ q, choix, tri, vue, comparer }) => {
    const parametres = new URLSearchParams();
    if (q) parametres.append("q", q);
    for (const [nom, cle] of choix) parametres.append(nom, cle);
    if (tri) parametres.append("tri", tri);
    if (vue !== "liste") parametres.append("vue", vue);
    for (const fiche of comparer) parametres.append("comparer", fiche.id);
    return Outils.adresse(parametres);
  };
})();
