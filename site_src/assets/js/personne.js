// « Pour une personne »: what this page adds to its form, which calculateur.js computes.
(function () {
  "use strict";
  const formulaire = document.querySelector("form[data-calculateur=orientation]");
  if (!formulaire) return;
  const bloc = formulaire.closest(".calculateur");
  const zone = bloc.querySelector(".zone-resultat");
  const annonce = bloc.querySelector("[data-bilan-annonce]");
  const annonceFautes = bloc.querySelector("[data-fautes-annonce]");
  const effacer = formulaire.querySelector("[data-exemple]");
  const voir = formulaire.elements["fiche:voir"];
  const ouverts = new Set(); // folds that the reader opened, kept from one answer to the next
  let aSuivre = 0; // rank of the first sheet that « Voir les suivantes » brings

  // ---- the result was drawn again: say the counts, open what was open, follow the reader ----
  new MutationObserver(() => {
    Outils.ecrire(annonce, zone.querySelector("[data-bilan]")?.dataset.bilan ?? "");
    Outils.ecrire(annonceFautes, [...zone.querySelectorAll(".erreurs a")].map((lien) => lien.textContent).join(" "));
    Fraicheur.marquer(zone);
    for (const pli of zone.querySelectorAll("details[data-pli]")) pli.open = ouverts.has(pli.dataset.pli);
    const suivante = aSuivre && zone.querySelectorAll("[data-fiche]")[aSuivre];
    if (!suivante) return;
    aSuivre = 0;
    suivante.querySelector("a").focus();
  }).observe(zone, { childList: true });

  zone.addEventListener("click", (evenement) => {
    const resume = evenement.target.closest("summary");
    if (resume) {
      const pli = resume.parentElement; // still as it was before this click
      if (pli.open) ouverts.delete(pli.dataset.pli);
      else ouverts.add(pli.dataset.pli);
    }
    const question = evenement.target.closest(".prochaine a");
    if (question) {
      evenement.preventDefault(); // to the question itself, out of its fold
      const controle = document.getElementById(question.hash.slice(1));
      const pli = controle.closest("details");
      if (pli) pli.open = true;
      controle.focus();
      return;
    }
    const verifier = evenement.target.closest("a[data-reponses]");
    if (verifier) return confier(evenement, verifier);
    const bouton = evenement.target.closest("[data-voir]");
    if (!bouton) return;
    aSuivre = zone.querySelectorAll("[data-fiche]").length;
    voir.value = bouton.dataset.voir;
    formulaire.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // ---- the sheet's own calculator, in a tab that this page opened, may ask what was answered; no address holds it ----
  const confiees = new Map(); // window → the answers that it may ask for
  function confier(evenement, lien) {
    if (evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return; // the reader's own way of opening it
    const fenetre = open(lien.href, "_blank");
    if (!fenetre) return; // refused: the link itself opens it, on the example
    evenement.preventDefault();
    confiees.set(fenetre, lien.dataset.reponses);
  }
  addEventListener("message", ({ source, origin, data }) => {
    if (data !== "reponses" || origin !== self.origin || !confiees.has(source)) return;
    source.postMessage({ reponses: JSON.parse(confiees.get(source)) }, origin === "null" ? "*" : origin);
  });

  // ---- the button leads to the sheets, under the questions on a phone, beside their first one elsewhere ----
  formulaire.addEventListener("submit", () => {
    document.getElementById("titre-reponses").focus({ preventScroll: true });
    document.getElementById("reponses").scrollIntoView();
  });

  // ---- on paper, only what was answered ----
  addEventListener("beforeprint", () => {
    const donnees = new FormData(formulaire);
    for (const champ of formulaire.querySelectorAll("[data-champ]")) {
      const dites = donnees.getAll(champ.dataset.champ).filter((valeur) => valeur.trim() && valeur !== "inconnu");
      champ.classList.toggle("sans-reponse", !dites.length);
    }
  });

  // ---- nothing is left behind: neither in the list of sheets, nor in the page that « Back » would bring up again ----
  effacer.addEventListener("click", oublier, true);
  addEventListener("pagehide", () => effacer.click());

  function oublier() {
    ouverts.clear();
    voir.value = "";
    for (const pli of formulaire.querySelectorAll("details")) pli.open = false;
  }
})();
