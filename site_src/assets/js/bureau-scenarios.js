// The bar of the desk's scenarios: which one the form holds, its name, another made from it.
//
//   BarreScenarios.dessiner(barre, {scenarios, actif}, gestes)   `gestes`, what the reader may ask for: aller(rang),
//                                                     nommer(nom) → the name given, dupliquer(), retirer()
"use strict";

const BarreScenarios = (() => {
  const { creer, creerBouton } = Outils;
  const MAX = 4;

  function dessiner(barre, { scenarios, actif }, { aller, nommer, dupliquer, retirer }) {
    const options = scenarios.map(({ nom }, rang) => {
      // One group for the keyboard, and no field of the form.
      const radio = creer("input", { type: "radio", name: "scenario", form: "", value: rang, "data-scenario": rang });
      radio.checked = radio.defaultChecked = rang === actif; // the default as well: the example is that of this scenario
      radio.addEventListener("change", () => aller(rang));
      return creer("label", "option", radio, " ", nom);
    });
    const boite = creer("input", { type: "text", maxlength: 40, value: scenarios[actif].nom });
    boite.addEventListener("change", (evenement) => {
      evenement.stopPropagation();
      boite.value = boite.defaultValue = nommer(boite.value.trim());
      // In place: what the reader presses as they leave the name must not vanish under the pointer.
      options[actif].lastChild.textContent = boite.value;
    });
    boite.addEventListener("input", (evenement) => evenement.stopPropagation());
    const copier = creerBouton("discret", dupliquer, "Copier en un nouveau scénario");
    copier.disabled = scenarios.length >= MAX;
    const oter = creerBouton("discret", retirer, "Retirer ce scénario");
    oter.disabled = scenarios.length < 2;
    barre.replaceChildren(
      creer("fieldset", "bureau-scenarios-liste", creer("legend", {}, "Scénarios"), ...options),
      creer("label", "bureau-nom", "Nom de ce scénario ", boite), copier, " ", oter);
    barre.hidden = false;
  }

  return { dessiner };
})();
