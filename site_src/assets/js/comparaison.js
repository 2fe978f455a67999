// The table of a comparison: a column a sheet, each row marked « identique » or « différent », each item that not all share.
(function () {
  "use strict";
  const MUETTE = "La fiche n’en dit rien.";

  function creer(balise, classe, texte) {
    const element = document.createElement(balise);
    if (classe) element.className = classe;
    if (texte) element.textContent = texte;
    return element;
  }

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
    const mots = large ? [`compris dans «\u00a0${large.nom}\u00a0» (${dans})`] : [];
    if (dehors.length === autres.length) mots.push("seulement ici");
    else if (dehors.length) mots.push(`absent ${enumerer(dehors.map((autre) => `de ${enSuite(noms.get(autre.id))}`))}`);
    return mots.join("\u202f; ");
  }

  function liste(fiche, fiches, cle, noms) {
    if (!fiche.cellules[cle].length) return creer("p", "muet", MUETTE);
    const ul = creer("ul", "mots");
    for (const element of fiche.cellules[cle]) {
      const li = document.createElement("li");
      const mot = creer(element.adresse ? "a" : "span", "", element.nom);
      if (element.adresse) mot.href = element.adresse;
      li.append(mot);
      const note = marque(element, fiche, fiches, cle, noms);
      if (note) li.append(" ", creer("span", "ecart", note));
      ul.append(li);
    }
    return ul;
  }

  // ---- the table ----
  // On a phone the columns become blocks: each value then bears the name of its sheet.
  function cellule(nom, contenu) {
    const td = document.createElement("td");
    td.setAttribute("role", "cell");
    const etiquette = creer("p", "cellule-fiche code", nom);
    if (typeof contenu === "string") td.innerHTML = contenu; // made at build, by our own templates
    else td.append(contenu);
    td.prepend(etiquette);
    return td;
  }

  function tete(fiche) {
    const th = creer("th", "tete-fiche");
    th.scope = "col";
    th.setAttribute("role", "columnheader");
    const lien = creer("a", "tete-titre", fiche.titre);
    lien.href = `../fiches/${fiche.id}/index.html`;
    const surtitre = creer("span", "surtitre");
    surtitre.append(creer("span", "code", fiche.repere), ` ${[fiche.departement, fiche.programme].filter(Boolean).join(", ")}`);
    th.append(surtitre, lien);
    return th;
  }

  function remplir(ligne, cellules) {
    while (ligne.children.length > 1) ligne.lastElementChild.remove();
    ligne.append(...cellules);
  }

  const dit = (genre, fiche, cle) => {
    if (genre === "liste") return fiche.cellules[cle].map((e) => e.cle).sort().join(" ");
    const bloc = document.createElement("div");
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
