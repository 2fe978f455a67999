// Why a sheet answers: the words found, marked in its card, or else in the passage of its text that holds them.
(function () {
  "use strict";
  const passages = new Map(); // sheet → promise of [[section, paragraph], …]
  const attentes = new Map();

  Recherche.recevoirPassages = (fiche, liste) => {
    const suite = attentes.get(fiche);
    if (suite) suite(liste);
  };

  // A script rather than fetch: it also works when the site is opened from a folder.
  Recherche.charger = (adresse) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = adresse;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  function lirePassages(fiche) {
    if (!passages.has(fiche)) {
      passages.set(fiche, new Promise((resolve) => {
        attentes.set(fiche, resolve);
        Recherche.charger(`../assets/recherche/${fiche}.js`).catch(() => resolve([]));
      }));
    }
    return passages.get(fiche);
  }

  // Places of the words found in a text.
  const places = (texte, mots) => Recherche.couper(texte).filter((m) => mots.has(m.mot));

  function marquer(element, texte, trouves) {
    element.replaceChildren();
    let ici = 0;
    for (const { debut, fin } of trouves) {
      const marque = document.createElement("mark");
      marque.textContent = texte.slice(debut, fin);
      element.append(texte.slice(ici, debut), marque);
      ici = fin;
    }
    element.append(texte.slice(ici));
  }

  // About 180 characters around the first word found, cut between words.
  function couperAutour(texte, trouves) {
    let debut = Math.max(0, trouves[0].debut - 70);
    let fin = Math.min(texte.length, debut + 190);
    if (debut) debut = texte.indexOf(" ", debut) + 1;
    if (fin < texte.length) fin = texte.lastIndexOf(" ", fin);
    if (fin <= trouves[0].fin) fin = texte.length;
    return { extrait: texte.slice(debut, fin), debut, fin };
  }

  function montrer(cible, section, texte, trouves) {
    const { extrait, debut, fin } = couperAutour(texte, trouves);
    const dans = trouves.filter((m) => m.debut >= debut && m.fin <= fin)
      .map((m) => ({ debut: m.debut - debut, fin: m.fin - debut }));
    const citation = document.createElement("q");
    marquer(citation, (debut ? "… " : "") + extrait + (fin < texte.length ? " …" : ""),
      dans.map((m) => ({ debut: m.debut + (debut ? 2 : 0), fin: m.fin + (debut ? 2 : 0) })));
    const titre = document.createElement("span");
    titre.className = "pourquoi-section";
    titre.textContent = section.replace(/\s*:\s*$/, "");
    cible.replaceChildren(titre, " ", citation);
    cible.hidden = false;
  }

  // Mark a card with the words found; `jeton` says whether the search that asked is still the last one.
  Recherche.expliquer = async (carte, mots, actuel) => {
    const cible = carte.querySelector("[data-pourquoi]");
    let vus = 0;
    for (const champ of carte.querySelectorAll("[data-titre], [data-resume], dd")) {
      const texte = champ.textContent;
      const trouves = mots.size ? places(texte, mots) : [];
      vus += trouves.length;
      if (trouves.length || champ.firstElementChild) marquer(champ, texte, trouves);
    }
    cible.hidden = true;
    if (vus || !mots.size) return;
    const liste = await lirePassages(carte.dataset.fiche);
    if (!actuel()) return;
    let meilleur = null;
    for (const [section, texte] of liste) {
      const trouves = places(texte, mots);
      const titres = places(section, mots).length;
      const note = new Set(trouves.map((m) => m.mot)).size;
      if (note && (!meilleur || note + titres > meilleur.note)) meilleur = { section, texte, trouves, note: note + titres };
    }
    if (meilleur) montrer(cible, meilleur.section, meilleur.texte, meilleur.trouves);
  };
})();
