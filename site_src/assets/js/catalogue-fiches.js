// Every sheet of the catalogue, decoded from its one data file: what finds it, what sorts it, the facts of its card.
(function () {
  "use strict";
  const Catalogue = (window.Catalogue = {});
  const alphabet = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });
  const ordres = {
    departement: null, // the file's own order: by Department, then by number
    numero: (a, b) => alphabet.compare(a.numero, b.numero),
    titre: (a, b) => alphabet.compare(a.titre, b.titre),
    recent: (a, b) => (a.jour < b.jour ? 1 : a.jour > b.jour ? -1 : 0),
  };
  const rangs = new Map(); // sort → rank of each sheet, computed when first asked for

  // Different values, then the rank of each sheet's among them.
  const decoder = ([valeurs, suite]) => suite.map((rang) => valeurs[rang]);

  Catalogue.recevoirFiches = (donnees) => {
    const colonnes = {};
    for (const nom of ["repere", "departement", "jour", "dates", "duree", "groupe", "financement"]) colonnes[nom] = decoder(donnees[nom]);
    Catalogue.lot = donnees.lot;
    Catalogue.choix = {}; // facet → keys of its choices
    const cles = {}; // facet → ranks of each sheet's choices
    for (const [nom, [noms, ensembles, suite]] of Object.entries(donnees.facettes)) {
      Catalogue.choix[nom] = noms;
      cles[nom] = decoder([ensembles.map((e) => (e ? e.split(" ").map(Number) : [])), suite]);
    }
    Catalogue.fiches = donnees.id.map((id, rang) => {
      const fiche = { id, rang, titre: donnees.titre[rang], cles: {} };
      for (const nom in colonnes) fiche[nom] = colonnes[nom][rang];
      fiche.numero = fiche.repere.slice(fiche.repere.indexOf(" ") + 1);
      for (const nom in cles) fiche.cles[nom] = cles[nom][rang];
      return fiche;
    });
    Catalogue.parId = new Map(Catalogue.fiches.map((fiche) => [fiche.id, fiche]));
  };

  Catalogue.trier = (fiches, tri) => {
    if (!rangs.has(tri)) {
      const liste = ordres[tri] ? [...Catalogue.fiches].sort((a, b) => ordres[tri](a, b) || a.rang - b.rang) : Catalogue.fiches;
      const rang = new Int32Array(liste.length);
      liste.forEach((fiche, place) => { rang[fiche.rang] = place; });
      rangs.set(tri, rang);
    }
    const rang = rangs.get(tri);
    return [...fiches].sort((a, b) => rang[a.rang] - rang[b.rang]);
  };

  // Sheets under the choices (facet → set of ranks): any within a facet, all the facets together. A choice counts what it
  // would leave in view, its own facet's other choices put aside; `sans` counts what dropping a facet would bring.
  Catalogue.filtrer = (fiches, choix) => {
    const noms = Object.keys(Catalogue.choix);
    const comptes = Object.fromEntries(noms.map((nom) => [nom, new Int32Array(Catalogue.choix[nom].length)]));
    const retenues = [], sans = new Map([...choix.keys()].map((nom) => [nom, 0]));
    for (const fiche of fiches) {
      let refus = 0, seul = "";
      for (const [nom, voulus] of choix) {
        if (fiche.cles[nom].some((rang) => voulus.has(rang))) continue;
        seul = nom;
        if (++refus > 1) break;
      }
      if (refus > 1) continue;
      if (refus) sans.set(seul, sans.get(seul) + 1);
      else retenues.push(fiche);
      for (const nom of refus ? [seul] : noms) for (const rang of fiche.cles[nom]) comptes[nom][rang]++;
    }
    return { retenues, comptes, sans };
  };

  Catalogue.compte = (n) => (n === 0 ? "Aucune fiche" : Outils.compter(n, "fiche"));
})();
