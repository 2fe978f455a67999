// Nothing found: which filter to drop and what that gives back, other words to try.
(function () {
  "use strict";
  const { creer, creerBouton, citer } = Outils;

  // `gestes`: { retirer(facet), sansMots(), chercher(words) }; `trouvees`: what the words alone find.
  Catalogue.conseiller = (zone, { requete, choix, sans, facettes, propositions }, gestes) => {
    const pistes = [];
    for (const [nom, n] of sans) {
      const { titre, actives } = facettes.parNom.get(nom);
      const noms = actives.map((option) => option.nom).join(", ");
      if (n) pistes.push({ n, texte: `Retirer le filtre ${titre}\u00a0: ${noms}`, geste: () => gestes.retirer(nom) });
    }
    if (requete && choix.size) {
      const n = Catalogue.filtrer(Catalogue.fiches, choix).retenues.length;
      if (n) pistes.push({ n, texte: `Retirer les mots ${citer(requete)}`, geste: gestes.sansMots });
    }
    pistes.sort((a, b) => b.n - a.n);
    const blocs = [];
    if (pistes.length) blocs.push(creer("p", {}, pistes.length > 1 ? "Ces choix ne vont pas ensemble. Vous pouvez\u00a0:" : "Vous pouvez\u00a0:"), liste(pistes));
    else if (choix.size > 1) blocs.push(creer("p", {}, "Aucun filtre ne suffit seul à vider la liste\u00a0: retirez-en plusieurs, ou reprenez toutes les fiches."));
    if (propositions.length) {
      blocs.push(creer("p", {}, "Essayez plutôt\u00a0:"));
      blocs.push(liste(propositions.map((mots) => ({ texte: mots, geste: () => gestes.chercher(mots) }))));
    } else if (requete && !pistes.length) {
      blocs.push(creer("p", {}, "Essayez un mot plus court, ou un seul mot\u00a0: «\u00a0mobilité\u00a0», «\u00a0logement\u00a0», «\u00a0CCAS\u00a0»."));
    }
    zone.replaceChildren(...blocs);
  };

  function liste(pistes) {
    return creer("ul", "pistes", ...pistes.map(({ texte, n, geste }) =>
      creer("li", {}, creerBouton("discret", geste, texte), n ? ` ${Catalogue.compte(n)}` : "")));
  }
})();
