// The sheets set aside to be compared: as many as a comparison holds, named in a bar that leads to their comparison.
(function () {
  "use strict";
  const { creer, creerBouton, compter } = Outils;

  Catalogue.Panier = class {
    constructor(zone, { change, repli }) {
      this.zone = zone;
      this.maximum = Number(zone.dataset.colonnes);
      this.change = change;
      this.repli = repli; // where the keyboard goes when the bar is gone
      this.choisies = [];
      this.boutons = new Map();
      this.liste = zone.querySelector("[data-panier-fiches]");
      this.suite = zone.querySelector("[data-panier-suite]");
      this.etat = zone.querySelector("[data-panier-etat]");
      document.addEventListener("focusin", ({ target }) => this._degager(target));
    }

    get adresse() {
      return `../comparer/index.html?${new URLSearchParams(this.choisies.map((fiche) => ["fiches", fiche.id]))}`;
    }

    // A card's own button, and beside it the way to the comparison: the bar may be far by keyboard.
    equiper(fiche, carte) {
      const nom = creer("span", "hors-ecran", ` ${fiche.repere}, ${fiche.departement}`);
      const bouton = creerBouton("comparer", () => this.basculer(fiche), creer("span", "comparer-mot", "Comparer"), nom);
      const lien = creer("a", { class: "comparer-lien", hidden: "" });
      carte.append(creer("p", "carte-comparer", bouton, lien));
      this.boutons.set(fiche, { bouton, lien });
      this._marquer(fiche);
    }

    basculer(fiche) {
      const n = this.choisies.length, dedans = this.choisies.includes(fiche);
      if (!dedans && n >= this.maximum) {
        return this._dire(`${compter(this.maximum, "fiche")} au plus se comparent\u00a0: retirez-en une pour ajouter celle-ci.`);
      }
      this.poser(dedans ? this.choisies.filter((autre) => autre !== fiche) : [...this.choisies, fiche]);
      this._dire(`${fiche.repere} ${dedans ? "retirée" : "ajoutée"}\u00a0: ${Catalogue.compte(this.choisies.length).toLowerCase()} à comparer.`);
      this.change();
    }

    poser(fiches) {
      this.choisies = fiches.slice(0, this.maximum);
      for (const fiche of this.boutons.keys()) this._marquer(fiche);
      this.zone.hidden = !this.choisies.length;
      this.liste.replaceChildren(...this.choisies.map((fiche) => this._puce(fiche)));
      if (this.choisies.length < 2) this.suite.textContent = "Choisissez une autre fiche à comparer.";
      else this.suite.replaceChildren(creer("a", { class: "bouton", href: this.adresse }, this._invite()));
      document.documentElement.classList.toggle("panier-ouvert", !this.zone.hidden);
    }

    // What the keyboard reaches stands below the bar, however high it is.
    _degager(element) {
      if (this.zone.hidden || this.zone.contains(element) || !element.matches(":focus-visible")) return;
      const barre = this.zone.getBoundingClientRect(), place = element.getBoundingClientRect();
      if (place.top < barre.bottom && place.bottom > barre.top) scrollBy(0, place.top - barre.bottom - 8);
    }

    _invite() { return `Comparer ${compter(this.choisies.length, "fiche")}`; }

    _marquer(fiche) {
      const { bouton, lien } = this.boutons.get(fiche), dedans = this.choisies.includes(fiche);
      bouton.setAttribute("aria-pressed", String(dedans));
      lien.hidden = !dedans || this.choisies.length < 2;
      if (lien.hidden) lien.removeAttribute("href");
      else { lien.href = this.adresse; lien.textContent = this._invite(); }
    }

    _puce(fiche) {
      const nom = `${fiche.repere}, ${fiche.departement}`, dit = `Ne plus comparer ${nom}\u00a0: ${fiche.titre}`;
      return creer("li", {}, creerBouton({ class: "puce", title: fiche.titre, "aria-label": dit }, () => {
        const place = this.choisies.indexOf(fiche);
        this.basculer(fiche);
        const restantes = this.liste.querySelectorAll("button");
        (restantes[Math.min(place, restantes.length - 1)] || this.repli).focus();
      }, nom));
    }

    _dire(phrase) { this.etat.textContent = phrase; }
  };
})();
