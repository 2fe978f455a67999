// The shared worker as Node runs it: many pages come, the first speaks last, and the engine is asked for by the newest.
// Says which of them were told how far it is.
const dites = new Set();
globalThis.self = { name: "moteur", close() {} };
self.onconnect = null;
await import(process.argv[2]);
const pages = Array.from({ length: Number(process.argv[3]) }, (_, rang) => ({
  postMessage: (message) => "avance" in message && dites.add(rang),
}));
for (const page of pages) self.onconnect({ ports: [page] });
pages[0].onmessage({ data: { rejoindre: true } });
pages.at(-1).onmessage({ data: { demarrer: { fichiers: {} } } });
console.log(JSON.stringify([...dites].sort((a, b) => a - b)));
process.exit();
