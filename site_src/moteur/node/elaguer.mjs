// Prune Pyodide's engine: leave out what it offers to packages compiled apart, of which none is ever loaded here.
// Arguments: pyodide's folder, the folder to write.
//
// At each start the engine would bind every name that its WebAssembly exports, one by one, and wrap every function of WebGL
// in a WebAssembly of its own, for the sake of such packages: a third of what a start computes. A name stays where
// something speaks of it; what no name leads to any more goes, drawing and sound among others, and it is more than half of
// the script that a reader downloads. The compiled code itself is untouched. This knows how Emscripten writes its script: the
// version of Pyodide is pinned, and the photograph is taken of what comes out, then tried (`photographier.mjs`).
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";

const [source, sortie] = process.argv.slice(2);
const COPIES = ["package.json", "pyodide-lock.json", "pyodide.mjs", "python_stdlib.zip"];
const DESSIN = "emscripten_gl"; // how the functions of WebGL begin
const EXPORTATIONS = 7; // the number of that section, by the WebAssembly specification

// How the script says what is pruned; a capture is the name that decides.
const LIAISON = /(?<!=)([\w$]+)=Module\["[\w$]+"\]=wasmExports\["([\w$]+)"\](?:\.value>>>0)?;/g; // and its variable
const DECLARATION = /var ([\w$]+(?:,[\w$]+)+);/g;
const OFFRE = /Module\["([\w$]+)"\]=\1;/g; // a function or an object, for whoever holds the module
const SIGNATURE = /([\w$]+)\.sig="\w*";/g; // of a function, for a package that would ask for its address
const IMPORTES = /(?<=var wasmImports=\{)[^{}]+(?=\};)/; // what the WebAssembly may call
const EVALUATION = /(?<![\w$.])eval\(/g; // of a package's code: as written, it would keep every name alive
const ADRESSES = /(?<=Object\.entries\(GOT\)\)\{)/; // before each function whose address is asked for gets one
const LECTURE = /\.([A-Za-z_$][\w$]*)|\["([A-Za-z_$][\w$]*)"\]/g; // a property that something reads
const MOT = /[A-Za-z_$][\w$]*/g;

const lanceur = readFileSync(join(source, "pyodide.mjs"), "utf8");
const script = readFileSync(join(source, "pyodide.asm.mjs"), "utf8");
const octets = new Uint8Array(readFileSync(join(source, "pyodide.asm.wasm")));
const module = new WebAssembly.Module(octets);
// WebGL is imported for its functions' addresses, which drawing alone would ask for.
const imports = WebAssembly.Module.imports(module).filter(({ name }) => !name.startsWith(DESSIN));
const importes = new Set(imports.map(({ name }) => name));
const gardees = choisir(await elaguerScript(() => false));
mkdirSync(sortie);
for (const nom of COPIES) copyFileSync(join(source, nom), join(sortie, nom));
writeFileSync(join(sortie, "pyodide.asm.mjs"), await elaguerScript((nom) => gardees.has(nom)));
writeFileSync(join(sortie, "pyodide.asm.wasm"), elaguerProgramme(octets));

/** The exported names that a script which binds none of them speaks of. */
function choisir(sansLiaison) {
  const cites = new Set([sansLiaison, lanceur].flatMap((texte) => texte.match(MOT)));
  // Memory, table and exceptions belong to the program itself, like what the linker names with two underscores.
  const utile = ({ name, kind }) =>
    !["function", "global"].includes(kind) || name.startsWith("__wasm") || name.startsWith("__stack")
    || importes.has(name) || cites.has(name) || cites.has(`_${name}`);
  return new Set(WebAssembly.Module.exports(module).filter(utile).map(({ name }) => name));
}

/** The script with what is used alone; of the exported names it binds those that `garder` keeps. */
async function elaguerScript(garder) {
  const deliees = new Set([...script.matchAll(LIAISON)].filter(([, , nom]) => !garder(nom)).map(([, variable]) => variable));
  let reste = remplacer(script, LIAISON, (ligne, _, nom) => (garder(nom) ? ligne : ""));
  reste = remplacer(reste, DECLARATION, (_, liste) => {
    const restent = liste.split(",").filter((variable) => !deliees.has(variable));
    return restent.length ? `var ${restent.join(",")};` : "";
  });
  const lues = new Set([reste.replace(OFFRE, ""), lanceur].flatMap((texte) => [...texte.matchAll(LECTURE)].map(([, a, b]) => a ?? b)));
  reste = remplacer(reste, OFFRE, (ligne, nom) => (lues.has(nom) ? ligne : ""));
  reste = remplacer(reste, IMPORTES, (liste) => liste.split(",").filter((entree) => importes.has(entree.split(":")[0])).join(","));
  reste = remplacer(reste, SIGNATURE, (ligne, nom) => (importes.has(nom.slice(1)) ? ligne : ""));
  reste = remplacer(reste, ADRESSES, `if(symName.startsWith("${DESSIN}")){entry.value=0;continue}`);
  reste = remplacer(reste, EVALUATION, "(0,eval)(");
  const compress = { defaults: false, unused: true, dead_code: true, passes: 2 };
  const { code } = await minify(reste, { module: true, mangle: false, compress });
  if (code.length > 0.5 * script.length) throw new Error("ce que pyodide.asm.mjs n’emploie pas n’est plus reconnu");
  return code;
}

function remplacer(texte, motif, par) {
  const remplace = texte.replace(motif, par);
  if (remplace === texte) throw new Error(`pyodide.asm.mjs n’est plus écrit comme on le connaît : ${motif}`);
  return remplace;
}

/** The program whose section of exports holds only the names that are kept. */
function elaguerProgramme(programme) {
  const morceaux = [programme.subarray(0, 8)];
  const lecteur = { octets: programme, position: 8 };
  while (lecteur.position < programme.length) {
    const debut = lecteur.position;
    const section = programme[lecteur.position++];
    const taille = lireEntier(lecteur);
    const contenu = lecteur.position;
    lecteur.position = contenu + taille;
    morceaux.push(section === EXPORTATIONS ? elaguerSection(programme.subarray(contenu, lecteur.position)) : programme.subarray(debut, lecteur.position));
  }
  return Buffer.concat(morceaux);
}

function elaguerSection(octets) {
  const lecteur = { octets, position: 0 };
  const entrees = [];
  for (let reste = lireEntier(lecteur); reste > 0; reste -= 1) {
    const debut = lecteur.position;
    const longueur = lireEntier(lecteur);
    const nom = new TextDecoder().decode(octets.subarray(lecteur.position, lecteur.position + longueur));
    lecteur.position += longueur + 1; // the kind of what is exported
    lireEntier(lecteur);
    if (gardees.has(nom)) entrees.push(octets.subarray(debut, lecteur.position));
  }
  const contenu = Buffer.concat([ecrireEntier(entrees.length), ...entrees]);
  return Buffer.concat([Uint8Array.of(EXPORTATIONS), ecrireEntier(contenu.length), contenu]);
}

// LEB128, seven bits at a time.
function lireEntier(lecteur) {
  let valeur = 0;
  for (let decalage = 0; ; decalage += 7) {
    const octet = lecteur.octets[lecteur.position++];
    valeur |= (octet & 127) << decalage;
    if (octet < 128) return valeur >>> 0;
  }
}

function ecrireEntier(valeur) {
  const octets = [];
  for (; valeur > 127; valeur >>>= 7) octets.push((valeur & 127) | 128);
  return Uint8Array.from([...octets, valeur]);
}
