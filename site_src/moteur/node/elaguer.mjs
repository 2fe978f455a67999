// Prune Pyodide's engine: leave out the thousands of names that it offers to packages compiled apart, of which none is
// ever loaded here. Arguments: pyodide's folder, the folder to write.
//
// At each start the engine would bind every name that its WebAssembly exports, one by one, for the sake of such packages: a
// quarter of what a start computes, and a third of the script that a reader downloads. A name stays where Pyodide's own
// scripts, or the program's imports, speak of it. The code itself is untouched. This knows how Emscripten writes its
// script: the version of Pyodide is pinned, and the photograph is taken of what comes out, then tried (`photographier.mjs`).
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [source, sortie] = process.argv.slice(2);
const COPIES = ["package.json", "pyodide-lock.json", "pyodide.mjs", "python_stdlib.zip"];
// `_malloc=Module["_malloc"]=wasmExports["malloc"];`, and `.value>>>0` behind the address of a datum.
const LIAISON = /(?<!=)([\w$]+)=Module\["[\w$]+"\]=wasmExports\["([\w$]+)"\](?:\.value>>>0)?;/g;
const DECLARATION = /var ([\w$]+(?:,[\w$]+)+);/g;
const MOT = /[A-Za-z_$][\w$]*/g;
const EXPORTATIONS = 7; // the number of that section, by the WebAssembly specification

const script = readFileSync(join(source, "pyodide.asm.mjs"), "utf8");
const octets = new Uint8Array(readFileSync(join(source, "pyodide.asm.wasm")));
const gardees = choisir();
mkdirSync(sortie);
for (const nom of COPIES) copyFileSync(join(source, nom), join(sortie, nom));
writeFileSync(join(sortie, "pyodide.asm.mjs"), elaguerScript((nom) => gardees.has(nom)));
writeFileSync(join(sortie, "pyodide.asm.wasm"), elaguerProgramme(octets));

/** The exported names that something speaks of, besides the line that binds them. */
function choisir() {
  const module = new WebAssembly.Module(octets);
  const sans = elaguerScript(() => false);
  if (sans.length > 0.8 * script.length) throw new Error("pyodide.asm.mjs ne lie plus ses noms comme on les connaît");
  const cites = new Set([sans, readFileSync(join(source, "pyodide.mjs"), "utf8")].flatMap((texte) => texte.match(MOT)));
  for (const { name } of WebAssembly.Module.imports(module)) cites.add(name);
  // Memory, table and exceptions belong to the program itself, like what the linker names with two underscores.
  const utile = ({ name, kind }) =>
    !["function", "global"].includes(kind) || name.startsWith("__wasm") || name.startsWith("__stack") || cites.has(name) || cites.has(`_${name}`);
  return new Set(WebAssembly.Module.exports(module).filter(utile).map(({ name }) => name));
}

/** The script without the lines that bind the other names, nor their declarations. */
function elaguerScript(garder) {
  const retirees = new Set([...script.matchAll(LIAISON)].filter(([, , nom]) => !garder(nom)).map(([, variable]) => variable));
  return script
    .replace(LIAISON, (ligne, _, nom) => (garder(nom) ? ligne : ""))
    .replace(DECLARATION, (_, liste) => {
      const restent = liste.split(",").filter((variable) => !retirees.has(variable));
      return restent.length ? `var ${restent.join(",")};` : "";
    });
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
