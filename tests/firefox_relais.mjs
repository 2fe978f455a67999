// Firefox as Playwright wants it: started here with the arguments received, its WebDriver BiDi handed on message by message.
//
//   node firefox_relais.mjs FIREFOX [argument …]
//
// Playwright drives the Firefox of the machine, but asks each context for a command that Firefox learnt in version 159
// (bug 2064354): Debian's, an ESR 153, refuses it and no page would open. Where it is unknown it is answered for: the
// tests then see the colours that Firefox itself prefers. To be removed, and `ws` with it, once no such ESR is left.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { WebSocket, WebSocketServer } from "ws"; // Node has the client of a WebSocket, not the server; Pyodide brings it anyway

const FACULTATIVE = "emulation.setMediaFeaturesOverride";
const ANNONCE = /WebDriver BiDi listening on (ws:\S+)/;

const [programme, ...options] = process.argv.slice(2);
const firefox = spawn(programme, options, { stdio: ["ignore", "ignore", "pipe"] });
firefox.on("error", (erreur) => { throw erreur; });
firefox.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => firefox.kill(signal));

createInterface({ input: firefox.stderr }).on("line", (ligne) => {
  const adresse = ANNONCE.exec(ligne)?.[1];
  if (adresse) ecouter(adresse);
  else console.error(ligne);
});

function ecouter(adresse) {
  const serveur = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  serveur.on("listening", () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${serveur.address().port}`));
  serveur.on("connection", (client, { url }) => relier(client, new WebSocket(adresse + url, { maxPayload: 0 })));
}

function relier(client, navigateur) {
  const ouvert = new Promise((resoudre) => navigateur.on("open", resoudre));
  const facultatives = new Set(); // ids of what may be unknown
  client.on("message", async (octets) => {
    const { id, method } = JSON.parse(octets);
    if (method === FACULTATIVE) facultatives.add(id);
    await ouvert;
    navigateur.send(String(octets));
  });
  navigateur.on("message", (octets) => {
    const { id, error } = JSON.parse(octets);
    const passee = facultatives.delete(id) && error === "unknown command";
    client.send(passee ? JSON.stringify({ type: "success", id, result: {} }) : String(octets));
  });
  navigateur.on("close", () => client.close());
  client.on("close", () => navigateur.close());
}
