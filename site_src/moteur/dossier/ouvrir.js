// The engine's files for a site opened from a folder, where nothing can be fetched: each is a script that brings its
// content as text, unfolded here.
"use strict";

const MoteurDossier = (() => {
  const ici = document.currentScript.src;
  const TYPES = { js: "text/javascript", wasm: "application/wasm", zip: "application/zip", bin: "application/octet-stream" };
  const attendus = new Map(); // key → what to do with its content
  const contenus = new Map(); // key → promise of the content

  function charger(cle) {
    return new Promise((resoudre, refuser) => {
      attendus.set(cle, resoudre);
      const script = document.createElement("script");
      script.src = new URL(`${cle}.js`, ici).href;
      script.onerror = () => refuser({ panne: { fichier: script.src, raison: "reseau" } });
      script.onload = () => {
        script.remove();
        refuser({ panne: { fichier: script.src, raison: "contenu" } }); // without effect once resolved
      };
      document.head.append(script);
    });
  }

  async function deplier(cle, nom) {
    const { texte, plie } = await charger(cle);
    const octets = Uint8Array.from(atob(texte), (lettre) => lettre.charCodeAt(0));
    const flux = new Blob([octets]).stream();
    const corps = await new Response(plie ? flux.pipeThrough(new DecompressionStream("gzip")) : flux).arrayBuffer();
    return new Blob([corps], { type: TYPES[nom.split(".").at(-1)] });
  }

  return {
    deposer: (cle, texte, plie) => attendus.get(cle)({ texte, plie }),
    lire(cle, { nom }) {
      if (!contenus.has(cle)) contenus.set(cle, deplier(cle, nom));
      contenus.get(cle).catch(() => contenus.delete(cle));
      return contenus.get(cle);
    },
  };
})();
