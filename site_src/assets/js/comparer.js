// The page of a comparison: which sheets, in which order, kept in the address; the table itself is comparaison.js's.
(function () {
  "use strict";
  const choix = document.querySelector("[data-choix]");
  if (!choix) return;
  const zone = document.querySelector("[data-comparaison]"), tableau = zone.querySelector("table");
  const titre = document.getElementById("titre-choisies");
  const choisies = choix.querySelector("[data-choisies]"), invite = choix.querySelector("[data-invite]");
  const remarques = choix.querySelector("[data-remarques]"), annonce = choix.querySelector("[data-annonce]");
  const formulaire = choix.querySelector("[data-ajout]"), menu = formulaire.querySelector("select");
  const filtre = formulaire.querySelector("input"), bilan = zone.querySelector("[data-bilan]");
  const imprimer = document.querySelector("[data-imprimer]"), copier = document.querySelector("[data-copier-lien]");
  const seules = zone.querySelector("[data-differences]");
  const MAXIMUM = Number(formulaire.dataset.colonnes), COURT = 12;
  const titres = new Map([...menu.options].map((option) => [option.value, option.textContent]));
  const plies = new Map([...titres].map(([id, nom]) => [id, Recherche.plier(nom)]));
  let fiches = [], tour = 0;

  const { creer, creerBouton, compter, citer } = Outils;
  const court = (id) => titres.get(id).split(" · ").slice(0, -1).join(" · "); // without its Department

  // ---- the address ----
  function adresse() {
    const parametres = new URLSearchParams();
    for (const id of fiches) parametres.append("fiches", id);
    if (seules.checked) parametres.append("differences", "oui");
    return Outils.adresse(parametres);
  }

  // What the address asks for, and a sentence for each thing that can't be done.
  function lireAdresse() {
    const parametres = new URLSearchParams(location.search), notes = [];
    const demandees = parametres.getAll("fiches").map((id) => id.trim()).filter(Boolean);
    const uniques = [...new Set(demandees)];
    for (const id of uniques.filter((id) => titres.has(id) && demandees.indexOf(id) !== demandees.lastIndexOf(id))) {
      notes.push(`${court(id)}\u00a0: l’adresse la demandait deux fois, elle est montrée une fois.`);
    }
    for (const id of uniques.filter((id) => !titres.has(id))) {
      notes.push(`${citer(id)} ne désigne aucune fiche du catalogue\u00a0: elle a peut-être été retirée, ou l’adresse mal recopiée.`);
    }
    const connues = uniques.filter((id) => titres.has(id));
    if (connues.length > MAXIMUM) {
      notes.push(`Une comparaison tient ${compter(MAXIMUM, "fiche")}. Ne sont pas montrées\u00a0: ${connues.slice(MAXIMUM).map(court).join("\u202f; ")}.`);
    }
    fiches = connues.slice(0, MAXIMUM);
    seules.checked = parametres.get("differences") === "oui";
    return montrer(notes);
  }

  // Said once it is shown: what is announced is then there to be read.
  async function changer(dit) {
    history.pushState(null, "", adresse());
    const remarques = await montrer([]);
    annonce.textContent = remarques?.join(" ") || dit || bilan.textContent;
  }

  // ---- the choice ----
  const bouton = (texte, nom, geste, role) =>
    creerBouton({ class: "discret", "data-geste": role, "aria-label": `${texte}\u00a0: ${nom}` }, geste, texte);

  const compte = () => (fiches.length > 1 ? `${compter(fiches.length, "fiche")} côte à côte.` : "");

  function retirer(id) {
    const rang = fiches.indexOf(id);
    fiches = fiches.filter((autre) => autre !== id);
    changer(`${court(id)}\u00a0: fiche retirée. ${compte()}`);
    const suivant = choisies.children[Math.min(rang, fiches.length - 1)];
    (suivant ? suivant.querySelector("[data-geste=retirer]") : titre).focus();
  }

  function deplacer(id, pas, role) {
    const rang = fiches.indexOf(id);
    [fiches[rang], fiches[rang + pas]] = [fiches[rang + pas], fiches[rang]];
    changer(`${court(id)}\u00a0: colonne\u00a0${rang + pas + 1} sur\u00a0${fiches.length}.`);
    const boutons = choisies.children[rang + pas];
    (boutons.querySelector(`[data-geste=${role}]`) || boutons.querySelector("button")).focus();
  }

  function montrerChoix() {
    choisies.replaceChildren(...fiches.map((id, rang) => {
      const gestes = creer("span", "choisie-gestes");
      if (rang) gestes.append(bouton("Déplacer avant", court(id), () => deplacer(id, -1, "avant"), "avant"));
      if (rang < fiches.length - 1) gestes.append(bouton("Déplacer après", court(id), () => deplacer(id, 1, "apres"), "apres"));
      gestes.append(bouton("Retirer", court(id), () => retirer(id), "retirer"));
      return creer("li", {}, creer("span", "choisie-nom", titres.get(id)), gestes);
    }));
    const pleine = fiches.length >= MAXIMUM;
    invite.textContent = pleine ? `${compter(MAXIMUM, "fiche")}, le plus qu’une page montre lisiblement\u00a0: retirez-en une pour en ajouter une autre.`
      : fiches.length === 1 ? "Choisissez au moins une autre fiche à mettre à côté."
        : fiches.length ? "" : "Choisissez deux fiches, ou davantage, dans la liste ci-dessous.";
    formulaire.hidden = pleine || fiches.length === titres.size;
    proposer();
  }

  function proposer() {
    const cherche = Recherche.plier(filtre.value).split(/\s+/).filter(Boolean), voulue = menu.value;
    const restent = [...titres.keys()].filter((id) =>
      !fiches.includes(id) && cherche.every((mot) => plies.get(id).includes(mot)));
    menu.replaceChildren(...restent.map((id) => new Option(titres.get(id), id, false, id === voulue)));
    if (!restent.length) menu.append(new Option("Aucun titre ne contient ces mots", ""));
  }

  // ---- show ----
  // Gives what could not be shown, in sentences; nothing where another choice came meanwhile.
  async function montrer(notes) {
    const moi = ++tour;
    montrerChoix();
    const colonnes = await Promise.all(fiches.map(Comparaison.lire));
    if (moi !== tour) return null;
    const lues = colonnes.filter(Boolean);
    for (const [rang, id] of fiches.entries()) {
      if (!colonnes[rang]) notes.push(`${court(id)}\u00a0: cette fiche n’a pas pu être chargée. Rechargez la page.`);
    }
    remarques.replaceChildren(...notes.map((note) => creer("li", {}, note)));
    remarques.hidden = !notes.length;
    zone.hidden = lues.length < 2;
    imprimer.disabled = zone.hidden;
    copier.disabled = !fiches.length;
    if (zone.hidden) return notes;
    const { differentes, lignes } = Comparaison.montrer(tableau, lues, seules.checked);
    seules.closest("label").hidden = differentes === lignes; // it would change nothing
    bilan.textContent = differentes === 0 ? "Ces fiches disent la même chose à chaque ligne."
      : `${compter(differentes, "ligne diffère", "lignes diffèrent")} sur\u00a0${lignes}`
        + (seules.checked && lignes > differentes ? "\u202f; les lignes identiques sont masquées." : ".");
    return notes;
  }

  formulaire.addEventListener("submit", (e) => {
    e.preventDefault();
    const id = menu.value;
    if (!id) { filtre.focus(); return; }
    fiches = [...fiches, id];
    filtre.value = "";
    changer(`${court(id)}\u00a0: fiche ajoutée. ${compte()}`);
    if (formulaire.hidden) titre.focus();
  });
  filtre.addEventListener("input", proposer);
  seules.addEventListener("change", () => changer(""));
  addEventListener("popstate", lireAdresse);
  filtre.closest("[data-filtre]").hidden = titres.size <= COURT;
  choix.hidden = false;
  lireAdresse();
})();
