// The table of a comparison: a column a sheet, each row marked « identique » or « différent », each item that not all share.
(function () {
  "use strict";
  const { creer, citer } = Outils;
  const MUETTE = "La fiche n’en dit rien.";

  // Promise of a sheet's column; of none where it can't be had.
  const lire = (id) => Donnees.chercher(`comparer/${id}.js`).catch(() => undefined);

  // ---- names short enough for a mark: the Department where two sheets bear the same number ----
  function nommer(fiches) {
    return new Map(fiches.map((fiche) => {
      const jumelles = fiches.filter((autre) => autre.repere === fiche.repere);
      const memes = jumelles.filter((autre) => autre.departement === fiche.departement);
      return [fiche.id, memes.length > 1 ? fiche.titre : jumelles.length > 1 ? `${fiche.repere}, ${fiche.departement}` : fiche.repere];
    }));
  }

  // « Action 2.4 » as a sentence names it.
  const enSuite = (nom) => nom.replace(/^Action (?=\d)/, "l’action\u00a0").replace(/^Fiche (?=\d)/, "la fiche\u00a0");

  const enumerer = (mots) => [mots.slice(0, -1).join(", "), ...mots.slice(-1)].filter(Boolean).join(" et ");

  // ---- lists: what the other sheets say of an item ----
  function marque(element, fiche, fiches, cle, noms) {
    const autres = fiches.filter((autre) => autre !== fiche);
    const sans = autres.filter((autre) => !autre.cellules[cle].some((e) => e.cle === element.cle));
    if (!sans.length) return "";
    const contient = (autre) => autre.cellules[cle].find((e) => e.cle === element.parmi);
    const large = sans.map(contient).find(Boolean);
    const dehors = sans.filter((autre) => !contient(autre));
    const dans = sans.filter(contient).map((autre) => noms.get(autre.id)).join(", ");
    const mots = large ? [`compris dans ${citer(large.nom)} (${dans})`] : [];
    if (dehors.length === autres.length) mots.push("seulement ici");
    else if (dehors.length) mots.push(`absent ${enumerer(dehors.map((autre) => `de ${enSuite(noms.get(autre.id))}`))}`);
    return mots.join("\u202f; ");
  }

  function liste(fiche, fiches, cle, noms) {
    if (!fiche.cellules[cle].length) return creer("p", "muet", MUETTE);
    return creer("ul", "mots", ...fiche.cellules[cle].map((element) => {
      const { adresse, nom } = element;
      const note = marque(element, fiche, fiches, cle, noms);
      return creer("li", {}, adresse ? creer("a", { href: adresse }, nom) : creer("span", {}, nom), ...(note ? [" ", creer("span", "ecart", note)] : []));
    }));
  }

  // ---- the table ----
  // On a phone the columns become blocks: each value then bears the name of its sheet.
  function cellule(nom, contenu) {
    const td = creer("td", { role: "cell" });
    if (typeof contenu === "string") td.innerHTML = contenu; // made at build, by our own templates
    else td.append(contenu);
    td.prepend(creer("p", "cellule-fiche code", nom));
    return td;
  }

  function tete(fiche) {
    const lieu = ` ${[fiche.departement, fiche.programme].filter(Boolean).join(", ")}`;
    return creer("th", { class: "tete-fiche", scope: "col", role: "columnheader" },
      creer("span", "surtitre", creer("span", "code", fiche.repere), lieu),
      creer("a", { class: "tete-titre", href: `../fiches/${fiche.id}/index.html` }, fiche.titre));
  }

  function remplir(ligne, cellules) {
    while (ligne.children.length > 1) ligne.lastElementChild.remove();
    ligne.append(...cellules);
  }

  const dit = (genre, fiche, cle) => {
    if (genre === "liste") return fiche.cellules[cle].map((e) => e.cle).sort().join(" ");
    const bloc = creer("div", {});
    bloc.innerHTML = fiche.cellules[cle];
    return bloc.textContent.replace(/\s+/g, " ").trim();
  };

  // Fill the table; give how many rows differ.
  function montrer(tableau, fiches, seules) {
    const noms = nommer(fiches), lignes = [...tableau.querySelectorAll("[data-ligne]")];
    tableau.dataset.nombre = fiches.length;
    remplir(tableau.querySelector("[data-tete]"), fiches.map(tete));
    const sources = tableau.querySelector("[data-source]");
    remplir(sources, fiches.map((f) => cellule(noms.get(f.id), f.source)));
    Fraicheur.marquer(sources);
    let differentes = 0;
    for (const ligne of lignes) {
      const { ligne: cle, genre } = ligne.dataset;
      const differe = new Set(fiches.map((fiche) => dit(genre, fiche, cle))).size > 1;
      const ecart = ligne.querySelector("[data-ecart]");
      ecart.textContent = fiches.length < 2 ? "" : differe ? "≠ différent" : "= identique";
      ligne.classList.toggle("differe", differe);
      ligne.hidden = seules && !differe;
      remplir(ligne, fiches.map((fiche) =>
        cellule(noms.get(fiche.id), genre === "liste" ? liste(fiche, fiches, cle, noms) : fiche.cellules[cle])));
      differentes += differe;
    }
    return { differentes, lignes: lignes.length };
  }

  window.Comparaison = { lire, montrer };
})();
