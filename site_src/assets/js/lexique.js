// The words that an index knows: the nearest to one that was mistyped, and how to write them; the search as pages call it.
(function (racine) {
  "use strict";
  const noeud = typeof module === "object" && module.exports;
  const R = noeud ? Object.assign({}, require("./recherche.js")) : racine.Recherche;

  // As one hears it: « pacerelle » is « passerelle », « stratéjie » is « stratégie ».
  const SONS = [[/ph/g, "f"], [/ss|ç|c(?=[eiy])|t(?=ion)/g, "s"], [/qu|ck|ch(?=r)|k/g, "c"], [/g(?=[eiy])/g, "j"], [/eau|au/g, "o"], [/y/g, "i"],
    [/ai|ei/g, "e"], [/en|em(?=[bp])/g, "an"], [/am(?=[bp])/g, "an"], [/im(?=[bp])|ain|ein/g, "in"], [/h/g, ""], [/(.)\1+/g, "$1"],
    [/(?:er|ez|et|es|ee|e|s|t|x|d)$/, ""]];
  const entendre = (mot) => SONS.reduce((son, [avant, apres]) => son.replace(avant, apres), mot);

  // Letters added, lost, changed or swapped between two words; more than `limite` is `limite + 1`.
  function distance(a, b, limite) {
    if (Math.abs(a.length - b.length) > limite) return limite + 1;
    let avant2 = [], avant = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const ligne = [i];
      let mini = i;
      for (let j = 1; j <= b.length; j++) {
        const egal = a[i - 1] === b[j - 1];
        let d = Math.min(avant[j] + 1, ligne[j - 1] + 1, avant[j - 1] + (egal ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, avant2[j - 2] + 1);
        ligne.push(d);
        mini = Math.min(mini, d);
      }
      if (mini > limite) return limite + 1;
      avant2 = avant;
      avant = ligne;
    }
    return avant[b.length];
  }

  class Lexique {
    // `termes`: [[word of the index, how many documents hold it]]; `formes`: how to write those that aren't written so.
    constructor(termes, formes, vocabulaire) {
      this.tous = new Set(termes.map(([terme]) => terme));
      this.termes = new Map(termes.filter(([terme]) => /^[a-z]{3,}$/.test(terme)));
      for (const forme of vocabulaire.formes.keys()) if (/^[a-z]{3,}$/.test(forme) && !this.termes.has(forme)) this.termes.set(forme, 0);
      this.formes = formes;
    }

    connait(mot) {
      return this.termes.has(mot);
    }

    contient(terme) {
      return this.tous.has(terme);
    }

    ecrire(mot) {
      return this.formes[mot] || mot;
    }

    // The known words nearest to one that isn't: by sound, then by letters; `commence` when it may still grow.
    proches(mot, commence, plus = 0) {
      const limite = (mot.length < 4 ? 0 : mot.length < 8 ? 1 : 2) + plus;
      const son = entendre(mot);
      let trouves = [];
      for (const [terme, nombre] of this.termes) {
        let d = distance(mot, terme, limite);
        if (son.length > 3 && entendre(terme) === son) d = Math.min(d, 0.5);
        if (commence && d > limite && mot.length > 5 && terme.length > mot.length) {
          const debut = distance(mot, terme.slice(0, mot.length), 1); // 2 is « further »: no longer a beginning
          if (debut < 2) d = debut + 0.7;
        }
        if (d > 1 && terme[0] !== mot[0]) continue; // « silence » is not « violence »: a first letter is rarely the wrong one
        if (d <= limite + (commence ? 0.7 : 0)) trouves.push({ terme, d: d - (terme[0] === mot[0] ? 0.2 : 0), nombre });
      }
      trouves.sort((a, b) => a.d - b.d || b.nombre - a.nombre || (a.terme < b.terme ? -1 : 1));
      trouves = trouves.filter((t) => t.d <= trouves[0].d + 0.1).slice(0, 3);
      return trouves.map((t) => t.terme);
    }
  }

  // The postings as MiniSearch has them; `indexer.cjs` folded them.
  function deplier([mot, ...suite]) {
    const champs = {};
    for (let i = 0; i < suite.length; i += 3) {
      const parDocument = champs[suite[i]] = {}, fois = suite[i + 2];
      let numero = 0;
      suite[i + 1].forEach((ecart, rang) => { numero += ecart; parDocument[numero] = fois ? fois[rang] : 1; });
    }
    return [mot, champs];
  }

  // What the build made, opened: `{fiches, guides}` and the words that they share.
  class Index {
    constructor(donnees, MiniSearch) {
      this.vocabulaire = new R.Vocabulaire(donnees.mots);
      this.themes = donnees.mots.themes;
      for (const [genre, serie] of [["fiche", donnees.fiches], ["guide", donnees.guides]]) {
        const nombres = serie.index.map(([terme, , documents]) => [terme, documents.length]);
        const lexique = new Lexique(nombres, donnees.mots.formes, this.vocabulaire);
        this[genre] = new R.Fonds(genre, MiniSearch.loadJS(Object.assign({}, serie, { index: serie.index.map(deplier) }), R.reglages(genre, this.vocabulaire)), this.vocabulaire, lexique);
      }
    }
  }

  // A question about the site itself, « signaler une erreur », « écrire une fiche »: what no sheet holds, or several words
  // that the title of a page says and sheets only in passing. A sigle and a word alone are the sheets' own.
  function porteSurLeSite(requete, fiches, guides) {
    if (!guides.length || guides.partiel || guides.corriges.length) return false;
    if (!fiches.length) return true;
    const [guide] = guides, dits = R.simples(requete).filter((m) => !R.est_vide(m.mot));
    return dits.length > 1 && guide.titre_entier && !guide.id.startsWith("sigles/") && fiches.every((f) => f.en_passant);
  }

  // Hits in order, sheets then pages, or null when nothing is asked. `corriges`: the words that only a typo explains;
  // `partiel`: no sheet holds them all.
  function chercher(index, requete) {
    const fiches = index.fiche.chercher(requete), guides = index.guide.chercher(requete);
    if (!fiches) return null;
    const { corriges, partiel } = fiches.length ? fiches : guides;
    return Object.assign([...fiches, ...guides], { corriges, partiel, guides_d_abord: porteSurLeSite(requete, fiches, guides) });
  }

  // Up to three queries near to one that found nothing: without the unknown words, with the nearest words, else themes.
  function proposer(index, requete) {
    const { fiche: fonds, vocabulaire } = index;
    const groupes = R.grouper(requete, vocabulaire, fonds.lexique);
    const texte = (groupe) => groupe.mots.map((m) => m.brut).join(" ");
    const trouve = (q) => { const t = q && fonds.chercher(q); return t && t.length > 0 && !t.corriges.length; };
    const bons = groupes.filter((groupe) => trouve(texte(groupe)));
    const essais = bons.length && bons.length < groupes.length ? [bons.map(texte).join(" ")] : [];
    for (const { mots } of groupes.filter((groupe) => !bons.includes(groupe))) {
      for (const m of mots) if (m.mot.length > 3 && !R.chiffre(m.mot)) essais.push(...fonds.lexique.proches(m.mot, false, 1).map((t) => fonds.lexique.ecrire(t)));
    }
    return [...new Set([...essais, ...index.themes])].filter((q) => q !== requete.trim() && trouve(q)).slice(0, 3);
  }

  // The words of the last index opened are those that pages mark.
  function ouvrir(donnees, MiniSearch) {
    const index = new Index(donnees, MiniSearch);
    R.vocabulaire = index.vocabulaire;
    return index;
  }

  const api = { ouvrir, chercher, proposer };
  if (noeud) module.exports = Object.assign({}, R, api);
  else Object.assign(R, api);
})(typeof globalThis === "object" ? globalThis : this);
