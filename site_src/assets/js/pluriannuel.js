// A block copied from a spreadsheet fills the cells from the one it is pasted in; one gesture takes it back. On a narrow
// screen the fields stand under their year, and the keyboard follows.
"use strict";

(() => {
  const { creer, compter } = Outils;
  const etroit = matchMedia("screen and (max-width: 51.99rem)");

  for (const grille of document.querySelectorAll("[data-grille]")) animer(grille);

  function animer(grille) {
    const form = grille.closest("form");
    const bouton = form.querySelector("[data-annuler-collage]");
    const etat = form.querySelector("[data-collage]");
    const lignes = [...grille.querySelectorAll("tbody tr")];
    const rangees = lignes.map((tr) => [...tr.querySelectorAll("input")]);
    const clauses = lignes.map((tr) => tr.querySelector(".grille-clause"));
    const places = new Map(rangees.flat().map((cellule) => [
      cellule,
      { place: cellule.closest("td"), noms: cellule.getAttribute("aria-labelledby") },
    ]));
    let avant = null; // cell → what it held before the paste, until something else is typed

    const colonnes = [...grille.querySelectorAll("thead th")].slice(1).map((titre) => {
      const annee = creer("h3", { id: `${titre.id}-seule` }, titre.textContent);
      return creer("section", { "aria-labelledby": annee.id }, annee);
    });
    const annees = creer("div", "grille-annees", ...colonnes);
    grille.after(annees);
    etroit.addEventListener("change", ranger);
    ranger();

    form.addEventListener("paste", (evenement) => {
      const valeurs = Outils.collage(evenement);
      if (!places.has(evenement.target) || valeurs.flat().length < 2) return; // one value: the browser's own paste, and its own undo
      evenement.preventDefault();
      coller(evenement.target, valeurs);
    });
    form.addEventListener("input", ({ isTrusted }) => isTrusted && oublier());
    form.addEventListener("keydown", (evenement) => {
      if (avant && (evenement.ctrlKey || evenement.metaKey) && !evenement.shiftKey && evenement.key.toLowerCase() === "z") {
        evenement.preventDefault();
        annuler();
      }
    });
    bouton.addEventListener("click", annuler);
    form.addEventListener("reset", oublier);

    function ranger() {
      const tenu = document.activeElement;
      rangees.forEach((cases, ligne) => {
        // The sheet's words stand by their line; under the years, by its first field.
        if (clauses[ligne]) (etroit.matches ? cases[0].closest(".champ") : lignes[ligne].firstElementChild).append(clauses[ligne]);
        cases.forEach((cellule, rang) => {
          const { place, noms } = places.get(cellule);
          (etroit.matches ? colonnes[rang] : place).append(cellule.closest(".champ"));
          const seuls = `${cellule.id}-nom ${colonnes[rang].firstChild.id}`; // the table's own headers are out of sight
          cellule.setAttribute("aria-labelledby", etroit.matches ? seuls : noms);
        });
      });
      grille.classList.toggle("grille-vide", etroit.matches);
      annees.hidden = !etroit.matches;
      tenu.focus({ preventScroll: true });
      if (places.has(tenu)) tenu.scrollIntoView({ block: "nearest" });
    }

    function coller(depart, valeurs) {
      const haut = rangees.findIndex((cases) => cases.includes(depart));
      const gauche = rangees[haut].indexOf(depart);
      let perdues = 0;
      avant = new Map();
      valeurs.forEach((ligne, i) => ligne.forEach((valeur, j) => {
        const cellule = rangees[haut + i]?.[gauche + j];
        if (cellule) {
          avant.set(cellule, cellule.value);
          cellule.value = valeur;
        } else if (valeur) perdues += 1;
      }));
      bouton.hidden = false;
      etat.textContent = `${compter(avant.size, "case remplie", "cases remplies")}.`
        + (perdues ? ` ${compter(perdues, "valeur n’a pas trouvé de case", "valeurs n’ont pas trouvé de case")}.` : "");
      depart.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function annuler() {
      const [premiere] = avant.keys();
      for (const [cellule, valeur] of avant) cellule.value = valeur;
      oublier();
      etat.textContent = "Le collage est annulé.";
      premiere.focus();
      premiere.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function oublier() {
      avant = null;
      bouton.hidden = true;
      etat.textContent = "";
    }
  }
})();
