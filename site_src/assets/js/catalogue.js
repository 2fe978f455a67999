// The catalogue: text search and facets over the cards of the page, their state in the address.
(function () {
  "use strict";
  const formulaire = document.getElementById("filtres");
  const zone = document.querySelector("[data-resultats]");
  if (!formulaire || !zone) return;
  const boite = formulaire.elements.q;
  const bilan = document.querySelector("[data-bilan]");
  const puces = document.querySelector("[data-puces]");
  const aucune = document.querySelector("[data-aucune]");
  const conseil = document.querySelector("[data-conseil-filtres]");
  const cases = [...formulaire.querySelectorAll("input[type=checkbox]")];
  const etiquettes = cases.map((c) => {
    const etiquette = c.closest("label");
    return { c, etiquette, compte: etiquette.querySelector(".compte") };
  });
  const noms = [...new Set(cases.map((c) => c.name))];
  const cartes = [...zone.querySelectorAll("[data-fiche]")].map((element) => ({
    element,
    cles: Object.fromEntries(noms.map((nom) => [nom, new Set((element.dataset[nom] || "").split(" "))])),
  }));
  const parFiche = new Map(cartes.map((carte) => [carte.element.dataset.fiche, carte]));
  const PREMIERES = 24;
  let index = null, attente = null, tour = 0, saisieEnCours = false;

  // ---- the text index, fetched at the first use of the box ----
  Recherche.recevoirIndex = (donnees) => { index = MiniSearch.loadJS(donnees, Recherche.reglages()); };

  function preparer() {
    attente = attente || Recherche.charger("../assets/js/minisearch.js")
      .then(() => Recherche.charger("../assets/recherche/index.js"))
      .catch(() => { attente = null; });
    return attente;
  }

  // ---- what is asked ----
  const choisies = () => {
    const choix = {};
    for (const c of cases) if (c.checked) (choix[c.name] = choix[c.name] || new Set()).add(c.value);
    return choix;
  };
  const garde = (carte, choix, sauf) => Object.entries(choix).every(
    ([nom, cles]) => nom === sauf || [...cles].some((cle) => carte.cles[nom].has(cle)));

  // ---- show ----
  async function montrer() {
    const moi = ++tour;
    const requete = boite.value.trim();
    if (requete && !index) {
      bilan.textContent = "Recherche en cours…";
      await preparer();
      if (moi !== tour) return;
    }
    const trouves = requete && index ? Recherche.chercher(index, requete) : null;
    const trouvees = trouves ? trouves.map((t) => parFiche.get(t.id)).filter(Boolean) : cartes;
    const choix = choisies();
    const retenues = trouvees.filter((carte) => garde(carte, choix));
    poser(retenues.map((carte) => carte.element), moi);
    compter(trouvees, choix);
    montrerPuces(requete);
    const n = retenues.length;
    bilan.textContent = n === 0 ? "Aucune fiche" : n === 1 ? "1 fiche" : `${n} fiches`;
    if (requete && !index) bilan.textContent += " (la recherche par mots n’a pas pu être chargée\u00a0: rechargez la page)";
    aucune.hidden = n > 0;
    conseil.hidden = !Object.keys(choix).length;
    const termes = new Map((trouves || []).map((t) => [t.id, new Set(t.terms)]));
    const expliquer = ({ element }) =>
      Recherche.expliquer(element, termes.get(element.dataset.fiche) || new Set(), () => moi === tour);
    retenues.slice(0, PREMIERES).forEach(expliquer);
  }

  // What fits a screen or two at once; the rest once it is painted, so that typing stays fluid in a large catalogue.
  function poser(elements, moi) {
    zone.replaceChildren(...elements.slice(0, PREMIERES));
    const suite = (debut) => {
      if (moi !== tour || debut >= elements.length) return;
      zone.append(...elements.slice(debut, debut + 100));
      setTimeout(suite, 0, debut + 100);
    };
    setTimeout(suite, 60, PREMIERES);
  }

  // A choice's count is what it would leave in view, its own facet's other choices put aside.
  function compter(trouvees, choix) {
    for (const nom of noms) {
      const comptes = new Map();
      for (const carte of trouvees) {
        if (!garde(carte, choix, nom)) continue;
        for (const cle of carte.cles[nom]) comptes.set(cle, (comptes.get(cle) || 0) + 1);
      }
      for (const { c, etiquette, compte } of etiquettes) {
        if (c.name !== nom) continue;
        const n = comptes.get(c.value) || 0;
        if (compte.textContent !== `(${n})`) compte.textContent = `(${n})`;
        etiquette.classList.toggle("option-vide", n === 0);
      }
    }
  }

  function montrerPuces(requete) {
    const actives = cases.filter((c) => c.checked);
    const boutons = actives.map((c) => puce(c.closest("label").querySelector(".option-nom").textContent, () => { c.checked = false; }));
    if (requete) boutons.unshift(puce(`«\u00a0${requete}\u00a0»`, () => { boite.value = ""; }));
    if (boutons.length > 1) boutons.push(puce("Tout effacer", effacer, true));
    puces.replaceChildren(...boutons);
    puces.hidden = !boutons.length;
  }

  function puce(texte, retirer, tout) {
    const li = document.createElement("li"), bouton = document.createElement("button");
    bouton.type = "button";
    bouton.className = tout ? "puce puce-tout" : "puce";
    bouton.textContent = texte;
    if (!tout) bouton.setAttribute("aria-label", `Retirer le filtre ${texte}`);
    bouton.addEventListener("click", () => { retirer(); changer(true); boite.focus(); });
    li.append(bouton);
    return li;
  }

  function effacer() {
    boite.value = "";
    for (const c of cases) c.checked = false;
  }

  // ---- the address ----
  function adresse() {
    const parametres = new URLSearchParams();
    if (boite.value.trim()) parametres.append("q", boite.value.trim());
    for (const c of cases) if (c.checked) parametres.append(c.name, c.value);
    const texte = parametres.toString();
    return location.pathname + (texte ? `?${texte}` : "");
  }

  function lireAdresse() {
    const parametres = new URLSearchParams(location.search);
    boite.value = parametres.get("q") || "";
    for (const c of cases) {
      c.checked = parametres.getAll(c.name).includes(c.value);
      if (c.checked) c.closest("details").open = true;
    }
    return montrer();
  }

  // A new choice is a step back in the history; the letters of one word are the same step.
  function changer(nouvelEtat) {
    const cible = adresse();
    if (cible !== location.pathname + location.search) history[nouvelEtat ? "pushState" : "replaceState"](null, "", cible);
    return montrer();
  }

  boite.addEventListener("focus", preparer);
  boite.addEventListener("input", () => { changer(!saisieEnCours); saisieEnCours = true; });
  boite.addEventListener("blur", () => { saisieEnCours = false; });
  formulaire.addEventListener("change", (e) => { if (e.target.type === "checkbox") { saisieEnCours = false; changer(true); } });
  formulaire.addEventListener("submit", (e) => { e.preventDefault(); changer(true); saisieEnCours = false; });
  document.querySelector("[data-tout-effacer]").addEventListener("click", () => { effacer(); changer(true); boite.focus(); });
  addEventListener("popstate", lireAdresse);
  if (matchMedia("(max-width: 60rem)").matches) formulaire.querySelector(".facettes-pli").open = false;
  lireAdresse();
})();
