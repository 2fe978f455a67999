// What the reader is told when the engine fails, and what to say to the IT service.
//
//   Pannes.dePanne(panne, base)         {fichier, raison}: it did not start, or stopped; `base`: where its files are
//   Pannes.dIncident(incident, base)    {incident, fichier, raison}: one computation could not be made
"use strict";

const Pannes = (() => {
  const CAUSES = {
    reseau: ["n’a pas pu être lu", "il est demandé par le navigateur et ne revient pas\u00a0: vérifiez le réseau et le mandataire"],
    silence: ["n’arrive pas", "son envoi s’est arrêté en chemin\u00a0: vérifiez le réseau et le mandataire"],
    travailleur: ["a été refusé par le navigateur", "la politique de sécurité (CSP) doit permettre «\u00a0worker-src 'self'\u00a0»"],
    type: ["n’est pas servi comme un programme", "il doit être servi avec le type «\u00a0text/javascript\u00a0»"],
    contenu: ["ne contient pas ce qu’il devrait", "autre chose est servi à sa place (une page d’erreur ou de connexion)"],
    taille: ["n’est pas arrivé en entier", "il est tronqué ou modifié en chemin"],
    csp: ["a été refusé par le navigateur", "la politique de sécurité (CSP) doit permettre «\u00a0script-src 'wasm-unsafe-eval'\u00a0»"],
    altere: ["est altéré", "il a changé depuis la publication\u00a0: copiez-le à nouveau"],
    compilation: ["a été refusé par le navigateur", "WebAssembly est désactivé sur ce poste"],
  };

  // Why, in the reader's words where they can act on it; else what to pass on, on a line of its own.
  function constater({ fichier, raison }, base) {
    if (raison === "reseau" && !navigator.onLine) return ["\u00a0: ce poste n’est plus relié au réseau", ""];
    const [statut, code] = raison.split(" ");
    const [constat, remede] =
      statut === "statut" ? ["n’a pas été trouvé", `le serveur répond ${code} au lieu de 200`] : (CAUSES[raison] ?? CAUSES.contenu);
    return ["", `\nPour le service informatique\u00a0: le fichier ${new URL(fichier, base).pathname} ${constat}\u202f; ${remede}.`];
  }

  function dePanne({ fichier, raison }, base) {
    // What can still be read depends on the page: the finder has no example, the sheets alone have their text.
    const personne = document.querySelector("form[data-calculateur=orientation]");
    const fiche = document.body.classList.contains("page-fiche");
    const reste = personne ? "Les fiches restent lisibles."
      : fiche ? "Le résultat de l’exemple et le texte de la fiche restent lisibles." : "Le résultat de l’exemple reste lisible.";
    if (!fichier) {
      const quoi = raison === "silence" ? "Le moteur de calcul ne répond pas." : "Le moteur de calcul s’est arrêté.";
      return `${quoi} ${reste} Réessayez\u202f; si cela se répète, indiquez au service informatique la page et le navigateur.`;
    }
    const [dit, technique] = constater({ fichier, raison }, base);
    return `Le moteur de calcul n’a pas démarré${dit}. ${reste}${technique}`;
  }

  function dIncident({ incident, fichier, raison }, base) {
    if (incident === "duree") {
      return "Ce calcul demande trop de temps\u00a0: il a été arrêté. Vos saisies sont gardées\u202f; essayez des valeurs plus courtes.";
    }
    if (!fichier) return "Ce calcul n’a pas pu être fait. Vos saisies sont gardées\u202f; signalez la page et les valeurs saisies.";
    const [dit, technique] = constater({ fichier, raison }, base);
    return `Ce calcul n’a pas pu être fait${dit}. Vos saisies sont gardées.${technique}`;
  }

  return { dePanne, dIncident };
})();
