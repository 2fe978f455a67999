// What a form says beside its result: that it is not that of what was typed, whether it may still come, how to try again;
// for who hears the page, what it amounts to.
//
//   Annonces.suivre(form, zone, recommencer) →
//     entendre(dit, touche)      what the engine told last, shown under a form that the reader touched
//     attendre(avouer)           what was typed is being computed: `avouer` is called unless `taire` comes before
//     avouer()                   in the place of the verdict: this result precedes what was typed
//     avoue()                    whether it says so
//     taire()                    it no longer does
//     proposer()                 to try again, where that may help
//     resumer(encore, tu)        the result in a sentence, once the reader pauses; `encore`: even if it is the same; `tu`:
//                                nothing, the list of errors that took the focus says itself
//     effacer()                  nothing more is said of it
"use strict";

const Annonces = (() => {
  const { creer, creerBouton, ecrire } = Outils;
  const ATTENTE = 700; // by then a live engine has answered, faults included: what is shown is not what was typed
  const REPIT = 900; // a result is told once the reader pauses: told at each key, it would cover what is typed

  function suivre(form, zone, recommencer) {
    const annonce = form.querySelector(".moteur-etat");
    const resume = form.querySelector("[data-annonce]"); // none where the page tells its results itself
    let echec = false; // whether it can't be computed unless something is mended; trying again may then help
    let attente = 0;
    let repit = 0;

    function entendre({ etat, texte, avance, reessayer }, touche) {
      echec = etat === "panne" || reessayer;
      if (!touche || !annonce) return;
      const part = annonce.querySelector("[aria-hidden]");
      if (!avance || !part) {
        annonce.textContent = texte;
        annonce.dataset.etat = etat;
      }
      // How far the loading has come is seen, not told: a number read at each step would cover what is typed.
      if (avance && part) part.textContent = ` ${avance}`;
      else if (avance) annonce.append(creer("span", { "aria-hidden": "true" }, ` ${avance}`));
    }

    function attendre(avouer) {
      form.toggleAttribute("data-attend", true); // for who would take away what is shown
      clearTimeout(attente);
      attente = setTimeout(avouer, ATTENTE);
    }

    const aveu = () => zone.querySelector(".statut-attente");

    // Nothing passes for the result of what was typed: it says that it is not, and whether it still may come.
    function avouer() {
      const phrase = `Ce résultat précède votre dernière saisie.${echec ? ` ${Moteur.raison}` : ""}`;
      if (aveu()?.querySelector(".statut-phrase").textContent === phrase) return;
      aveu()?.remove();
      const dit = creer("p", "statut statut-attente",
        creer("span", { class: "statut-icone", "aria-hidden": "true" }),
        creer("strong", "statut-mot", echec ? "Calcul impossible" : "Pas encore calculé"), " ",
        creer("span", "statut-phrase", phrase), " ");
      if (echec && annonce) dit.append(versLaSuite(), " ");
      const verdict = zone.querySelector(".statut");
      if (verdict) verdict.before(dit);
      else zone.prepend(dit);
      proposer();
    }

    // What else there is to know stands under the form, a screen below on a phone.
    function versLaSuite() {
      annonce.id = `${form.id}-moteur`;
      annonce.tabIndex = -1;
      const lien = creer("a", { href: `#${annonce.id}` }, "Que faire");
      lien.addEventListener("click", (evenement) => { // the address may hold a budget or a person's path
        evenement.preventDefault();
        annonce.focus();
      });
      return lien;
    }

    // Once, where the result is missing, else under the words that say why.
    function proposer() {
      form.closest(".calculateur").querySelector("[data-reessayer]")?.remove();
      if (!echec) return;
      (aveu() ?? annonce)?.append(creerBouton({ "data-reessayer": "" }, () => {
        form.querySelector("[type=submit]").focus({ preventScroll: true }); // this one goes as soon as it is heard
        recommencer();
      }, "Réessayer"));
    }

    function taire() {
      clearTimeout(attente);
      form.removeAttribute("data-attend");
      aveu()?.remove();
      proposer();
    }

    function resumer(encore, tu = false) {
      if (!resume) return;
      clearTimeout(repit);
      if (encore) resume.textContent = "";
      if (!tu) repit = setTimeout(() => ecrire(resume, enPhrase(zone)), REPIT);
    }

    function effacer() {
      resumer(true, true);
    }

    return { entendre, attendre, avouer, avoue: () => aveu() !== null, taire, proposer, resumer, effacer };
  }

  // The verdict, the main amount, what is wrong with what was typed: a sentence, not the whole result.
  function enPhrase(zone) {
    const morceaux = zone.querySelectorAll(".zone-exemple, .statut, .principal, .parcours-phrase, .erreurs a, .bureau-budget > .bureau-phrase");
    return [...morceaux].map((morceau) => (morceau.dataset.court ?? morceau.textContent).replace(/[ \n]+/g, " ").trim()).join(" \u00b7 ");
  }

  return { suivre };
})();
