import { loadPyodide } from "./pyodide.mjs";

const lire = (nom) => fetch(new URL(nom, import.meta.url));
const [archive, requete, regles] = ["calculators.zip", "requete.json", "regles.json"].map(lire);
const pyodide = await loadPyodide();
self.postMessage({ pret: true });
pyodide.unpackArchive(await (await archive).arrayBuffer(), "zip", { extractDir: "/lib/insertion" });
pyodide.runPython('import sys; sys.path.insert(0, "/lib/insertion")');
const { repondre } = pyodide.pyimport("calculators.navigateur");
self.postMessage(JSON.parse(repondre(await (await requete).text(), await (await regles).text())));
