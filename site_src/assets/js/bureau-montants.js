// The fields of the desk: an amount that is left reads as the results do, a slider stands beside what the sheet asks, its
// own values come at a press.
//
//   Montants.ecrire(texte)      an amount as the results write it, « 1 500 € » without its unit; another text as it is
//   Montants.entrees(form)      what the form holds, its amounts so written; the sheet aside, which is no field of its rules
//   Montants.tenir(form)        all of it, from now on
//   Montants.equiper(bloc)      the sliders of a sheet's fields
"use strict";

const Montants = (() => {
  const estMontant = (champ) => Boolean(champ.closest(".saisie")?.querySelector(".unite")?.textContent.startsWith("€"));

  // What is not plainly an amount stays as it was typed.
  function ecrire(brut) {
    const plat = brut.replace(/\s+/g, " ").trim().toLowerCase();
    const lu = /^(\d{1,3}(?: \d{3}){1,3}|\d{1,12})(?:[,.](\d{1,2}))? ?(?:€|euros?|eur)?$/.exec(plat);
    if (!lu) return brut;
    const entier = Outils.nombre(Number(lu[1].replaceAll(" ", "")));
    return Number(lu[2] ?? 0) ? `${entier},${lu[2].padEnd(2, "0")}` : entier;
  }

  // Left or not, an amount is the same for who computes or keeps it: its form alone is no change.
  function entrees(form) {
    const { fiche, ...lues } = Champs.entrees(form);
    for (const [nom, valeur] of Object.entries(lues)) {
      const [champ] = Champs.controles(form, nom);
      if (champ && estMontant(champ)) lues[nom] = ecrire(valeur);
    }
    return lues;
  }

  function tenir(form) {
    form.querySelectorAll("[data-champs-de]").forEach(equiper);
    form.addEventListener("change", ({ target }) => { if (estMontant(target)) target.value = ecrire(target.value); }, true);
    form.addEventListener("requete", () => {
      for (const curseur of form.querySelectorAll("[data-champs-de]:enabled .bureau-curseur")) curseur.dispatchEvent(new Event("suivre"));
    });
    form.addEventListener("click", ({ target }) => {
      const { repere, valeur } = target.dataset;
      if (!repere) return;
      const champ = target.closest("[data-champs-de]").querySelector(`[name="${repere}"]`);
      champ.value = valeur;
      champ.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function equiper(bloc) {
    for (const [nom, [min, max, step]] of Object.entries(JSON.parse(bloc.dataset.plages))) {
      const champ = bloc.querySelector(`input[name="${nom}"]`);
      const libelle = bloc.querySelector(`label[for="${champ.id}"]`).firstChild.textContent.trim();
      const curseur = Outils.creer("input",
        { class: "bureau-curseur", type: "range", min, max, step, "aria-label": `Curseur\u00a0: ${libelle}` });
      const suivre = () => {
        const ecrit = champ.value.replace(/\s/g, "").replace(",", ".");
        if (nom !== "chance" && Number(ecrit) > Number(curseur.max)) curseur.max = ecrit; // what was typed is within its reach
        curseur.value = ecrit || min; // a cursor always stands somewhere: it says where it stands for nothing
        curseur.classList.toggle("bureau-curseur-vide", !ecrit);
        if (ecrit) curseur.removeAttribute("aria-valuetext");
        else curseur.setAttribute("aria-valuetext", "non renseigné");
      };
      curseur.addEventListener("input", () => {
        champ.value = estMontant(champ) ? ecrire(curseur.value) : curseur.value.replace(".", ",");
        champ.dispatchEvent(new Event("input", { bubbles: true }));
      });
      champ.addEventListener("input", suivre);
      curseur.addEventListener("suivre", suivre);
      suivre();
      champ.closest(".champ").append(curseur);
    }
  }

  return { ecrire, entrees, tenir, equiper };
})();
