// The engine seen from a page: started by the first touch, it answers requests, says its state, and never stays silent.
//
//   Moteur.demarrer()                       start (or start again after a failure)
//   Moteur.demander(cle, requete, regles, paquets)   → Promise<{html, resultat, …} | null>; null: replaced by a newer one
//                                           of same key, or not computed; `regles`: {nom, texte, somme}; `paquets`: what
//                                           Python must import besides
//   Moteur.preparer(regles)                 the rules of this page: an engine that is joined loads them before any touch
//   Moteur.raison                           the first sentence of what was last told
//   Moteur.ecouter(fonction)                called at each change with {etat, texte, reessayer, avance, douteux}; `reessayer`:
//                                           whether trying again may help; `avance`: how far the loading has come;
//                                           `douteux`: what it computed can't be trusted
//
// <html data-moteur> tells the state: repos, chargement, pret, panne.
"use strict";

const Moteur = (() => {
  const { BASE, DOSSIER } = Fichiers;
  // Without any news, in milliseconds: of the worker's birth, of its files, of a computation.
  const SILENCE = { naissance: 15_000, chargement: 60_000, pret: 12_000 };
  const PRET = "Le moteur de calcul est prêt\u00a0: le résultat suit vos saisies.";

  const racine = document.documentElement;
  const ecouteurs = new Set();
  const attente = new Map(); // key of a form → its last request, not sent yet
  const envoyees = new Map(); // id → the request sent
  let etat = "repos";
  let dit = { etat, texte: "", reessayer: false, avance: "", douteux: false }; // the last change, as it was told
  let ouvrier = null;
  let commun = typeof SharedWorker === "function" && !DOSSIER; // one engine for every page of the site
  let numero = 0;
  let essai = 0;
  let minuterie = 0;
  let politique = false; // whether the page's policy refused the worker

  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => { politique ||= effectiveDirective === "worker-src"; });
  racine.dataset.moteur = etat;

  function changer(nouvel, texte, { reessayer = nouvel === "panne", avance = "", douteux = false } = {}) {
    etat = nouvel;
    dit = { etat, texte, reessayer, avance, douteux };
    racine.dataset.moteur = etat;
    for (const ecouteur of ecouteurs) ecouteur(dit);
  }

  async function demarrer() {
    if (etat === "chargement" || etat === "pret") return;
    performance.mark("moteur:demande");
    if (rejoint) return etrePret();
    changer("chargement", "Le moteur de calcul se charge.");
    veiller();
    if (ouvrier) return envoyer(); // it is being joined
    essai += 1;
    try {
      const fichiers = DOSSIER ? await Fichiers.apporter() : Fichiers.adresser(essai);
      if (etat === "chargement") ouvrir(fichiers);
    } catch (erreur) {
      tomber(erreur.raison ? erreur : { fichier: "", raison: "demarrage", detail: String(erreur) });
    }
  }

  // The browser ended meanwhile the engine that was being joined: start one if it is wanted.
  function manquer() {
    ouvrier = null;
    if (etat !== "chargement") return;
    etat = "repos";
    demarrer();
  }

  // An engine that another page left running is joined before any touch: nothing is fetched for it.
  let rejoint = false; // whether it answered
  let miennes = null; // the rules of this page, which it may load meanwhile
  function rejoindre() {
    if (etat !== "repos") return;
    essai = 1;
    ouvrir(Fichiers.adresser(essai));
  }

  function preparer(regles) {
    miennes = regles;
    if (ouvrier && etat === "repos") ouvrier.voix.postMessage({ preparer: regles });
  }

  // Only the first try's engine is looked for by other pages.
  const noter = () => Relais.noter(ouvrier?.durable && essai === 1 ? nomCommun(1) : null);

  function etrePret() {
    performance.mark("moteur:pret");
    noter();
    changer("pret", PRET);
    envoyer();
  }

  const nomCommun = (rang) => `${Fichiers.OUVRIER} ${rang}`;

  // ---- the worker ----

  function ouvrir(fichiers, adresse = fichiers.ouvrier.adresse, repare = false) {
    const options = { type: DOSSIER ? "classic" : "module", name: nomCommun(essai) };
    const joint = etat === "repos"; // what is asked of it may then follow at once: it answers in order, or is absent
    let lance;
    let durable = false; // whether the browser keeps it for the next page: one that does reads the option
    if (commun && !repare) {
      try {
        lance = new SharedWorker(adresse, { ...options, get extendedLifetime() { return (durable = true); } });
      } catch {
        commun = false; // refused where a site may keep nothing: the engine is this page's own
      }
    }
    const partage = Boolean(lance);
    if (joint && !partage) return;
    remettre();
    lance ??= new Worker(adresse, options);
    const voix = partage ? lance.port : lance;
    ouvrier = { voix, durable, joint, arreter: () => (partage ? voix.close() : lance.terminate()) };
    voix.onmessage = ({ data }) => ouvrier?.voix === voix && recevoir(data);
    lance.onerror = (evenement) => {
      evenement.preventDefault?.();
      if (ouvrier?.voix !== voix) return;
      if (etat === "repos") ouvrier = null; // it was gone: the first touch will start another
      else if (repare || etat !== "chargement") tomber({ fichier: fichiers.ouvrier.nom, raison: "type", detail: evenement.message });
      else reparer(fichiers);
    };
    voix.postMessage({ demarrer: { fichiers, verrou: Fichiers.VERROU }, rejoindre: joint });
    if (joint && miennes) preparer(miennes);
    if (etat === "chargement") veiller(SILENCE.naissance, () => reparer(fichiers, true));
  }

  // The browser refused the script, or it says nothing: tell why, or label it ourselves where the policy lets it run.
  async function reparer(fichiers, muet = false) {
    const { nom, adresse, octets } = fichiers.ouvrier;
    const panne = (raison) => tomber({ fichier: nom, raison });
    const reponse = await fetch(adresse).catch(() => null);
    if (!reponse) return panne("reseau");
    if (!reponse.ok) return panne(`statut ${reponse.status}`);
    const corps = await reponse.arrayBuffer().catch(() => null);
    const script_ = /javascript/.test(reponse.headers.get("Content-Type"));
    if (corps?.byteLength !== octets) return panne(script_ ? "taille" : "contenu");
    if (script_) return muet ? tomber({ fichier: "", raison: "silence" }) : panne(politique ? "travailleur" : "altere");
    return ouvrir(fichiers, URL.createObjectURL(new Blob([corps], { type: "text/javascript" })), true);
  }

  function recevoir(message) {
    if (message.absent) return manquer();
    if (etat === "repos") {
      rejoint = Boolean(message.pret);
      if (rejoint) noter();
      return;
    }
    veiller();
    if (message.besoin) {
      const { voix } = ouvrier;
      Fichiers.lire(message.besoin).then((contenu) => voix.postMessage({ fourni: message.besoin, contenu }));
    } else if (message.panne) {
      tomber(message.panne);
    } else if (message.pret) {
      etrePret();
    } else if ("avance" in message) {
      if (etat === "chargement") changer("chargement", dit.texte, { avance: `${message.avance}\u00a0%` });
    } else {
      const demande = envoyees.get(message.id);
      envoyees.delete(message.id);
      if (message.incident) signalerIncident(message);
      else if (dit.texte !== PRET) changer("pret", PRET);
      envoyer();
      demande?.resoudre(message.incident ? null : message);
    }
    if (etat === "pret" && envoyees.size === 0) clearTimeout(minuterie);
  }

  // One request at a time: while it is computed, only the last one of each form is kept.
  function envoyer() {
    if ((etat !== "pret" && !ouvrier?.joint) || envoyees.size > 0) return;
    const [premiere] = attente;
    if (!premiere) return;
    const [cle, demande] = premiere;
    attente.delete(cle);
    const id = ++numero;
    envoyees.set(id, { cle, ...demande });
    veiller();
    const { regles, paquets } = demande;
    ouvrier.voix.postMessage({ id, requete: JSON.stringify(demande.requete), regles, paquets });
  }

  // What was asked of a worker that another replaces.
  function remettre() {
    for (const { cle, ...demande } of envoyees.values()) if (!attente.has(cle)) attente.set(cle, demande);
    envoyees.clear();
  }

  // What is not patient is answered by nothing where the engine falls; the rest waits for the next one.
  function demander(cle, requete, regles, paquets = [], patiente = true) {
    return new Promise((resoudre) => {
      attente.get(cle)?.resoudre(null);
      attente.delete(cle); // the newest goes last
      attente.set(cle, { requete, regles, paquets, patiente, resoudre });
      envoyer();
    });
  }

  // ---- what may go wrong ----

  function veiller(duree = SILENCE[etat], sinon = () => tomber({ fichier: "", raison: "silence" })) {
    clearTimeout(minuterie);
    minuterie = setTimeout(sinon, duree);
  }

  function tomber(panne) {
    if (etat === "panne") return;
    clearTimeout(minuterie);
    ouvrier?.arreter();
    ouvrier = null;
    rejoint = false;
    noter();
    // A shared engine can't be stopped from here: the next one is this page's own.
    if (panne.raison === "silence") commun = false;
    envoyees.forEach((demande) => demande.resoudre(null));
    envoyees.clear();
    for (const [cle, demande] of attente) {
      if (demande.patiente) continue;
      attente.delete(cle);
      demande.resoudre(null);
    }
    if (panne.detail) console.warn("moteur", panne.detail);
    changer("panne", Pannes.dePanne(panne, BASE), { douteux: panne.raison === "altere" });
  }

  // One computation failed; the engine goes on.
  function signalerIncident(incident) {
    if (incident.detail) console.warn("moteur", incident.detail);
    changer("pret", Pannes.dIncident(incident, BASE), { reessayer: Boolean(incident.fichier) });
  }

  if (commun) Relais.chercher(nomCommun(1), rejoindre);

  return {
    demarrer,
    demander,
    preparer,
    ecouter(fonction) {
      ecouteurs.add(fonction);
      fonction(dit);
    },
    // A file of the page's own (the rules) that is missing is told in the same words; a live engine goes on with the others.
    signaler: (fichier, raison) => (etat === "pret" ? signalerIncident({ fichier, raison }) : tomber({ fichier, raison })),
    get etat() {
      return etat;
    },
    // Why, where it fails: the first sentence of what was last told.
    get raison() {
      return dit.texte.split(/(?<=\.)\s/)[0];
    },
  };
})();
