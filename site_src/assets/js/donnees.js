// What comes after the page, as scripts: they also reach a page opened from a folder, where `fetch` can't go.
//
//   Donnees.lire(adresse)              → Promise<what the script of this address gives>, asked for once. A failure, an
//                                      error with its `fichier` and its `raison`, is forgotten: the next call tries again
//   Donnees.chercher(nom)              likewise by its plain name, « comparer/isere-2-5.js »
//   Donnees.executer(adresse, async)   → Promise of a program that has run; those that are not `async`, in order
//   Donnees.deposer(adresse, contenu)  what the page already holds
//   Donnees.oublier(adresse)           it is asked for again
//   Donnees.recevoir(contenu)          what these scripts call
"use strict";

const Donnees = (() => {
  const ASSETS = new URL("../", document.currentScript.src).href;
  const demandees = new Map(); // address → promise of what its script gives
  const recues = new WeakMap(); // script → what it gave
  const essais = new Map(); // address → how often it could not be used

  function lire(adresse) {
    if (!demandees.has(adresse)) {
      demandees.set(adresse, demander(adresse));
      demandees.get(adresse).catch(() => oublier(adresse));
    }
    return demandees.get(adresse);
  }

  async function demander(adresse) {
    // A cache may have kept the wrong answer of the last try: ask under another address.
    const script = await executer(essais.has(adresse) ? `${adresse}?essai=${essais.get(adresse)}` : adresse);
    script.remove();
    if (!recues.has(script)) throw faute(adresse, "contenu");
    return recues.get(script);
  }

  // The folder's table says under which name it is published.
  async function chercher(nom) {
    const [dossier, fichier] = nom.split("/");
    const empreintes = await lire(`${ASSETS}noms/${dossier}.js`);
    if (!(fichier in empreintes)) throw faute(nom, "contenu"); // nothing of that name is published: nothing to ask for
    return lire(`${ASSETS}${dossier}/${fichier.replace(/\.js$/, `.${empreintes[fichier]}.js`)}`);
  }

  function executer(src, async = true) {
    return new Promise((resoudre, refuser) => {
      const script = document.createElement("script");
      Object.assign(script, { src, async, onload: () => resoudre(script), onerror: async () => refuser(await expliquer(src)) });
      document.head.append(script);
    });
  }

  // A script that fails doesn't say why: ask again, only to name the cause.
  async function expliquer(adresse) {
    const reponse = await fetch(adresse).catch(() => null);
    return faute(adresse, !reponse ? "reseau" : reponse.ok ? "type" : `statut ${reponse.status}`);
  }

  const faute = (fichier, raison) => Object.assign(new Error(`${fichier} : ${raison}`), { fichier, raison });

  function oublier(adresse) {
    demandees.delete(adresse);
    essais.set(adresse, (essais.get(adresse) ?? 0) + 1);
  }

  return {
    lire,
    chercher,
    executer,
    oublier,
    deposer: (adresse, contenu) => demandees.set(adresse, Promise.resolve(contenu)),
    recevoir: (contenu) => recues.set(document.currentScript, contenu),
  };
})();
