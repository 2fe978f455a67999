// The search itself: what weighs more, which documents hold what is asked, what comes first. Node builds the index with it.
(function (racine) {
  "use strict";
  const noeud = typeof module === "object" && module.exports;
  const R = noeud ? Object.assign({}, require("./mots.js"), require("./question.js")) : racine.Recherche;

  // A sheet's fields, the answers to « L’essentiel » among them; then those of a section of a page of ours.
  const POIDS = {
    fiche: { code: 8, repond: 1, titre: 6, mots: 3, resume: 2, pour_qui: 1.5, duree: 1.2, prescription: 1.2, groupe: 1.2, financement: 1.2, contact: 1, texte: 1, paires: 1 },
    guide: { titre: 4, page: 2, texte: 1, paires: 1 },
  };
  const RESERVE = { fiche: ["genre", "titre", "code", "lieu", "adresse", "cadre"], guide: ["genre", "titre", "page", "adresse", "texte", "langue"] };
  // A sheet that nobody can be sent to comes after an action that holds as much of what is asked.
  const CADRE = 0.85;
  const COURTS = ["code", "titre", "mots", "page"];
  // The same word in its other clothes, as a beginning: renouvellement → renouvel, accompagner → accompagn.
  const FINS = /(?:issement|ellement|lement|ement|ments?|ation|ition|tion|ateur|teur|eur|rice|able|ible|ance|ence|iste|isme|aire|ique|ee|er|ir|re|ez|ant|ent|ite|at|age|ure|e)$/;
  const FINS_RARES = /(?:if|ive|el|al|iel)$/;

  function famille(mot, connu) {
    let debut = mot.replace(FINS, "");
    if (debut === mot && !connu) debut = mot.replace(FINS_RARES, "");
    // « mobilitée » is a mistake, to be said; « mobilité » is not « mobiliser », « intensité » is « intensif ».
    const minimum = /ite$/.test(mot) ? 6 : connu ? 5 : 4;
    return debut !== mot && debut.length >= minimum && !/itee$/.test(mot) ? debut : null;
  }

  // « seule » is no mistake for « seul », nor « artisane », « paysanne »; « mobilitée » is one.
  const feminin = (mot, connu) => /[^aeiou]$/.test(connu) && [`${connu}e`, `${connu}${connu.at(-1)}e`].includes(mot);

  function reglages(genre, vocabulaire) {
    return {
      fields: Object.keys(POIDS[genre]),
      storeFields: RESERVE[genre],
      stringifyField: (valeur) => valeur,
      tokenize: (valeur, champ) =>
        champ === "paires" ? valeur : champ === "code" ? [`n${valeur}`] : champ === "repond" ? valeur.split(" ").map((q) => `?${q}`)
          : vocabulaire.jetons(valeur),
      processTerm: (mot) => (R.est_vide(mot) ? null : mot),
    };
  }

  // ---- one index (sheets, or pages) and what it answers ----
  class Fonds {
    constructor(genre, mini, vocabulaire, lexique) {
      Object.assign(this, { genre, mini, vocabulaire, lexique });
    }

    _terme(terme, { prefixe = false, poids = 1, poidsPrefixe = 0.5, propre = true } = {}, boost) {
      const cle = `${prefixe ? poidsPrefixe : ""}|${terme}`;
      if (!this.vus.has(cle)) {
        const options = {
          tokenize: (t) => [t], processTerm: (t) => t, prefix: prefixe, boost, weights: { prefix: poidsPrefixe, fuzzy: 0 },
        };
        // One or two letters begin hundreds of words: those of the titles first.
        const courts = prefixe && terme.length < 3 ? this.mini.search(terme, Object.assign({ fields: COURTS }, options)) : [];
        this.vus.set(cle, courts.length ? courts : this.mini.search(terme, options));
      }
      return { liste: this.vus.get(cle), poids, propre };
    }

    // All the ways that a group is asked for: [{suites of results to hold together}].
    _voies(groupe, boost) {
      const un = (terme, options) => [this._terme(terme, options, boost)];
      const voies = [];
      const pleins = groupe.mots.filter((m) => !R.est_vide(m.mot));
      for (const sens of groupe.sens) voies.push(...this._autres(sens).map((options) => un(options.terme, options)));
      if (groupe.haut) return voies;
      if (groupe.joint) voies.push(un(groupe.joint));
      const trouve = () => voies.some((voie) => voie.every((v) => v.liste.length));
      if (groupe.mots.length > 1) {
        if (!groupe.question && pleins.length && !trouve()) {
          voies.push(pleins.map((m) => this._terme(m.mot, { prefixe: m.mot.length > 3, poids: 0.6 }, boost)));
        }
        return voies;
      }
      const { mot } = groupe.mots[0];
      if (groupe.sigle) return [...voies, un(mot)];
      const long = mot.length > 3 && !R.chiffre(mot);
      voies.push(un(mot, { prefixe: groupe.dernier || long }));
      // A number alone may be a sheet's; 2.3 always may.
      if (/^\d/.test(mot) && (groupe.seul || mot.includes("."))) {
        voies.push(un(`n${mot}`));
        if (groupe.dernier && !mot.includes(".")) voies.push(un(`n${mot}.`, { prefixe: true, poidsPrefixe: 1 })); // 2 begins 2.3
      }
      const connu = this.lexique.connait(mot);
      const souche = long && famille(mot, connu);
      if (souche) voies.push(un(souche, { prefixe: true, poids: 0.4, poidsPrefixe: 1 }));
      groupe.sur = connu || groupe.sens.length > 0 || trouve();
      return voies;
    }

    // The ways of a sense that the index knows; the one that was typed counts as the words themselves.
    _autres({ entree, terme }) {
      return entree.termes.filter((t) => this.lexique.contient(t)).map((t) =>
        (t === terme || entree.question ? { terme: t } : { terme: t, poids: entree.poids, propre: false }));
    }

    _corriger(groupe, boost) {
      const { mot, brut } = groupe.mots[0];
      if (groupe.mots.length > 1 || groupe.courant || groupe.haut || groupe.sigle || groupe.sur || R.chiffre(mot)) return [];
      const proches = this.lexique.proches(mot, groupe.dernier);
      if (!proches.length) return [];
      if (!feminin(mot, proches[0])) groupe.corrige = { tape: brut, retenu: this.lexique.ecrire(proches[0]) };
      return proches.flatMap((proche) => {
        const sens = this.vocabulaire.formes.get(proche) || [];
        return [{ terme: proche }, ...sens.flatMap((s) => this._autres(s))].map((options) => [this._terme(options.terme, options, boost)]);
      });
    }

    // Which documents hold a group, by its best way: id → {score, termes, titre, hit}.
    _tenir(groupe, boost) {
      const tenus = new Map();
      const noter = (hits, { poids, propre }) => {
        const [hit] = hits;
        let tenu = tenus.get(hit.id);
        if (!tenu) tenus.set(hit.id, (tenu = { score: 0, termes: new Set(), titre: false, saillant: false, propre: false, hit }));
        // What answers is the word itself, where the document has it; what means the same, elsewhere.
        if (propre && !tenu.propre) {
          tenu.propre = true;
          tenu.termes.clear();
        }
        let score = 0;
        for (const { score: part, terms, match } of hits) {
          score += part;
          for (const terme of terms) {
            if (propre || !tenu.propre) tenu.termes.add(terme);
            if (match[terme].includes("titre") || match[terme].includes("code")) tenu.titre = true;
            if (propre && match[terme].some((champ) => champ !== "texte")) tenu.saillant = true;
          }
        }
        tenu.score = Math.max(tenu.score, score * poids);
      };
      // A letter or two may be in every document: no copy of a list that stands alone.
      const suivre = (voies) => {
        for (const [premiere, ...autres] of voies) {
          const pars = autres.map(({ liste }) => new Map(liste.map((h) => [h.id, h])));
          for (const hit of premiere.liste) {
            const hits = pars.length ? [hit, ...pars.map((par) => par.get(hit.id))] : [hit];
            if (!hits.includes(undefined)) noter(hits, premiere);
          }
        }
      };
      suivre(this._voies(groupe, boost));
      if (!tenus.size) suivre(this._corriger(groupe, boost));
      return tenus;
    }

    // The share of the query's neighbours that a document holds side by side too.
    _voisins(requete, boost) {
      const parts = new Map(), paires = R.paires(requete);
      for (const paire of paires) {
        for (const { id } of this._terme(paire, { prefixe: true }, boost).liste) parts.set(id, (parts.get(id) || 0) + 1 / paires.length);
      }
      return parts;
    }

    // The documents that hold every word that counts; else those that hold the most.
    chercher(requete) {
      this.vus = new Map();
      const groupes = R.grouper(requete, this.vocabulaire, this.lexique);
      if (!groupes.length) return null;
      const boost = Object.assign({}, POIDS[this.genre]);
      for (const { entree } of groupes.flatMap((g) => g.sens)) if (boost[entree.question]) boost[entree.question] *= 3;
      // Words that together say something that no document says are looked for one by one.
      const tenus = groupes.flatMap((groupe) => {
        const par = this._tenir(groupe, boost);
        if (par.size || groupe.mots.length < 2 || groupe.vague) return [{ groupe, par }];
        const seuls = groupe.mots.filter((m) => !R.est_vide(m.mot)).map((m) => Object.assign({}, groupe, { mots: [m], sens: [] }));
        return seuls.map((seul) => ({ groupe: seul, par: this._tenir(seul, boost) }));
      });
      const requis = tenus.filter(({ groupe }) => !groupe.vague);
      const notes = new Map();
      for (const { groupe, par } of tenus) {
        for (const [id, { score, termes, titre, saillant, propre, hit }] of par) {
          const note = notes.get(id) || notes.set(id, { hit, score: 0, requis: 0, titres: 0, saillants: 0, propres: 0, termes: new Set() }).get(id);
          note.score += groupe.vague ? score * 0.3 : score;
          if (!groupe.vague) {
            note.requis++;
            if (titre) note.titres++;
            if (saillant) note.saillants++;
            if (propre) note.propres++;
          }
          for (const terme of termes) if (!groupe.vague || groupe.sens.length) note.termes.add(terme);
        }
      }
      const candidats = [...notes.values()].filter((n) => n.requis);
      const plein = Math.max(0, ...candidats.map((n) => n.requis));
      const partiel = plein < requis.length;
      // A number that no sheet has is an answer: what stands near it would be another one.
      const manque = requis.some(({ groupe, par }) => !par.size && R.chiffre(groupe.mots[0].mot));
      if (manque && plein < 2) candidats.length = 0;
      const retenus = candidats.filter((n) => n.requis >= (partiel ? Math.max(1, plein / 2) : plein));
      const voisins = this._voisins(requete, boost);
      const resultats = retenus.map((n) => {
        const part = n.requis / requis.length;
        // The words themselves come before others that say the same.
        let score = n.score * part * part * (1 + (0.3 * n.titres) / requis.length) * (1 + (9 * n.propres) / requis.length);
        score *= (1 + 2 * (voisins.get(n.hit.id) || 0)) * (n.hit.cadre ? CADRE : 1);
        const code = n.hit.code && n.termes.has(`n${n.hit.code}`);
        return Object.assign(n.hit, {
          genre: this.genre, terms: [...n.termes], score: code ? score + 1e6 : score,
          titre_entier: n.titres === requis.length && n.propres === requis.length, en_passant: !n.saillants,
        });
      });
      resultats.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
      return Object.assign(resultats, {
        partiel,
        corriges: tenus.filter(({ groupe, par }) => groupe.corrige && par.size).map(({ groupe }) => groupe.corrige),
      });
    }
  }

  const api = { reglages, Fonds };
  if (noeud) module.exports = Object.assign({}, R, api);
  else Object.assign(R, api);
})(typeof globalThis === "object" ? globalThis : this);
