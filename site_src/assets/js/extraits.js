// Why a result answers: the words found, marked in what is shown of it, or in the passage of its text that holds them.
(function () {
  "use strict";
  const { creer } = Outils;

  // Promise of [[section, paragraph], …]; of none where they can't be had.
  Recherche.lirePassages = (fiche) => Donnees.chercher(`recherche/${fiche}.js`).catch(() => []);

  // Places of the words found in a text; before the index is there, nothing is found.
  const places = (texte, termes) => (termes.size && Recherche.vocabulaire ? Recherche.vocabulaire.places(texte, termes) : []);

  function marquer(element, texte, trouves) {
    element.replaceChildren();
    let ici = 0;
    for (const { debut, fin } of trouves) {
      element.append(texte.slice(ici, debut), creer("mark", {}, texte.slice(debut, fin)));
      ici = fin;
    }
    element.append(texte.slice(ici));
  }

  // Write a text with the words found marked; how many there are.
  Recherche.ecrire = (element, texte, termes) => {
    const trouves = places(texte, termes);
    marquer(element, texte, trouves);
    return trouves.length;
  };

  // The passage that holds the most of the words, its section's title counting too: {section, texte, trouves} or null.
  Recherche.meilleur = (liste, termes) => {
    let meilleur = null;
    for (const [section, texte, question] of liste) {
      const trouves = places(texte, termes);
      // A long word says more of the query than a short one.
      const note = [...new Set(trouves.map((m) => m.mot))].reduce((total, mot) => total + Math.min(mot.length, 8), 0);
      // A question is answered by « L’essentiel » unless the text holds its other words; else it says nothing there.
      const avecTitre = question ? (termes.has(question) ? note + 6 : 0) : note && note + places(section, termes).length * 4;
      if (avecTitre && (!meilleur || avecTitre > meilleur.note)) meilleur = { section, texte, trouves, note: avecTitre };
    }
    return meilleur;
  };

  // Some characters around where the words stand closest, cut between words.
  function couperAutour(texte, trouves, longueur, avant) {
    const dans = (m) => trouves.filter((autre) => autre.debut >= m.debut && autre.fin <= m.debut + longueur * 0.6).length;
    const depart = trouves.reduce((mieux, m) => (dans(m) > dans(mieux) ? m : mieux), trouves[0] || { debut: 0, fin: 0 });
    let debut = Math.max(0, depart.debut - avant);
    let fin = Math.min(texte.length, debut + longueur);
    if (debut) debut = texte.indexOf(" ", debut) + 1;
    if (fin < texte.length) fin = texte.lastIndexOf(" ", fin);
    if (fin <= depart.fin) fin = texte.length;
    return { debut, fin };
  }

  // A passage in its context: « section : … words found … ».
  Recherche.citer = (cible, { section, texte, trouves }, longueur = 190, elan = 70) => {
    const { debut, fin } = couperAutour(texte, trouves, longueur, elan);
    const avant = debut ? "… " : "";
    const dans = trouves.filter((m) => m.debut >= debut && m.fin <= fin)
      .map((m) => ({ debut: m.debut - debut + avant.length, fin: m.fin - debut + avant.length }));
    const citation = creer("q", {});
    marquer(citation, avant + texte.slice(debut, fin) + (fin < texte.length ? " …" : ""), dans);
    const titre = creer("span", "pourquoi-section", section.replace(/\s*:\s*$/, ""));
    cible.replaceChildren(...(section ? [titre, " "] : []), citation);
    cible.hidden = false;
  };

  // Mark a card with the words found; `actuel` says whether the search that asked is still the last one.
  Recherche.expliquer = async (carte, termes, actuel) => {
    const cible = carte.querySelector("[data-pourquoi]");
    let vus = 0;
    for (const champ of carte.querySelectorAll("[data-titre], [data-resume], dd")) {
      const texte = champ.textContent;
      const trouves = places(texte, termes);
      vus += trouves.length;
      if (trouves.length || champ.querySelector("mark")) marquer(champ, texte, trouves);
    }
    cible.hidden = true;
    if (vus || !termes.size) return;
    const liste = await Recherche.lirePassages(carte.dataset.fiche), montre = carte.textContent;
    // What the card already says is not said again.
    const meilleur = Recherche.meilleur(liste.filter(([, texte, question]) => !question || !montre.includes(texte)), termes);
    if (actuel() && meilleur) Recherche.citer(cible, meilleur);
  };
})();
