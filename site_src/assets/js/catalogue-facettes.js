// The facets as the reader works them: choices, counts, long lists folded, a box to find a choice in the longest.
(function () {
  "use strict";
  const EN_VUE = Number(document.querySelector("[data-en-vue]").dataset.enVue);
  const { plier } = Recherche;
  const { nombre, compter, ecrire } = Outils;

  class Facette {
    constructor(pli) {
      this.nom = pli.dataset.facette;
      this.pli = pli;
      this.choisis = pli.querySelector("[data-choisis]");
      this.plus = pli.querySelector("[data-voir-plus]");
      this.fouille = pli.querySelector("[data-fouille]");
      this.fouilleBilan = pli.querySelector("[data-fouille-bilan]");
      this.depliee = false;
      this.options = [...pli.querySelectorAll("li")].map((ligne) => {
        const nom = ligne.querySelector(".option-nom").textContent;
        const bouton = ligne.querySelector("input");
        return { ligne, nom, plie: plier(nom), bouton, compte: ligne.querySelector(".compte"), n: -1 };
      });
      if (this.plus) this.plus.addEventListener("click", () => this._basculer());
      if (this.fouille) {
        this.fouille.addEventListener("input", () => { this.replier(); this._dire(); });
        // Enter here looks for a choice: it doesn't send the form.
        this.fouille.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
      }
    }

    get actives() { return this.options.filter((option) => option.bouton.checked); }
    get titre() { return this.pli.querySelector("legend").textContent; }

    montrer(comptes) {
      this.options.forEach((option, rang) => {
        const n = comptes[rang];
        if (option.n === n) return;
        option.n = n;
        option.compte.textContent = `(${nombre(n)})`;
        option.ligne.classList.toggle("option-vide", n === 0);
      });
      const n = this.actives.length;
      ecrire(this.choisis, n ? compter(n, "choisi") : "");
      this.replier();
    }

    // What is ticked stays in view, whatever it counts; of the rest of a long list, the first that still count.
    replier() {
      if (!this.plus) return;
      const cherche = this.fouille ? plier(this.fouille.value.trim()) : "";
      const muettes = this.options.every(({ n }) => n === 0); // nothing counts: the first stand for the rest
      const tenu = document.activeElement; // read once: each reading makes the browser lay out what was written before
      let vues = 0;
      for (const { ligne, plie, bouton, n } of this.options) {
        let vue;
        if (cherche) vue = plie.includes(cherche);
        else {
          vue = this.depliee || bouton.checked || bouton === tenu || ((n > 0 || muettes) && vues < EN_VUE);
          if (vue) vues++;
        }
        if (ligne.hidden === vue) ligne.hidden = !vue;
      }
      const cachees = this.options.length - vues;
      this.plus.hidden = Boolean(cherche) || (!this.depliee && cachees === 0);
      this.plus.textContent = this.depliee ? "Voir moins" : cachees === 1 ? "Voir l’autre choix" : `Voir les ${compter(cachees, "autre")}`;
      this.plus.setAttribute("aria-expanded", String(this.depliee));
    }

    // The reader who asks for more is taken to the first that appears.
    _basculer() {
      const avant = new Set(this.options.filter(({ ligne }) => !ligne.hidden));
      this.depliee = !this.depliee;
      this.replier();
      const nouvelle = this.depliee && this.options.find((option) => !avant.has(option));
      if (nouvelle) nouvelle.bouton.focus();
    }

    _dire() {
      const n = this.options.filter(({ ligne }) => !ligne.hidden).length;
      const cherche = this.fouille.value.trim();
      this.fouilleBilan.textContent = !cherche ? "" : n === 0 ? "Aucun choix ne contient ces lettres." : compter(n, "choix", "choix");
    }
  }

  Catalogue.Facettes = class {
    constructor(formulaire) {
      this.toutes = [...formulaire.querySelectorAll("[data-facette]")].map((pli) => new Facette(pli));
      this.parNom = new Map(this.toutes.map((facette) => [facette.nom, facette]));
    }

    // Facet → set of the ranks ticked.
    get choix() {
      const choix = new Map();
      for (const facette of this.toutes) {
        const rangs = new Set();
        facette.options.forEach((option, rang) => { if (option.bouton.checked) rangs.add(rang); });
        if (rangs.size) choix.set(facette.nom, rangs);
      }
      return choix;
    }

    get actives() { return this.toutes.flatMap((facette) => facette.actives); }

    // Tick exactly these: facet → keys. A facet in use is unfolded.
    cocher(cles) {
      for (const { nom, pli, options } of this.toutes) {
        for (const { bouton } of options) bouton.checked = (cles[nom] || []).includes(bouton.value);
        if (options.some(({ bouton }) => bouton.checked)) pli.open = true;
      }
    }

    vider(nom) {
      for (const facette of this.toutes) {
        if (nom === undefined || facette.nom === nom) for (const { bouton } of facette.options) bouton.checked = false;
      }
    }

    montrer(comptes) { for (const facette of this.toutes) facette.montrer(comptes[facette.nom]); }
  };
})();
