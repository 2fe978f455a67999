// The catalogue: words, facets, sort and view over every sheet, their state in the address.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const { creer, creerBouton, citer, ecrire } = Outils;
  const $ = (nom) => document.querySelector(`[data-${nom}]`);
  const formulaire = document.getElementById("filtres"), boite = formulaire.elements.q;
  const zone = $("resultats"), bilan = $("bilan"), puces = $("puces"), aucune = $("aucune");
  const remarque = $("remarque"), avis = $("avis"), tri = $("tri"), pertinence = tri.querySelector("[value=pertinence]"), vues = [...document.getElementsByName("vue")];
  if (!Catalogue.fiches) {
    avis.textContent = "La liste des fiches n’a pas pu être chargée\u00a0: rechargez la page, ou ouvrez la liste complète au bas de celle-ci.";
    avis.hidden = false;
    return;
  }
  const facettes = new Catalogue.Facettes(formulaire);
  const panier = new Catalogue.Panier($("panier"), { change: () => inscrire(false), repli: bilan });
  const cartes = new Catalogue.Cartes(zone, { voir: lireCarte, garnir: (fiche, carte) => panier.equiper(fiche, carte) });
  const inviter = suivreLesResultats();
  let index = null, attente = null, tour = 0, saisieEnCours = false, motNouveau = false, triVoulu = null, calme = 0, pause = 0;
  let mots = new Map(); // sheet → words found in it

  // ---- the text index, fetched at the first use of the box ----
  function preparer() {
    attente = attente || Recherche.preparer().then((ouvert) => { index = ouvert; }, () => { attente = null; });
    return attente;
  }

  // ---- what is asked, what is shown ----
  async function montrer() {
    const moi = ++tour;
    const requete = boite.value.trim();
    if (requete && !index) {
      bilan.textContent = "Recherche en cours…";
      await preparer();
      if (moi !== tour) return;
    }
    const trouves = requete && index ? Recherche.chercher(index, requete) : null;
    const touches = trouves && trouves.filter(({ genre, id }) => (!genre || genre === "fiche") && Catalogue.parId.has(id));
    mots = new Map((touches || []).map(({ id, terms }) => [Catalogue.parId.get(id), new Set(terms)]));
    const trouvees = touches ? [...mots.keys()] : Catalogue.fiches;
    const choix = facettes.choix;
    const { retenues, comptes, sans } = Catalogue.filtrer(trouvees, choix);
    const ordre = triEnCours(Boolean(touches));
    const rangees = ordre === "pertinence" ? retenues : Catalogue.trier(retenues, ordre);
    cartes.poser(rangees);
    facettes.montrer(comptes);
    montrerPuces(requete);
    dire(requete, rangees.length, trouves);
    aucune.hidden = rangees.length > 0;
    $("presentation").hidden = !rangees.length; // nothing to sort
    if (!rangees.length) conseiller(requete, choix, sans);
    // Why each answers: once the results are on screen, so that typing stays fluid.
    setTimeout(() => {
      if (moi !== tour) return;
      for (const fiche of cartes.enVue) lireCarte(fiche);
    }, 60);
  }

  async function lireCarte(fiche) {
    const moi = tour;
    await cartes.completer(fiche);
    const place = cartes.de(fiche).parentElement;
    if (moi === tour && place) Recherche.expliquer(place, mots.get(fiche) || new Set(), () => moi === tour);
  }

  // Relevance where there are words, the catalogue's own order where there are none, unless the reader chose.
  function triEnCours(avecMots) {
    const automatique = avecMots ? "pertinence" : "departement";
    const ordre = triVoulu && (avecMots || triVoulu !== "pertinence") ? triVoulu : automatique;
    if (pertinence.disabled === avecMots) pertinence.hidden = pertinence.disabled = !avecMots;
    if (tri.value !== ordre) tri.value = ordre;
    return ordre;
  }

  // The count is written at once; a screen reader hears it when the typing pauses.
  function dire(requete, n, trouves) {
    bilan.setAttribute("aria-busy", "true");
    clearTimeout(calme);
    calme = setTimeout(() => bilan.removeAttribute("aria-busy"), 500);
    const compte = Catalogue.compte(n).replace("\u00a0", " "); // as the page came with it, and as other programs read it
    ecrire(bilan, requete && !index ? `${compte} (la recherche par mots n’a pas pu être chargée\u00a0: rechargez la page)` : compte);
    inviter(n);
    const note = n && trouves ? noter(trouves) : "";
    remarque.hidden = !note;
    ecrire(remarque, note);
  }

  function noter({ corriges, partiel }) {
    const phrases = (corriges || []).map(({ tape, retenu }) => `Aucune fiche pour ${citer(tape)}\u00a0: voici celles pour ${citer(retenu)}.`);
    if (partiel) phrases.push("Aucune fiche n’a tous les mots\u202f; voici celles qui en ont une partie.");
    return phrases.join(" ");
  }

  function conseiller(requete, choix, sans) {
    const propositions = requete && index && Recherche.proposer ? Recherche.proposer(index, requete) : [];
    const puis = (geste) => (...valeurs) => { geste(...valeurs); changer(true); bilan.focus(); };
    Catalogue.conseiller($("conseils"), { requete, choix, sans, facettes, propositions }, {
      retirer: puis((nom) => facettes.vider(nom)),
      sansMots: puis(() => { boite.value = ""; }),
      chercher: puis((texte) => { boite.value = texte; }),
    });
    $("conseil-sigles").hidden = !requete;
  }

  // ---- on a phone, while the results stand below the screen: how many, and the way to them ----
  function suivreLesResultats() {
    const tete = bilan.parentElement, barre = $("barre"), bouton = barre.firstElementChild;
    // Behind the bar itself, the head of the results is not in view yet.
    new IntersectionObserver((vues) => {
      const { isIntersecting, boundingClientRect } = vues.at(-1);
      barre.hidden = isIntersecting || boundingClientRect.top < 0;
    }, { rootMargin: "0px 0px -52px" }).observe(tete);
    bouton.addEventListener("click", () => { tete.scrollIntoView(); bilan.focus({ preventScroll: true }); });
    return (n) => { bouton.textContent = n > 1 ? `Voir les ${Catalogue.compte(n)}` : n ? "Voir la fiche" : "Aucune fiche\u00a0: voir que faire"; };
  }

  // ---- the chips: what is active, each a button that removes it ----
  function montrerPuces(requete) {
    const boutons = facettes.actives.map(({ nom, bouton }) => puce(nom, () => { bouton.checked = false; }));
    if (requete) boutons.unshift(puce(citer(requete), () => { boite.value = ""; }));
    if (boutons.length > 1) boutons.push(puce("Tout effacer", effacer, true));
    puces.replaceChildren(...boutons);
    puces.hidden = !boutons.length;
  }

  // The keyboard goes to the chip that took its place, or to the count when none is left.
  function puce(texte, retirer, tout) {
    const attributs = tout ? { class: "puce puce-tout" } : { class: "puce", "aria-label": `Retirer le filtre ${texte}` };
    return creer("li", {}, creerBouton(attributs, async ({ currentTarget }) => {
      const place = [...puces.children].indexOf(currentTarget.parentElement);
      retirer();
      await changer(true);
      const restantes = puces.querySelectorAll("button:not(.puce-tout)");
      (restantes[Math.min(place, restantes.length - 1)] || bilan).focus();
    }, texte));
  }

  function effacer() {
    boite.value = "";
    facettes.vider();
  }

  // ---- the address ----
  // A new choice is a step back in the history; the letters of one word are the same step.
  function inscrire(nouvelEtat) {
    const cible = Catalogue.ecrireAdresse({
      q: boite.value.trim(),
      choix: facettes.actives.map(({ bouton }) => [bouton.name, bouton.value]),
      tri: triVoulu,
      vue: zone.dataset.vue || "liste",
      comparer: panier.choisies,
    });
    avis.hidden = true;
    clearTimeout(pause);
    motNouveau = false;
    if (new URL(cible).search !== location.search) history[nouvelEtat ? "pushState" : "replaceState"](null, "", cible);
  }

  function changer(nouvelEtat) {
    inscrire(nouvelEtat);
    return montrer();
  }

  // Typing shows first and writes the address in the pause that follows.
  function saisir() {
    montrer();
    motNouveau = motNouveau || !saisieEnCours;
    saisieEnCours = true;
    clearTimeout(pause);
    pause = setTimeout(() => inscrire(motNouveau), 100);
  }

  // The words of another page's box come after a « # », so as not to be sent; then they are part of the state, as ever.
  function accueillir() {
    if (location.hash.startsWith("#q=")) history.replaceState(null, "", `?${location.hash.slice(1)}`);
  }

  function lire(premiere) {
    accueillir();
    const etat = Catalogue.lireAdresse(location.search);
    boite.value = etat.q;
    facettes.cocher(etat.choix);
    triVoulu = etat.tri;
    presenter(etat.vue);
    if (premiere) panier.poser(etat.comparer);
    else inscrire(false); // going back changes what is shown, not what was set aside
    const inconnus = etat.inconnus.map(citer).join(", ");
    avis.textContent = inconnus && `L’adresse demande ${inconnus}, que ce catalogue ne connaît pas\u00a0: c’est laissé de côté.`;
    avis.hidden = !inconnus;
    return montrer();
  }

  function presenter(vue) {
    zone.dataset.vue = vue;
    for (const bouton of vues) bouton.checked = bouton.value === vue;
  }

  boite.addEventListener("focus", preparer);
  boite.addEventListener("input", saisir);
  boite.addEventListener("blur", () => { saisieEnCours = false; });
  formulaire.addEventListener("change", (e) => { if (e.target.type === "checkbox") { saisieEnCours = false; changer(true); } });
  formulaire.addEventListener("submit", (e) => { e.preventDefault(); changer(true); saisieEnCours = false; });
  tri.addEventListener("change", () => {
    triVoulu = tri.value === (boite.value.trim() ? "pertinence" : "departement") ? null : tri.value;
    changer(true);
  });
  for (const bouton of vues) bouton.addEventListener("change", () => { presenter(bouton.value); inscrire(true); });
  $("tout-effacer").addEventListener("click", () => { effacer(); changer(true); bilan.focus(); });
  addEventListener("popstate", () => lire(false));
  addEventListener("beforeprint", () => cartes.toutRemplir());
  if (matchMedia("(max-width: 60rem)").matches) formulaire.querySelector(".facettes-pli").open = false;
  lire(true);
});
