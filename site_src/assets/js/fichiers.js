// Where the engine's files are: on the server, or beside the page of a site opened from a folder, where nothing can be fetched.
//
//   Fichiers.BASE               the folder of the engine
//   Fichiers.DOSSIER            whether the site was opened from a folder
//   Fichiers.OUVRIER, VERROU    the name of the worker's script; the lock that Pyodide asks for
//   Fichiers.adresser(essai)    the files by their key, each with its address; the rank of the try changes it
//   Fichiers.apporter()         → Promise<the same, those that a start needs with their content>; from a folder alone
//   Fichiers.lire(cle)          → Promise<the content of another, `null` where it can't be had>; likewise
"use strict";

const Fichiers = (() => {
  const CARTE = null;
  const BASE = new URL("../moteur/", document.currentScript.src);
  const AVANT = ["ouvrier", "lanceur", "module", "wasm", "memoire"]; // what a start needs; the rest comes when asked for
  let dossier = null;

  function adresser(essai) {
    // A cache may have kept the wrong answer of the last try: ask under another address.
    const suite = essai > 1 ? `?essai=${essai}` : "";
    const adresse = ({ nom }) => new URL(nom + suite, BASE).href;
    return Object.fromEntries(Object.entries(CARTE.fichiers).map(([cle, f]) => [cle, { ...f, adresse: adresse(f) }]));
  }

  function charger(adresse) {
    return new Promise((resoudre, refuser) => {
      const balise = document.createElement("script");
      balise.src = adresse;
      balise.onload = resoudre;
      balise.onerror = () => refuser({ panne: { fichier: adresse, raison: "reseau" } });
      document.head.append(balise);
    });
  }

  async function apporter() {
    if (!dossier) await charger(new URL(CARTE.dossier, BASE).href);
    dossier = MoteurDossier;
    const fichiers = structuredClone(CARTE.fichiers);
    const deposer = async (cle) => { fichiers[cle].contenu = await dossier.lire(cle, fichiers[cle]); };
    await Promise.all(AVANT.map(deposer));
    fichiers.ouvrier.adresse = URL.createObjectURL(fichiers.ouvrier.contenu);
    return fichiers;
  }

  const lire = (cle) => dossier.lire(cle, CARTE.fichiers[cle]).catch(() => null);

  return {
    BASE,
    DOSSIER: location.protocol === "file:",
    OUVRIER: CARTE.fichiers.ouvrier.nom,
    VERROU: CARTE.verrou,
    adresser,
    apporter,
    lire,
  };
})();
