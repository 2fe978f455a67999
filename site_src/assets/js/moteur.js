// The engine seen from a page: started by the first touch, it answers requests, says its state, and never stays silent.
//
//   Moteur.demarrer()                       start (or start again after a failure)
//   Moteur.demander(cle, requete, regles, paquets)   → Promise<{html, resultat, …} | null>; null: replaced by a newer one
//                                           of same key, or the engine is down; `paquets`: what Python must import besides
//   Moteur.ecouter(fonction)                called with (etat, texte) at each change
//
// <html data-moteur> tells the state: repos, chargement, pret, panne.
"use strict";

const Moteur = (() => {
  const script = document.currentScript.src;
  const OUVRIER = new URL("moteur-worker.js", script);
  const BASE = new URL("../moteur/", script);
  const PATIENCE = 60_000; // without any news, in milliseconds

  const racine = document.documentElement;
  const ecouteurs = new Set();
  const attente = new Map(); // key of a form → its last request, not sent yet
  const envoyees = new Map(); // id → the request sent
  let etat = "repos";
  let texte = "";
  let ouvrier = null;
  let numero = 0;
  let essai = 0;
  let minuterie = 0;

  racine.dataset.moteur = etat;

  function changer(nouvel, phrase = "") {
    etat = nouvel;
    texte = phrase;
    racine.dataset.moteur = nouvel;
    for (const ecouteur of ecouteurs) ecouteur(etat, texte);
  }

  async function demarrer() {
    if (etat === "chargement" || etat === "pret") return;
    essai += 1;
    performance.mark("moteur:demande");
    changer("chargement", "Le moteur de calcul se charge.");
    veiller();
    try {
      const manifeste = await lireManifeste();
      if (etat !== "chargement") return; // something else failed meanwhile
      ouvrier = new Worker(OUVRIER, { type: "module", name: "moteur" });
      ouvrier.onmessage = ({ data }) => recevoir(data);
      ouvrier.onerror = (evenement) => {
        evenement.preventDefault();
        tomber({ fichier: "moteur-worker.js", raison: "type" });
      };
      ouvrier.postMessage({ demarrer: { base: BASE.href, manifeste, essai } });
    } catch (erreur) {
      tomber(erreur.panne ?? { fichier: "", raison: "demarrage" });
    }
  }

  async function lireManifeste() {
    const panne = (raison) => Object.assign(new Error(raison), { panne: { fichier: "moteur.json", raison } });
    const reponse = await fetch(new URL("moteur.json", BASE), { cache: essai > 1 ? "reload" : "default" }).catch(() => {
      throw panne("reseau");
    });
    if (!reponse.ok) throw panne(`statut ${reponse.status}`);
    return reponse.json().catch(() => {
      throw panne("contenu");
    });
  }

  function recevoir(message) {
    veiller();
    if (message.panne) {
      tomber(message.panne);
    } else if (message.pret) {
      performance.mark("moteur:pret");
      changer("pret");
      envoyer();
    } else if ("avance" in message) {
      changer("chargement", `Le moteur de calcul se charge\u00a0: ${message.avance}\u00a0%.`);
    } else {
      const demande = envoyees.get(message.id);
      envoyees.delete(message.id);
      envoyer();
      demande?.resoudre(message);
    }
    if (etat === "pret" && envoyees.size === 0) clearTimeout(minuterie);
  }

  // One request at a time: while it is computed, only the last one of each form is kept.
  function envoyer() {
    if (etat !== "pret" || envoyees.size > 0) return;
    const [premiere] = attente;
    if (!premiere) return;
    const [cle, demande] = premiere;
    attente.delete(cle);
    const id = ++numero;
    envoyees.set(id, demande);
    veiller();
    const { regles, paquets } = demande;
    ouvrier.postMessage({ id, requete: JSON.stringify(demande.requete), regles, paquets });
  }

  function demander(cle, requete, regles, paquets = []) {
    return new Promise((resoudre) => {
      attente.get(cle)?.resoudre(null);
      attente.delete(cle); // the newest goes last
      attente.set(cle, { requete, regles, paquets, resoudre });
      envoyer();
    });
  }

  function veiller() {
    clearTimeout(minuterie);
    minuterie = setTimeout(() => tomber({ fichier: "", raison: "silence" }), PATIENCE);
  }

  function tomber(panne) {
    if (etat === "panne") return;
    clearTimeout(minuterie);
    ouvrier?.terminate();
    ouvrier = null;
    envoyees.forEach((demande) => demande.resoudre(null));
    envoyees.clear();
    if (panne.detail) console.warn("moteur", panne.detail);
    changer("panne", phraseDePanne(panne));
  }

  const CAUSES = {
    reseau: ["n’a pas pu être lu", "il est demandé par le navigateur et ne revient pas\u00a0: vérifiez le réseau et le mandataire"],
    type: ["n’est pas servi comme un programme", "il doit être servi avec le type «\u00a0text/javascript\u00a0»"],
    contenu: ["ne contient pas ce qu’il devrait", "autre chose est servi à sa place (une page d’erreur ou de connexion)"],
    taille: ["n’est pas arrivé en entier", "il est tronqué ou modifié en chemin"],
    csp: ["a été refusé par le navigateur", "la politique de sécurité (CSP) doit permettre «\u00a0script-src 'wasm-unsafe-eval'\u00a0»"],
    compilation: ["a été refusé par le navigateur", "il est altéré, ou WebAssembly est désactivé sur ce poste"],
  };

  function phraseDePanne({ fichier, raison }) {
    const reste = "Le résultat de l’exemple et le texte de la fiche restent lisibles.";
    if (!fichier) {
      const quoi = raison === "silence" ? "Le moteur de calcul ne répond pas." : "Le moteur de calcul s’est arrêté.";
      return `${quoi} ${reste} Réessayez\u202f; si cela se répète, indiquez au service informatique la page et le navigateur.`;
    }
    const nom = new URL(fichier, fichier === "moteur-worker.js" ? script : BASE).pathname;
    const [statut, code] = raison.split(" ");
    const [constat, remede] =
      statut === "statut"
        ? ["n’a pas été trouvé", `le serveur répond ${code} au lieu de 200`]
        : (CAUSES[raison] ?? CAUSES.contenu);
    return (
      `Le moteur de calcul n’a pas démarré\u00a0: le fichier ${nom} ${constat}. ${reste} ` +
      `À dire au service informatique\u00a0: ${remede}.`
    );
  }

  return {
    demarrer,
    demander,
    ecouter(fonction) {
      ecouteurs.add(fonction);
      fonction(etat, texte);
    },
    // A file of the page's own (the rules) that is missing is told in the same words.
    signaler: (fichier, raison) => tomber({ fichier, raison }),
    get etat() {
      return etat;
    },
  };
})();
