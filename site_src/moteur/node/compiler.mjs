// Compile archives of Python sources to the bytecode of Pyodide's own Python, which no other Python can make.
// Arguments: pyodide's folder, then pairs: an archive of sources, the archive to write.
//
// A start from sources spends three quarters of its time compiling them. Docstrings stay in the sources alone.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dossier, ...chemins] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(dossier, "pyodide.mjs")).href);
const pyodide = await loadPyodide();
pyodide.runPython(`
import io, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash

def compiler(octets):
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as sources, zipfile.ZipFile(tampon, "w") as sortie:
        for nom in sorted(sources.namelist()):
            contenu = sources.read(nom)
            if nom.endswith(".py"):
                code = compile(contenu, "/lib/" + nom, "exec", dont_inherit=True, optimize=2)
                nom, contenu = nom + "c", bytes(_code_to_hash_pyc(code, source_hash(contenu), False))
            entree = zipfile.ZipInfo(nom)
            entree.compress_type = zipfile.ZIP_DEFLATED
            sortie.writestr(entree, contenu)
    return tampon.getvalue()
`);
const compiler = pyodide.globals.get("compiler");
for (let rang = 0; rang < chemins.length; rang += 2) {
  const sources = pyodide.toPy(new Uint8Array(readFileSync(chemins[rang])));
  writeFileSync(chemins[rang + 1], compiler(sources).toJs());
}
