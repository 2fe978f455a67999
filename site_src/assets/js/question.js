// Reading a query: which of its words go together, what they may mean, which count.
(function (racine) {
  "use strict";
  const noeud = typeof module === "object" && module.exports;
  const R = noeud ? require("./mots.js") : racine.Recherche;

  // What a question is made of: these words help to rank, none is required.
  const VAGUES = new Set((
    "combien comment quel quelle quoi quand pourquoi ou est qui peut peuvent peux puis pouvoir doit dois devoir faut " +
    "falloir faire fait font existe existent avoir ayant cherche chercher trouver trouve recherche veut veux vouloir " +
    "voudrait voudrais souhaite aimerait besoin bonjour merci fiche action personne gens tres vient vienne venir bon quelqu arrive touche sait savoir " +
    "pas ni sans entre chez vers encore deja alors bien tres moins etre est soit sera non oui lien avoir mettre donner " +
    "dont celui celle ceux quelque meme aussi car quelles quelles ca cela lors selon pendant depuis apres avant"
  ).split(" ").map(R.raciner));

  const chiffre = (mot) => /\d/.test(mot);

  function grouper(requete, vocabulaire, lexique) {
    const mots = R.simples(requete);
    const enCours = /(?:[\p{L}\p{N}]|\d[.,-])$/u.test(requete.trimEnd()); // « 2. » too: it begins 2.3
    const pris = new Array(mots.length).fill(null);
    const groupes = [];
    const poser = (debut, fin, plus) => {
      const groupe = Object.assign({ rang: debut, mots: mots.slice(debut, fin), sens: [], dernier: enCours && fin === mots.length }, plus);
      for (let i = debut; i < fin; i++) pris[i] = groupe;
      groupes.push(groupe);
      return groupe;
    };
    const reperes = [...vocabulaire.reperer(mots), ...(enCours ? vocabulaire.commences(mots) : [])];
    for (const { debut, fin, entree, terme, haut } of reperes) {
      const deja = pris[debut], sens = { entree, terme };
      if (deja && deja.rang === debut && deja.mots.length === fin - debut) deja.sens.push(sens);
      else if (pris.slice(debut, fin).every((g) => !g)) poser(debut, fin, { sens: [sens], haut, suite: fin - debut > 1 });
    }
    // « co financement » for « cofinancement ».
    for (let i = 0; i + 1 < mots.length; i++) {
      if (pris[i] || pris[i + 1] || chiffre(mots[i].mot) || chiffre(mots[i + 1].mot)) continue;
      const joint = R.raciner(R.plier(mots[i].brut) + R.plier(mots[i + 1].brut));
      if (lexique.connait(joint)) poser(i, i + 2, { joint });
    }
    mots.forEach((m, i) => { if (!pris[i] && !R.est_vide(m.mot)) poser(i, i + 1, {}); });
    // Of empty words alone, the last may be the beginning of another.
    if (!groupes.length && mots.length) poser(mots.length - 1, mots.length, {});
    for (const g of groupes) {
      g.question = g.sens.some((s) => s.entree.question);
      g.courant = !g.sens.length && g.mots.every((m) => VAGUES.has(m.mot));
      g.vague = g.courant || (g.question && g.suite);
      g.sens.push(...(g.mots.length === 1 ? vocabulaire.minuscules(g.mots[0], mots.length === 1) : []));
    }
    // « FLE » is an abbreviation, whole or not at all; not « AIDE » in a sentence typed in capitals.
    const criee = !/\p{Ll}/u.test(requete) && /\p{Lu}{5}/u.test(requete);
    for (const g of groupes) g.sigle = !criee && g.mots.length === 1 && /^\p{Lu}{2,4}$/u.test(g.mots[0].brut);
    if (groupes.length === 1) groupes[0].seul = true;
    const utiles = groupes.filter((g) => !g.vague);
    if (!utiles.length) for (const g of groupes) g.vague = false;
    return groupes.sort((a, b) => a.rang - b.rang);
  }

  const api = { chiffre, grouper };
  if (noeud) module.exports = api;
  else Object.assign(R, api);
})(typeof globalThis === "object" ? globalThis : this);
