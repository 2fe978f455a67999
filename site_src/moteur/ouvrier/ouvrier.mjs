// The engine: Python in a worker of its own, so that the page never freezes; shared by the pages of the site where the
// browser can, so that the next page finds it ready.
//
//   page → worker   {demarrer: {fichiers, verrou}, rejoindre} · {preparer: regles} · {id, requete, regles, paquets} · {fourni, contenu}
//                   `rejoindre`: only where it runs already
//   worker → page   {avance} · {pret} · {absent} · {besoin} · {panne: {fichier, raison, detail}} · {id, html, resultat, …} · {id, incident}
import { Echec, verifierTexte } from "./fichiers.mjs";
import { ouvrirPython } from "./python.mjs";

// In milliseconds:
const APRES = 3_000; // a first result comes before what can wait
const CALME = 100; // without a request: the reader reads
const COURT = 200; // a computation that may be made again without the reader waiting for it
const ECHAUFFE = 800; // what is computed for nothing, so that the next page is at once there
const ECOUTENT = 50; // pages that are told what becomes of the engine, the last heard from: none ever says that it is gone
const pages = new Set();
let moteur = null; // promise of the engine: the first page starts it, the others find it

function dire(message) {
  for (const page of pages) page.postMessage(message);
}

/** A page spoke: it is the last of those that listen, and the one silent the longest may be left out. */
function entendre(page) {
  pages.delete(page);
  pages.add(page);
  if (pages.size > ECOUTENT) pages.delete(pages.values().next().value);
}

function accueillir(page) {
  entendre(page);
  page.onmessage = ({ data }) => {
    entendre(page);
    if (data.rejoindre && !moteur) page.postMessage({ absent: true });
    else if (data.demarrer) demarrer(data.demarrer, page);
    else if (data.preparer) preparer(data.preparer);
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

// The page says nothing of what it has not asked for yet: what is wrong here will be told of its first request.
async function preparer(regles) {
  await moteur?.then((python) => python.preparer(verifierTexte(regles))).catch(() => {});
}

async function calculer({ id, requete, regles, paquets }, page) {
  if (!moteur) return; // the page was told
  try {
    clearTimeout(echauffement);
    const { installer, repondre } = await moteur;
    await Promise.all(paquets.map(installer));
    const debut = performance.now();
    page.postMessage({ id, ...JSON.parse(await repondre(requete, verifierTexte(regles))) });
    if (performance.now() - debut < COURT) echauffer(requete, regles.texte, CALME);
  } catch (erreur) {
    if (erreur.type === "KeyboardInterrupt") page.postMessage({ id, incident: "duree" });
    else if (erreur instanceof Echec || erreur.type) page.postMessage({ id, incident: "calcul", ...decrire(erreur, "calcul") });
    else dire({ panne: decrire(erreur, "calcul") });
  }
}

// Right after its start, a browser runs this program as it came, and compiles it better as it sees it run: in the
// middle of the reader's next page, for a fifth of a second. It is made to run while the reader reads.
let echauffement = 0;
let echauffe = 0; // for how long it has run, in milliseconds
function echauffer(requete, regles, delai) {
  if (echauffe > ECHAUFFE) return;
  echauffement = setTimeout(async () => {
    const debut = performance.now();
    await moteur.then((python) => python.echauffer(requete, regles)).catch(() => { echauffe = Infinity; });
    echauffe += performance.now() - debut;
    echauffer(requete, regles, 0);
  }, delai);
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
