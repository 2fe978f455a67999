// The engine: Python in a worker of its own, so that the page never freezes; shared by the pages of the site where the
// browser can, so that the next page finds it ready.
//
//   page → worker   {demarrer: {fichiers, verrou}} · {id, requete, regles, paquets} · {fourni, contenu}
//   worker → page   {avance} · {pret} · {besoin} · {panne: {fichier, raison, detail}} · {id, html, resultat, …} · {id, incident}
import { Echec, verifierTexte } from "./fichiers.mjs";
import { ouvrirPython } from "./python.mjs";

const APRES = 3_000; // a first result comes before what can wait, in milliseconds
const pages = new Set();
let moteur = null; // promise of the engine: the first page starts it, the others find it

function dire(message) {
  for (const page of pages) page.postMessage(message);
}

function accueillir(page) {
  pages.add(page);
  page.onmessage = ({ data }) => {
    if (data.demarrer) demarrer(data.demarrer, page);
    else if (data.fourni) besoins.get(data.fourni)(data.contenu);
    else calculer(data, page);
  };
}

// A site opened from a folder gives what is needed later when it is asked for.
const besoins = new Map(); // key → what waits for its content
function reclamer(cle, page) {
  return new Promise((resoudre) => {
    besoins.set(cle, resoudre);
    page.postMessage({ besoin: cle });
  });
}

async function demarrer(plan, page) {
  for (const [cle, fichier] of Object.entries(plan.fichiers)) {
    if (!fichier.adresse) fichier.contenu ??= () => reclamer(cle, page);
  }
  if (!moteur) {
    moteur = ouvrirPython(plan, (avance) => dire({ avance }));
    moteur.then(({ relire }) => setTimeout(() => relire().catch(tomber), APRES), () => {});
  }
  try {
    await moteur;
    page.postMessage({ pret: true });
  } catch (erreur) {
    tomber(erreur);
  }
}

function tomber(erreur) {
  dire({ panne: decrire(erreur, "demarrage") });
  self.close(); // the next try is a new worker
}

async function calculer({ id, requete, regles, paquets }, page) {
  try {
    const { installer, repondre } = await moteur;
    await Promise.all(paquets.map(installer));
    page.postMessage({ id, ...JSON.parse(await repondre(requete, verifierTexte(regles))) });
  } catch (erreur) {
    if (erreur.type === "KeyboardInterrupt") page.postMessage({ id, incident: "duree" });
    else if (erreur instanceof Echec || erreur.type) page.postMessage({ id, incident: "calcul", ...decrire(erreur, "calcul") });
    else dire({ panne: decrire(erreur, "calcul") });
  }
}

function decrire(erreur, raison) {
  const fichier = erreur.fichier ?? "";
  return { fichier, raison: fichier ? erreur.message : raison, detail: String(erreur.message ?? erreur) };
}

if ("onconnect" in self) {
  self.onconnect = ({ ports: [page] }) => accueillir(page);
  // A page that opens asks whether there is an engine to join.
  const canal = new BroadcastChannel(self.name);
  canal.onmessage = ({ data }) => data === "là ?" && moteur?.then(() => canal.postMessage("là"), () => {});
} else {
  accueillir(self);
}
