// The words of the search, shared by Node (which builds the index) and the browser (which queries it):
// how a text is cut into words, folded, lightly stemmed; what weighs more; which abbreviations stand for which words.
(function (racine) {
  "use strict";

  // n°6 and 2.3 are words; L’ and d’ are cut off; the rest is runs of letters and digits.
  const MOT = /n\s?[°º]\s*(\d+)|\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/giu;
  const ELISION = /(^|[^\p{L}])(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L})/giu;
  const VIDES = new Set((
    "a ai au aux avec ce ces cet cette dans de des du elle en est et eux il ils je la le les leur leurs lui ma mais " +
    "me mes mon ne nos notre nous on ont ou par pas pour qu que qui sa se ses son sont sur ta te tes ton tu un une " +
    "vos votre vous y l d c s n j m t ainsi afin comme donc si tout tous toute toutes plus etre"
  ).split(" "));
  // Two or three letters that are also ordinary words: an abbreviation only when written in capitals.
  const CAPITALES = new Set(["AI", "EI", "PER", "CE", "CI", "RI", "FT", "TI", "SIS"]);
  const POIDS = { code: 8, titre: 6, sigles: 2.5, mots: 3, resume: 2, texte: 1 };

  function plier(mot) {
    return mot.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
  }

  // Plurals, and « collective » for « collectif »: a heavier stem brings more sheets, and fewer right ones.
  function raciner(mot) {
    if (mot.length < 4 || /\d/.test(mot)) return mot;
    if (/eaux$/.test(mot)) return mot.slice(0, -1);
    if (/[a-z]{3}ives?$/.test(mot)) return mot.replace(/ives?$/, "if");
    if (/aux$/.test(mot) && mot.length > 5) return mot.slice(0, -3) + "al";
    return /[sx]$/.test(mot) && !/ss$/.test(mot) ? mot.slice(0, -1) : mot;
  }

  // A text as words with their place: [{mot, debut, fin}], `mot` as the index knows it.
  function couper(texte) {
    // An elided article becomes blanks, so that places stay right.
    const propre = texte.replace(ELISION, (tout, avant) => avant + " ".repeat(tout.length - avant.length));
    const mots = [];
    for (const trouve of propre.matchAll(MOT)) {
      const brut = trouve[0];
      const mot = trouve[1] ? "n" + trouve[1] : CAPITALES.has(brut) ? "=" + brut : raciner(plier(brut.replace(",", ".")));
      mots.push({ mot, debut: trouve.index, fin: trouve.index + brut.length });
    }
    return mots;
  }

  const jetons = (texte) => couper(texte).map((m) => m.mot);
  const est_vide = (mot) => VIDES.has(mot);

  function reglages() {
    return {
      fields: Object.keys(POIDS),
      tokenize: jetons,
      processTerm: (mot) => (est_vide(mot) ? null : mot),
      searchOptions: { boost: POIDS },
    };
  }

  // The ways to write each abbreviation, as runs of words to look for in a text.
  class Sigles {
    constructor(liste) {
      this.entrees = liste.map(({ formes, capitales }) => ({
        formes,
        suites: formes.map((forme, rang) => (capitales && rang === 0 ? ["=" + forme] : jetons(forme)))
          .filter((suite) => suite.length && !(suite.length === 1 && est_vide(suite[0]))),
      }));
    }

    // Every form of the abbreviations that a text uses, whichever form it uses.
    formesDe(texte) {
      const chaine = " " + jetons(texte).join(" ") + " ";
      return this.entrees
        .filter(({ suites }) => suites.some((suite) => chaine.includes(" " + suite.join(" ") + " ")))
        .flatMap(({ formes }) => formes);
    }
  }

  const etendre = (document, sigles) =>
    sigles.formesDe([document.code, document.titre, document.mots, document.resume, document.texte].join(" . ")).join(" . ");

  // What is searched for: the last word as a beginning, numbers and capitals exactly. The strictest reading that finds
  // a sheet is kept: all the words, then all with a typo allowed, then some of them.
  function chercher(index, requete) {
    let mots = jetons(requete);
    const dernier = /[\p{L}\p{N}]$/u.test(requete.trimEnd()) ? mots[mots.length - 1] : "";
    const pleins = mots.filter((mot) => !est_vide(mot));
    if (!mots.length) return null;
    mots = pleins.length ? pleins : [dernier || mots[0]];
    const exact = (mot) => /\d/.test(mot) || mot.startsWith("=");
    const options = {
      tokenize: () => mots,
      processTerm: (mot) => mot,
      prefix: (mot) => !mot.startsWith("=") && (mot === dernier || (mot.length > 3 && !exact(mot))),
      // A word of every sheet tells none of them apart.
      boostTerm: (mot) => (mot === "rsa" ? 0.2 : 1),
      weights: { prefix: 0.5, fuzzy: 0.3 },
    };
    const typo = (mot) => (exact(mot) || mot.length < 5 ? false : mot.length < 9 ? 1 : 2);
    for (const combineWith of ["AND", "OR"]) {
      for (const fuzzy of [false, typo]) {
        const trouves = index.search(requete, Object.assign({ combineWith, fuzzy }, options));
        if (trouves.length) return trouves;
      }
    }
    return [];
  }

  const api = { couper, jetons, plier, reglages, etendre, chercher, Sigles };
  if (typeof module === "object" && module.exports) module.exports = api;
  else racine.Recherche = Object.assign(racine.Recherche || {}, api);
})(typeof globalThis === "object" ? globalThis : this);
