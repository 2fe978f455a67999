// What a person's form still holds of the example: a verdict drawn from both is about nobody, so the form and its
// result say it. Other forms borrow nothing: their example is a budget that one corrects.
"use strict";

const Emprunts = (() => {
  const EXEMPLE = "Exemple";

  function suivre(form, { zone, surReponse, surVide }) {
    const ligne = form.querySelector("[data-emprunts]");
    if (!ligne) return null;
    const phrase = ligne.querySelector("[data-phrase]");
    const depart = phrase.textContent;
    const marque = zone.querySelector(".zone-exemple");
    const noms = [...new Set([...form.elements].filter(repondu).map((controle) => controle.name))];
    const siennes = new Set(); // the fields that the reader answered, were it as the example does

    for (const evenement of ["input", "change", "click"]) form.addEventListener(evenement, repondre, true);
    ligne.querySelector("button").addEventListener("click", () => {
      vider(form);
      prendre();
      surVide();
    });

    function repondre({ target, type }) {
      if (type === "click" && !target.matches("[type=radio], [type=checkbox]")) return; // a field looked at is no answer
      if (!noms.includes(target.name) || siennes.has(target.name)) return;
      siennes.add(target.name);
      dire();
      surReponse();
    }

    // All that the form holds is the reader's, or comes from where they gave it.
    function prendre() {
      for (const nom of noms) siennes.add(nom);
      dire();
    }

    function rendre() {
      siennes.clear();
      dire();
    }

    function dire() {
      const reste = noms.length - siennes.size;
      ligne.hidden = reste === 0;
      phrase.textContent = siennes.size === 0 ? depart : enPhrase(reste);
      marquer();
    }

    // On the result, which may just have been drawn anew.
    function marquer() {
      const reste = noms.length - siennes.size;
      zone.querySelector(":scope > .zone-exemple")?.remove();
      marque.textContent = siennes.size === 0 ? EXEMPLE : `Encore ${reste === 1 ? "une réponse" : Outils.compter(reste, "réponse")} de l’exemple`;
      marque.dataset.court = siennes.size === 0 ? EXEMPLE : "Exemple en partie";
      if (reste > 0) zone.prepend(marque);
    }

    return { prendre, rendre, marquer, vierge: () => siennes.size === 0 };
  }

  function enPhrase(reste) {
    return reste === 1 ? "Une réponse est encore celle de l’exemple." : `${Outils.compter(reste, "réponse")} sont encore celles de l’exemple.`;
  }

  function repondu(controle) {
    if (!controle.name) return false;
    if (controle.matches("[type=radio], [type=checkbox]")) return controle.defaultChecked && controle.value !== "inconnu";
    return "defaultValue" in controle && controle.defaultValue !== "";
  }

  // « Je ne sais pas » wherever it is an answer; elsewhere nothing says the same.
  function vider(form) {
    for (const controle of form.elements) {
      if (controle.matches("[type=radio], [type=checkbox]")) controle.checked = controle.value === "inconnu";
      else if (controle.matches("input, textarea")) controle.value = "";
    }
  }

  return { suivre };
})();
