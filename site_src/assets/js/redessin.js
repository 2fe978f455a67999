// A result drawn anew under the reader's hand: its folds stay as they were left, and the focus where it was.
//
//   Redessin.garder(zone, dessiner)   `dessiner()` replaces what the zone holds
"use strict";

const Redessin = (() => {
  function garder(zone, dessiner) {
    const actif = document.activeElement;
    const tenu = zone.contains(actif) ? reperer(zone, actif) : null;
    const plis = new Map([...zone.querySelectorAll("details")].map((pli) => [cleDe(zone, pli), pli.open]));
    dessiner();
    for (const pli of zone.querySelectorAll("details")) pli.open = plis.get(cleDe(zone, pli)) ?? pli.open;
    const repris = tenu && retrouver(zone, tenu);
    const repli = repris?.closest("details");
    if (repli && !repris.matches("summary")) repli.open = true;
    repris?.focus({ preventScroll: true });
  }

  // A part of the result, known again once it is drawn anew: by its id, else by its rank among those of its kind.
  function reperer(zone, element) {
    const genre = `${element.localName}${element.className && `.${CSS.escape(element.classList[0])}`}`;
    return { id: element.id, genre, rang: [...zone.querySelectorAll(genre)].indexOf(element) };
  }

  function retrouver(zone, { id, genre, rang }) {
    return id ? document.getElementById(id) : zone.querySelectorAll(genre)[rang];
  }

  function cleDe(zone, pli) {
    const { genre, rang } = reperer(zone, pli);
    return `${genre} ${rang}`;
  }

  return { garder };
})();
