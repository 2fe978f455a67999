// How a text becomes words, for Node (which builds the index) and the browser (which queries it) alike: cut, folded,
// lightly stemmed; and the vocabulary's ways to say the same thing.
(function (racine) {
  "use strict";

  // ---- what counts as one word ----
  const CODE = "\\d{1,2}(?:[.,]\\d{1,2})?(?![.,]?\\d)";
  const BLANC = "[ \\u00a0\\u202f]";
  const MOT = new RegExp([
    // 04 76 00 38 38, with or without its spaces, from its second pair on.
    `(?<![\\d.,])(?:\\+33${BLANC}?|0)(?<tel>[1-9](?:[.-]?${BLANC}?\\d\\d){1,4})(?!\\d)`,
    // « axe 2 », « objectif n°12 » ; « n°6 », « fiche 6 », « action 2.5 » name a sheet.
    `(?<![\\p{L}\\p{M}])(?<rang>axe|objectif)s?\\s+(?:n\\s?[°º]\\s*)?(?<rangs>${CODE})`,
    `(?<![\\p{L}\\p{M}])(?:(?:fiches?\\s+)?(?:action|fiche)s?\\s+(?:n\\s?[°º]?\\s*|no\\s+|num[ée]ro\\s+)?|n\\s?[°º]\\s*|num[ée]ro\\s+)(?<numero>${CODE})`,
    // 2-4 is 2.4; 22 500 is 22500.
    `(?<nombre>(?<![\\d-])\\d-\\d(?![\\d-])|\\d{1,3}(?:${BLANC}\\d{3})+(?!\\d)(?:,\\d+)?|\\d+(?:[.,]\\d+)*)`,
    "[\\p{L}\\p{M}]+",
  ].join("|"), "giu");
  const ELISION = /(^|[^\p{L}])(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L})/giu;
  const TRAIT = /^[-‐‑]$/;
  const EN_LETTRES = new Map(("deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 quinze:15 " +
    "vingt:20 trente:30 cinquante:50 cent:100").split(" ").map((paire) => paire.split(":")));
  const plier = (mot) =>
    mot.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");

  // Plural and feminine: a heavier stem brings more sheets, and fewer right ones (a query widens itself, see `famille`).
  const GENRES = [[/ives?$/, "if"], [/euses?$/, "eur"], [/trices?$/, "teur"], [/elles?$/, "el"], [/ennes?$/, "en"],
    [/ieres?$/, "ier"], [/ales?$/, "al"], [/antes?$/, "ant"], [/entes?$/, "ent"], [/([^t]|[^i]t)ees?$/, "$1e"]];

  function raciner(mot) {
    if (mot.length < 4) return mot;
    if (mot.length > 6) for (const [fin, par] of GENRES) if (fin.test(mot)) return mot.replace(fin, par);
    if (/eaux$/.test(mot)) return mot.slice(0, -1);
    if (/aux$/.test(mot) && mot.length > 5) return mot.slice(0, -3) + "al";
    return /[sx]$/.test(mot) && !/ss$/.test(mot) ? mot.slice(0, -1) : mot;
  }

  // Words that the index doesn't keep.
  const VIDES = new Set((
    "a ai au aux avec ce ces cet cette dans de des du elle en est et eux il ils je la le les leur leurs lui ma mais " +
    "me mes mon ne nos notre nous on ont ou par pas pour qu que qui sa se ses son sont sur ta te tes ton tu un une " +
    "vos votre vous y l d c s n j m t ainsi afin comme donc si tout tous toute toutes plus etre eme er ere euro eur"
  ).split(" ").flatMap((mot) => [mot, raciner(mot)]));

  const nombre = (brut) => brut.replace(/[ \u00a0\u202f]/g, "").replace(/[,-]/g, ".").replace(/\.00$/, "");

  function forme(trouve) {
    const g = trouve.groups;
    if (g.tel) return "0" + g.tel.replace(/\D/g, "");
    if (g.rang) return plier(g.rang) + nombre(g.rangs);
    if (g.numero) return "n" + nombre(g.numero);
    if (g.nombre) return nombre(g.nombre);
    return mot_plie(trouve[0]);
  }

  // What was worked out once: a catalogue says the same words over and over, and each text is cut for several uses.
  function retenir(faire, limite) {
    const faits = new Map();
    return (cle) => {
      let fait = faits.get(cle);
      if (fait === undefined) {
        if (faits.size >= limite) faits.clear();
        faits.set(cle, (fait = faire(cle)));
      }
      return fait;
    };
  }

  const mot_plie = retenir((brut) => {
    const plie = plier(brut);
    return EN_LETTRES.get(plie) || raciner(plie);
  }, 20000);

  // A text as words with their place: [{mot, brut, debut, fin, compose}], `mot` as the index knows it. A compound gives
  // its parts, then the whole in one word: « co-financeur » is found by « cofinanceur ».
  const couper = retenir((texte) => {
    // An elided article becomes blanks, so that places stay right.
    const propre = texte.replace(ELISION, (tout, avant) => avant + " ".repeat(tout.length - avant.length));
    const mots = [];
    let depart = 0;
    const souder = () => {
      const parties = mots.slice(depart);
      if (parties.length > 1) {
        const mot = raciner(parties.map((m) => plier(m.brut)).join(""));
        mots.push({ mot, brut: mot, debut: parties[0].debut, fin: parties.at(-1).fin, compose: true });
      }
    };
    for (const trouve of propre.matchAll(MOT)) {
      const avant = mots.at(-1);
      if (!avant || !TRAIT.test(propre.slice(avant.fin, trouve.index))) {
        souder();
        depart = mots.length;
      }
      mots.push({ mot: forme(trouve), brut: trouve[0], debut: trouve.index, fin: trouve.index + trouve[0].length });
    }
    souder();
    return mots;
  }, 32);

  const simples = (texte) => couper(texte).filter((m) => !m.compose);
  const est_vide = (mot) => VIDES.has(mot);
  // Words that follow one another, empty ones aside, within a sentence: « atelier collectif ».
  function paires(texte) {
    const pleins = simples(texte).filter((m) => !est_vide(m.mot));
    return pleins.slice(1).map((m, i) => [pleins[i], m])
      .filter(([a, b]) => !/[.;:!?\n]/.test(texte.slice(a.fin, b.debut))).map(([a, b]) => `+${a.mot} ${b.mot}`);
  }

  const LONGUEUR = 8;

  // Ways to say the same thing. A way of one word is asked for as that word; one of several words (« revenu de
  // solidarité active ») or in capitals only (« AI ») leaves a mark of its own in the index, `§sense.way`. What a
  // question asks for is a sense too; its mark, `?duree`, is on the sheets that answer.
  class Vocabulaire {
    constructor({ sens, questions }) {
      this.formes = new Map(); // a way to write it, without its blanks → [{entree, terme}]
      this.capitales = new Map();
      this.debuts = new Set([""]); // every beginning of a way to write it: a run of words that isn't one leads nowhere
      sens.forEach(({ formes, poids, capitales }, rang) => {
        const entree = { poids, termes: [] };
        formes.forEach((texte, n) => this._noter(entree, texte, `§${rang}.${n}`, capitales && n === 0));
      });
      for (const [cle, formes] of Object.entries(questions)) {
        const entree = { poids: 1, question: cle, termes: [`?${cle}`] };
        for (const texte of formes) this._ranger(this.formes, simples(texte).map((m) => m.mot).join(""), { entree });
      }
    }

    _noter(entree, texte, marque, haut) {
      const suite = simples(texte);
      if (!suite.length) return;
      const seul = suite.length === 1 ? suite[0].mot : null;
      const capitales = haut || (seul && est_vide(seul));
      const terme = seul && !capitales ? seul : marque;
      entree.termes.push(terme);
      this._ranger(capitales ? this.capitales : this.formes, capitales ? texte : suite.map((m) => m.mot).join(""), { entree, terme });
    }

    _ranger(table, cle, sens) {
      const liste = table.get(cle) || table.set(cle, []).get(cle);
      if (table === this.formes) for (let fin = 1; fin <= cle.length; fin++) this.debuts.add(cle.slice(0, fin));
      if (!liste.some((s) => s.entree === sens.entree)) liste.push(sens);
    }

    // Every run of words that says something known: [{debut, fin, entree, terme}] in ranks of `mots`, longest first.
    reperer(mots) {
      const trouves = [];
      for (let debut = 0; debut < mots.length; debut++) {
        const hauts = this.capitales.get(mots[debut].brut) || [];
        this._noter_en(trouves, debut, debut + 1, this.formes.get(mots[debut].mot) || [], hauts);
        let cle = mots[debut].mot;
        for (let fin = debut + 2; fin <= Math.min(mots.length, debut + LONGUEUR) && this.debuts.has(cle); fin++) {
          cle += mots[fin - 1].mot;
          const vus = this.formes.get(cle);
          // Short words side by side are not an abbreviation, unless each is a letter: « R.S.A. ».
          const sur = vus && (cle.length > 5 || mots.slice(debut, fin).every((m) => m.mot.length === 1));
          if (sur) this._noter_en(trouves, debut, fin, vus, []);
        }
      }
      return trouves.sort((a, b) => b.fin - b.debut - (a.fin - a.debut) || a.debut - b.debut);
    }

    _noter_en(trouves, debut, fin, vus, hauts) {
      for (const { entree, terme } of [...vus, ...hauts]) trouves.push({ debut, fin, entree, terme, haut: hauts.length > 0 });
    }

    // The end of a query that begins something known: « auto-entrep ».
    commences(mots) {
      const trouves = [];
      for (let debut = Math.max(0, mots.length - LONGUEUR); debut < mots.length; debut++) {
        const cle = mots.slice(debut).map((m) => (m === mots.at(-1) ? plier(m.brut) : m.mot)).join("");
        if (cle.length < 5 || this.formes.has(cle) || (debut < mots.length - 1 && est_vide(mots[debut].mot))) continue;
        for (const [forme, sens] of this.formes) {
          if (!forme.startsWith(cle)) continue;
          for (const { entree, terme } of sens) {
            if (!trouves.some((t) => t.entree === entree)) trouves.push({ debut, fin: mots.length, entree, terme });
          }
        }
      }
      return trouves;
    }

    // « per » for « PER »: what the reader may mean too. « ai » only when it is all that was typed.
    minuscules({ mot, brut }, seul) {
      const haut = brut.toUpperCase();
      if (haut === brut || (est_vide(mot) && !seul)) return [];
      return this.capitales.get(haut) || [];
    }

    // A text as the index takes it: its words, and the marks of what it says in other words.
    jetons(texte) {
      const mots = couper(texte);
      const marques = this.reperer(mots.filter((m) => !m.compose)).map((t) => t.terme);
      return [...mots.map((m) => m.mot), ...new Set(marques.filter((terme) => terme && terme[0] === "§"))];
    }

    // Where a text says one of the terms that the index found: [{mot, debut, fin}], in order, none over another.
    places(texte, termes) {
      const tous = couper(texte);
      const mots = tous.filter((m) => !m.compose);
      const vus = tous.filter((m) => termes.has(m.mot)).concat(
        this.reperer(mots).filter((t) => termes.has(t.terme))
          .map((t) => ({ mot: t.terme, debut: mots[t.debut].debut, fin: mots[t.fin - 1].fin })));
      vus.sort((a, b) => a.debut - b.debut || b.fin - a.fin);
      return vus.filter((m, rang) => !rang || m.debut >= Math.max(...vus.slice(0, rang).map((v) => v.fin)));
    }
  }

  const api = { couper, simples, paires, plier, raciner, est_vide, Vocabulaire };
  if (typeof module === "object" && module.exports) module.exports = api;
  else racine.Recherche = Object.assign(racine.Recherche || {}, api);
})(typeof globalThis === "object" ? globalThis : this);
