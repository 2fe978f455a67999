// The search box of every page: results in place as one types, sheets then guides. Nothing of the search is fetched
// before the reader comes to the box; without it, the form leads to the catalogue.
(function () {
  "use strict";
  const { creer, compter, citer, ecrire } = Outils;
  const R = (window.Recherche = window.Recherche || {});
  const script = document.currentScript.src;
  R.racine = new URL("../../", script).href;

  // The catalogue on some words, from another page: after the « # », they are sent to no server.
  R.adresseDe = (requete) => `${R.racine}catalogue/index.html#q=${encodeURIComponent(requete)}`;

  // The search, ready: promise of the index, for whoever asks. A failure is tried again at the next call.
  let attente = null;
  R.preparer = () => {
    attente = attente || (async () => {
      const programmes = [
        [R.Vocabulaire, new URL("mots.js", script)], [R.grouper, new URL("question.js", script)],
        [R.Fonds, new URL("recherche.js", script)], [R.ouvrir, new URL("lexique.js", script)],
        [R.citer, new URL("extraits.js", script)], [window.MiniSearch, new URL("minisearch.js", script)],
      ];
      const [recu] = await Promise.all([
        Donnees.chercher("recherche/index.js"),
        ...programmes.filter(([present]) => !present).map(([, adresse]) => Donnees.executer(adresse.href, false)),
      ]);
      return R.ouvrir(recu, window.MiniSearch);
    })().catch((erreur) => { attente = null; throw erreur; });
    return attente;
  };

  const FICHES = 5, GUIDES = 3;

  class Boite {
    constructor(formulaire) {
      this.formulaire = formulaire;
      this.champ = formulaire.elements.q;
      this.panneau = creer("div", "boite-panneau");
      this.remarque = creer("p", "boite-remarque");
      const nom = { id: `${this.champ.id}-resultats`, "aria-label": "Résultats de la recherche" };
      this.liste = creer("div", { class: "boite-liste", role: "listbox", ...nom });
      this.annonce = creer("p", { class: "hors-ecran", role: "status" });
      this.tour = 0;
      this.actif = -1;
      this.options = [];
      this.panneau.hidden = true;
      this.panneau.append(this.remarque, this.liste);
      formulaire.append(this.panneau, this.annonce);
      const attributs = { role: "combobox", "aria-expanded": "false", "aria-controls": this.liste.id, "aria-autocomplete": "list" };
      for (const [nom, valeur] of Object.entries(attributs)) this.champ.setAttribute(nom, valeur);
      this.champ.addEventListener("focus", () => R.preparer().catch(() => {}));
      this.champ.addEventListener("input", () => this.montrer());
      this.champ.addEventListener("keydown", (e) => this.touche(e));
      formulaire.addEventListener("submit", (e) => {
        if (!this.champ.value.trim()) return;
        e.preventDefault();
        location.href = R.adresseDe(this.champ.value.trim());
      });
      // A press on the panel leaves the cursor in the box; leaving the form closes the panel.
      this.panneau.addEventListener("mousedown", (e) => e.preventDefault());
      formulaire.addEventListener("focusout", (e) => { if (!formulaire.contains(e.relatedTarget)) this.fermer(); });
    }

    async montrer() {
      const moi = ++this.tour, requete = this.champ.value.trim();
      if (!requete) return this.fermer();
      let index;
      try {
        index = await R.preparer();
      } catch {
        if (moi === this.tour) this.ouvrir("La recherche n’a pas pu être chargée\u00a0: appuyez sur Entrée pour ouvrir le catalogue.", []);
        return undefined;
      }
      if (moi === this.tour) this.remplir(index, requete, () => moi === this.tour);
      return undefined;
    }

    remplir(index, requete, actuel) {
      const trouves = R.chercher(index, requete) || [];
      const fiches = trouves.filter((t) => t.genre === "fiche"), guides = trouves.filter((t) => t.genre === "guide");
      const groupes = [
        ["Fiches", fiches.slice(0, FICHES).map((t) => this.fiche(t, actuel))],
        ["Guides et sigles", guides.slice(0, GUIDES).map((t) => this.guide(t))],
      ];
      if (trouves.guides_d_abord) groupes.reverse();
      const tout = this.lien(R.adresseDe(requete), "boite-option boite-tout",
        fiches.length > 1 ? `Voir les ${compter(fiches.length, "fiche")} dans le catalogue` : "Voir la fiche dans le catalogue");
      if (!trouves.length) {
        const proposes = R.proposer(index, requete).map((autre) => this.lien(R.adresseDe(autre), "boite-option boite-proposition", autre));
        return this.ouvrir(`Aucun résultat pour ${citer(requete)}.`, [["Essayez", proposes]], proposes.length ? compter(proposes.length, "proposition") : "");
      }
      const [corrige] = trouves.corriges;
      const remarque = trouves.guides_d_abord ? "" : corrige ? `Aucun résultat pour ${citer(corrige.tape)}\u00a0: voici ceux de ${citer(corrige.retenu)}.`
        : trouves.partiel ? "Aucune fiche ne contient tous ces mots\u00a0: voici les plus proches." : "";
      return this.ouvrir(remarque, fiches.length ? [...groupes, ["", [tout]]] : groupes, // the catalogue holds no page
        `${compter(fiches.length, "fiche")}, ${compter(Math.min(guides.length, GUIDES), "passage")} des guides`);
    }

    lien(adresse, classe, ...enfants) {
      const { href } = new URL(adresse, R.racine);
      return creer("a", { class: classe, href, tabindex: -1, role: "option", "aria-selected": "false" }, ...enfants);
    }

    fiche(trouve, actuel) {
      const termes = new Set(trouve.terms), titre = creer("span", "boite-titre"), extrait = creer("span", "boite-extrait");
      R.ecrire(titre, trouve.titre, termes);
      const repere = `${/^\d+$/.test(trouve.code) ? "Fiche" : "Action"} ${trouve.code}`;
      R.lirePassages(trouve.id).then((liste) => {
        const meilleur = actuel() && R.meilleur(liste, termes);
        if (meilleur) R.citer(extrait, Object.assign(meilleur, { section: "" }), 120, 24);
      });
      return this.lien(trouve.adresse, "boite-option", creer("span", "code", repere), creer("span", "boite-lieu", ` ${trouve.lieu} `), titre, extrait);
    }

    guide(trouve) {
      const termes = new Set(trouve.terms), titre = creer("span", "boite-titre"), extrait = creer("span", "boite-extrait");
      R.ecrire(titre, trouve.titre, termes);
      const meilleur = R.meilleur(trouve.texte.split("\n").map((texte) => ["", texte]), termes);
      if (meilleur) R.citer(extrait, meilleur, 120, 24);
      const lieu = trouve.page ? [creer("span", "boite-lieu", `${trouve.page} `)] : [];
      const a = this.lien(trouve.adresse, "boite-option", ...lieu, titre, extrait);
      if (trouve.langue) a.lang = trouve.langue;
      return a;
    }

    ouvrir(remarque, groupes, annonce = "") {
      this.remarque.textContent = remarque;
      this.remarque.hidden = !remarque;
      this.liste.replaceChildren(...groupes.filter(([, options]) => options.length).map(([nom, options]) => {
        if (!nom) return options[0];
        const titre = creer("span", { class: "boite-groupe-nom", "aria-hidden": "true" }, nom);
        return creer("div", { class: "boite-groupe", role: "group", "aria-label": nom }, titre, ...options);
      }));
      this.options = [...this.liste.querySelectorAll("[role=option]")];
      this.options.forEach((option, rang) => { option.id = `${this.liste.id}-${rang}`; });
      this.viser(-1);
      this.liste.hidden = !this.options.length;
      this.panneau.hidden = false;
      this.champ.setAttribute("aria-expanded", String(this.options.length > 0));
      ecrire(this.annonce, annonce && remarque ? `${remarque} ${annonce}.` : annonce || remarque);
    }

    fermer() {
      this.tour++;
      this.panneau.hidden = true;
      this.champ.setAttribute("aria-expanded", "false");
      this.annonce.textContent = "";
      this.viser(-1);
    }

    viser(rang) {
      this.actif = rang;
      this.options.forEach((option, i) => option.setAttribute("aria-selected", String(i === rang)));
      if (rang < 0) return this.champ.removeAttribute("aria-activedescendant");
      this.champ.setAttribute("aria-activedescendant", this.options[rang].id);
      return this.options[rang].scrollIntoView({ block: "nearest" });
    }

    touche(e) {
      const ouvert = !this.panneau.hidden, n = this.options.length;
      if (e.isComposing) return;
      if (e.key === "ArrowDown" && !ouvert && this.champ.value.trim()) this.montrer();
      else if (!ouvert) return;
      else if (e.key === "ArrowDown" && n) this.viser(this.actif + 1 < n ? this.actif + 1 : -1);
      else if (e.key === "ArrowUp" && n) this.viser(this.actif < 0 ? n - 1 : this.actif - 1);
      else if (e.key === "Escape") this.fermer();
      else if (e.key === "Enter" && this.actif >= 0) this.options[this.actif].click();
      else return;
      e.preventDefault();
    }
  }

  for (const formulaire of document.querySelectorAll("form[data-boite]")) new Boite(formulaire);
})();
