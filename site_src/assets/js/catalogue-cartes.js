// The results: a place in the list for each, its card set in it when the place comes near the screen.
(function () {
  "use strict";
  const { creer } = Outils;

  // « 2020-2022 » is never cut at its hyphen.
  const tenir = (texte) => texte.split(/((?:19|20)\d\d[-–](?:19|20)\d\d)/).map((mots, rang) => (rang % 2 ? creer("span", "insecable", mots) : mots));
  const fait = (nom, texte) => creer("div", {}, creer("dt", {}, nom), creer("dd", {}, ...tenir(texte)));

  Catalogue.Cartes = class {
    // `voir(fiche)` is called when a card comes near the screen; `garnir(fiche, carte)` once in its life.
    constructor(zone, { voir, garnir }) {
      Object.assign(this, { zone, voir, garnir, fiches: [], proches: new Set(), garnies: new Set() });
      this.cartes = new Array(Catalogue.fiches.length);
      this.places = [...zone.children];
      this.places.forEach((place, rang) => {
        this.fiches[rang] = Catalogue.parId.get(place.dataset.fiche);
        this.cartes[this.fiches[rang].rang] = place.firstElementChild;
      });
      this.rangs = new WeakMap(this.places.map((place, rang) => [place, rang]));
      this.observateur = new IntersectionObserver((vues) => {
        for (const { target, isIntersecting } of vues) {
          const rang = this.rangs.get(target);
          if (!isIntersecting || rang >= this.fiches.length) this.proches.delete(rang);
          else { this.proches.add(rang); this._remplir(rang); voir(this.fiches[rang]); }
        }
      }, { rootMargin: "800px 0px" });
      for (const place of this.places) this.observateur.observe(place);
    }

    // All the results, in order. Places stay: only their names change, and the cards of those in view, so that thousands
    // of results cost no more than a screenful.
    poser(fiches) {
      const avant = this.fiches;
      this.fiches = fiches;
      this._dimensionner(fiches.length);
      fiches.forEach((fiche, rang) => {
        if (avant[rang] === fiche) return;
        const place = this.places[rang];
        place.dataset.fiche = fiche.id;
        if (place.firstElementChild) place.replaceChildren();
      });
      for (const rang of [...this.proches]) if (rang >= fiches.length) this.proches.delete(rang);
      for (const rang of new Set([...fiches.slice(0, 12).keys(), ...this.proches])) this._remplir(rang);
    }

    _dimensionner(n) {
      const nouvelles = [];
      for (let rang = this.places.length; rang < n; rang++) {
        const place = creer("li", {});
        this.rangs.set(place, rang);
        this.observateur.observe(place);
        this.places.push(place);
      }
      for (let rang = this.zone.children.length; rang < n; rang++) nouvelles.push(this.places[rang]);
      this.zone.append(...nouvelles);
      if (this.zone.children.length > n) {
        const reste = document.createRange();
        reste.setStartBefore(this.places[n]);
        reste.setEndAfter(this.zone.lastElementChild);
        reste.deleteContents();
        for (const place of this.places.slice(n)) { place.replaceChildren(); delete place.dataset.fiche; }
      }
    }

    // The card of a sheet in the place where it now stands.
    _remplir(rang) {
      const carte = this.de(this.fiches[rang]);
      if (carte.parentElement !== this.places[rang]) this.places[rang].replaceChildren(carte);
    }

    // Every card, for the printer.
    toutRemplir() { this.fiches.forEach((_, rang) => this._remplir(rang)); }

    get enVue() { return new Set([...this.fiches.slice(0, 12), ...[...this.proches].map((rang) => this.fiches[rang])]); }

    de(fiche) {
      const carte = (this.cartes[fiche.rang] = this.cartes[fiche.rang] || this._legere(fiche));
      if (!this.garnies.has(fiche)) { this.garnies.add(fiche); this.garnir(fiche, carte); }
      return carte;
    }

    // What the page already knows of a sheet: all but its summary and whom it is for.
    _legere(fiche) {
      const lien = creer("a", { href: `../fiches/${fiche.id}/index.html`, "data-titre": "" }, fiche.titre);
      const dates = creer("p", "carte-dates");
      dates.innerHTML = fiche.dates; // made by our own template at build
      window.Fraicheur.marquer(dates);
      return creer("div", "carte carte-legere",
        creer("p", "surtitre", creer("span", "code", fiche.repere), ` ${fiche.departement}`),
        creer("h3", {}, lien),
        creer("p", { class: "carte-resume", "data-resume": "" }),
        creer("dl", "carte-faits",
          creer("div", "pour-qui", creer("dt", {}, "Pour qui"), creer("dd", { "data-pour-qui": "" })), fait("Durée", fiche.duree),
          fait("Format", fiche.groupe), fait("Financement", fiche.financement)),
        dates,
        creer("p", { class: "pourquoi", "data-pourquoi": "", hidden: "" }));
    }

    // Give a card the rest of its words. Resolves once it is whole, or can't be.
    async completer(fiche) {
      const carte = this.de(fiche), legere = () => carte.classList.contains("carte-legere");
      if (!legere()) return;
      const textes = await Donnees.chercher(`catalogue/lot-${Math.floor(fiche.rang / Catalogue.lot)}.js`).catch(() => null);
      if (!textes || !legere()) return;
      const [resume, pourQui] = textes[fiche.rang % Catalogue.lot];
      carte.querySelector("[data-resume]").textContent = resume;
      carte.querySelector("[data-pour-qui]").textContent = pourQui;
      carte.classList.remove("carte-legere");
    }
  };
})();
