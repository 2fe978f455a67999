// Python, woken up from its photographed memory; where that can't be, started from its library, more slowly.
import { compiler, deplier, importer, relire, telecharger } from "./fichiers.mjs";
import { SANS_PHOTO, reveiller } from "./memoire.mjs";

const DUREE = 8_000; // the longest that a computation may take, in milliseconds
const AVANT = ["lanceur", "module", "wasm", "memoire"]; // what a start fetches, all at once
const NOUVELLES = 250; // between two words of how far it is, in milliseconds: the page draws each of them

/** Start Python on the files of the map; give `repondre(requete, regles)` and `installer(paquet)`. */
export async function ouvrirPython({ fichiers, verrou }, avancer) {
  avancer(0); // the page knows at once that its worker lives
  const suivre = suivreAvance(AVANT.map((cle) => fichiers[cle].octets), avancer);
  const sansSuivre = () => {};
  const wasm = compiler(fichiers.wasm, suivre); // the longest on its way, so the first to leave
  const memoire = deplier(fichiers.memoire, suivre);
  for (const promesse of [wasm, memoire]) promesse.catch(() => {});
  const [{ loadPyodide }, { default: creer }] = await Promise.all([
    importer("lanceur", fichiers.lanceur, suivre),
    importer("module", fichiers.module, suivre),
  ]);
  const bibliotheque = { octets: null };
  const limite = { fin: Infinity };

  // Pyodide fetches these by itself and waits for ever where they fail: it is handed what is already checked.
  const base = "https://moteur.invalid/";
  const recus = {
    [`${base}pyodide.asm.wasm`]: () => new Response(),
    [`${base}python_stdlib.zip`]: () => new Response(bibliotheque.octets),
  };
  const chercher = self.fetch;
  self.fetch = (ressource, options) => {
    const recu = recus[String(ressource.url ?? ressource)];
    return recu ? Promise.resolve(recu()) : chercher(ressource, options);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await wasm;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  const allumer = (reglages) =>
    Promise.race([
      wasm.then(() => new Promise(() => {})),
      loadPyodide({
        indexURL: base,
        packageBaseUrl: base,
        lockFileContents: verrou,
        env: { PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0" },
        ...reglages,
      }),
    ]);

  let python;
  const poser = (nom, archive) => {
    python.FS.writeFile(`/lib/${nom}.zip`, archive);
    python.runPython(`import importlib, sys; sys.path.insert(0, "/lib/${nom}.zip"); importlib.invalidate_caches()`);
  };
  const chercherBibliotheque = async () => {
    bibliotheque.octets = await telecharger(fichiers.stdlib, "zip", sansSuivre);
  };
  try {
    python = await allumer({ _loadSnapshot: SANS_PHOTO, createPyodideModule: reveiller(creer, memoire) });
  } catch (erreur) {
    await wasm; // without it there is nothing to fall back on
    console.warn("moteur : départ sans la mémoire photographiée", String(erreur.message ?? erreur));
    const [, calculators] = await Promise.all([
      chercherBibliotheque(),
      telecharger(fichiers.calculators, "zip", sansSuivre),
    ]);
    python = await allumer({ createPyodideModule: creer });
    poser("calculators", calculators);
  }

  // Asked for every few instructions: Python stops by itself what lasts too long.
  python.setInterruptBuffer({
    get 0() {
      return performance.now() > limite.fin ? 2 : 0;
    },
    set 0(_) {}, // it reads again after it has written that it saw
  });
  const navigateur = python.pyimport("calculators.navigateur");
  const limiter = (geste) => (...arguments_) => {
    limite.fin = performance.now() + DUREE;
    try {
      return geste(...arguments_);
    } finally {
      limite.fin = Infinity;
    }
  };
  const repondre = limiter(navigateur.repondre);

  const poses = new Map();
  const installer = (nom) => {
    if (!poses.has(nom)) {
      poses.set(nom, Promise.all([completer(), telecharger(fichiers[nom], "zip", sansSuivre)]).then(([, archive]) => poser(nom, archive)));
      poses.get(nom).catch(() => poses.delete(nom));
    }
    return poses.get(nom);
  };
  // The photograph holds what the rules need; what is imported later needs the library.
  const completer = async () => {
    if (bibliotheque.octets) return;
    await chercherBibliotheque();
    const lieu = python.runPython("import sys; '/lib/python%d%d.zip' % sys.version_info[:2]");
    python.FS.writeFile(lieu, bibliotheque.octets);
    python.runPython("import importlib; importlib.invalidate_caches()");
  };
  return {
    installer,
    preparer: limiter(navigateur.preparer),
    echauffer: limiter(navigateur.echauffer),
    relire: () => Promise.all(["lanceur", "module", "wasm"].filter((cle) => !fichiers[cle].contenu).map((cle) => relire(fichiers[cle]))),
    async repondre(requete, regles) {
      try {
        return repondre(requete, regles);
      } catch (erreur) {
        if (erreur.type !== "ModuleNotFoundError" || bibliotheque.octets) throw erreur;
        await completer();
        return repondre(requete, regles);
      }
    },
  };
}

function suivreAvance(tailles, avancer) {
  const total = tailles.reduce((somme, taille) => somme + taille, 0);
  let recus = 0;
  let dit = 0;
  let quand = performance.now();
  return (octets) => {
    recus += octets;
    const part = Math.min(99, Math.floor((100 * recus) / total));
    const maintenant = performance.now();
    if (part === dit || maintenant - quand < NOUVELLES) return;
    [dit, quand] = [part, maintenant];
    avancer(part);
  };
}
