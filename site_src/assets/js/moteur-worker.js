// The engine: Python in a worker of its own, so that the page never freezes.
//
// Pyodide waits for ever where a server answers 404, another type or half a file. So every file is fetched here, checked
// (status, first bytes, size), and handed over under the right type; whatever fails is told to the page, with its name.

const DEBUTS = { wasm: [0x00, 0x61, 0x73, 0x6d], zip: [0x50, 0x4b, 0x03, 0x04] };
const TYPES = { wasm: "application/wasm", zip: "application/zip" };

let repondre;
let installer; // fetch a package that few requests need; resolves once Python can import it

class Echec extends Error {
  constructor(fichier, raison) {
    super(raison);
    this.fichier = fichier;
  }
}

self.onmessage = async ({ data }) => {
  if (data.demarrer) {
    try {
      repondre = await demarrer(data.demarrer);
      self.postMessage({ pret: true });
    } catch (erreur) {
      signaler(erreur);
    }
    return;
  }
  try {
    await Promise.all((data.paquets ?? []).map((paquet) => installer(paquet)));
    const reponse = JSON.parse(repondre(data.requete, data.regles));
    self.postMessage({ id: data.id, ...reponse });
  } catch (erreur) {
    const panne = erreur instanceof Echec ? { fichier: erreur.fichier, raison: erreur.message } : { fichier: "", raison: "calcul" };
    self.postMessage({ id: data.id, panne: { ...panne, detail: String(erreur.message ?? erreur) } });
  }
};

function signaler(erreur) {
  const fichier = erreur.fichier ?? "";
  self.postMessage({ panne: { fichier, raison: fichier ? erreur.message : "demarrage", detail: String(erreur) } });
}

async function demarrer({ base, manifeste, essai }) {
  const propre = (nom) => new URL(nom, base).href;
  // A cache may have kept the wrong answer of the last try: ask under another address.
  const adresse = (nom) => propre(nom) + (essai > 1 ? `?essai=${essai}` : "");
  const pyodide = manifeste.pyodide;
  const [{ calculators: regles, ...autres }, octets] = [manifeste.paquets, { ...manifeste.octets }];
  for (const nom of Object.values(autres)) delete octets[nom];
  const avance = suivreAvance(octets);
  const lire = (nom, genre) => telecharger(nom, adresse(nom), genre, manifeste.octets[nom], avance);
  const [lanceur, module, wasm, stdlib, calculators] = await Promise.all([
    importer(`${pyodide}pyodide.js`, adresse),
    importer(`${pyodide}pyodide.asm.js`, adresse),
    lire(`${pyodide}pyodide.asm.wasm`, "wasm"),
    lire(`${pyodide}python_stdlib.zip`, "zip"),
    lire(regles, "zip"),
  ]);
  remettre(new Map([
    [propre(`${pyodide}pyodide.asm.wasm`), [wasm, TYPES.wasm]],
    [propre(`${pyodide}python_stdlib.zip`), [stdlib, TYPES.zip]],
  ]));
  const compilation = surveillerCompilation(`${pyodide}pyodide.asm.wasm`);
  const python = await Promise.race([
    compilation,
    lanceur.loadPyodide({
      indexURL: propre(pyodide),
      packageBaseUrl: propre(pyodide),
      lockFileContents: manifeste.verrou,
      createPyodideModule: module.default,
      env: { PYTHONDONTWRITEBYTECODE: "1" },
    }),
  ]);
  const poser = (nom, archive) => {
    python.FS.writeFile(`/lib/${nom}.zip`, archive);
    python.runPython(`import sys; sys.path.insert(0, '/lib/${nom}.zip')`);
  };
  poser("calculators", calculators);
  const poses = new Map();
  installer = (nom) => {
    if (!poses.has(nom)) {
      const fichier = autres[nom];
      const recu = telecharger(fichier, adresse(fichier), "zip", manifeste.octets[fichier], () => {});
      poses.set(nom, recu.then((archive) => poser(nom, archive)));
      poses.get(nom).catch(() => poses.delete(nom));
    }
    return poses.get(nom);
  };
  return python.pyimport("calculators.navigateur").repondre;
}

async function importer(nom, adresse) {
  try {
    return await import(adresse(nom));
  } catch (erreur) {
    // The import says neither the status nor the type: ask again, only to name the cause.
    const reponse = await fetch(adresse(nom)).catch(() => null);
    if (!reponse) throw new Echec(nom, "reseau");
    throw new Echec(nom, reponse.ok ? "type" : `statut ${reponse.status}`);
  }
}

async function telecharger(nom, adresse, genre, taille, avance) {
  let reponse;
  try {
    reponse = await fetch(adresse);
  } catch {
    throw new Echec(nom, "reseau");
  }
  if (!reponse.ok) throw new Echec(nom, `statut ${reponse.status}`);
  const morceaux = [];
  let recus = 0;
  const lecteur = reponse.body.getReader();
  try {
    for (;;) {
      const { done, value } = await lecteur.read();
      if (done) break;
      morceaux.push(value);
      recus += value.length;
      avance(value.length);
    }
  } catch {
    throw new Echec(nom, "reseau");
  }
  const octets = new Uint8Array(recus);
  let position = 0;
  for (const morceau of morceaux) {
    octets.set(morceau, position);
    position += morceau.length;
  }
  if (DEBUTS[genre].some((octet, rang) => octets[rang] !== octet)) throw new Echec(nom, "contenu");
  if (recus !== taille) throw new Echec(nom, "taille");
  return octets;
}

function suivreAvance(tailles) {
  const total = Object.values(tailles).reduce((somme, taille) => somme + taille, 0);
  let recus = 0;
  let dit = -1;
  return (octets) => {
    recus += octets;
    const part = Math.min(99, Math.floor((100 * recus) / total));
    if (part !== dit) self.postMessage({ avance: (dit = part) });
  };
}

// Pyodide fetches these two by itself: give it the bytes already checked, labelled as it needs them.
function remettre(octets) {
  const reel = self.fetch;
  self.fetch = (ressource, options) => {
    const pris = octets.get(String(ressource.url ?? ressource));
    if (!pris) return reel(ressource, options);
    return Promise.resolve(new Response(pris[0], { headers: { "Content-Type": pris[1] } }));
  };
}

// Pyodide only warns, then waits for ever, when WebAssembly refuses the code (a policy without « wasm-unsafe-eval »).
function surveillerCompilation(nom) {
  const reelle = WebAssembly.instantiateStreaming;
  return new Promise((_, refuser) => {
    WebAssembly.instantiateStreaming = async (...arguments_) => {
      try {
        return await reelle(...arguments_);
      } catch (erreur) {
        refuser(new Echec(nom, /content security|unsafe-eval|disallowed/i.test(String(erreur)) ? "csp" : "compilation"));
        throw erreur;
      }
    };
  });
}
