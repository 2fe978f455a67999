// A photograph of Python's memory with the rules already imported: written once at build, laid down at each start.
//
// The file is one line of JSON, `{"build", "taille", "configuration", "pages": [[first, count], …]}`, then the pages
// themselves, 4 096 bytes each: only those that differ from the memory of an engine that was just instantiated. Most of
// the rest is the tables and texts that the wasm itself brings.

export const PAGE = 4096;

/** Make an engine wake up from a photograph: the function that Pyodide calls to create its module. */
export function reveiller(creer, memoire) {
  return async (reglages) => {
    const module = await creer(reglages);
    const octets = await memoire;
    const fin = octets.indexOf(10);
    const { build, taille, configuration, pages } = JSON.parse(new TextDecoder().decode(octets.subarray(0, fin)));
    const attendus = fin + 1 + PAGE * pages.reduce((somme, [, suite]) => somme + suite, 0);
    if (build !== module.API.config.BUILD_ID || taille !== module.HEAPU8.length || octets.length !== attendus) {
      throw new Error("la mémoire photographiée n’est pas celle de ce moteur");
    }
    module.API.restoreSnapshot = () => {
      let position = fin + 1;
      for (const [premiere, suite] of pages) {
        module.HEAPU8.set(octets.subarray(position, position + suite * PAGE), premiere * PAGE);
        position += suite * PAGE;
      }
      return configuration;
    };
    return module;
  };
}

/** What to give to `loadPyodide` besides: an empty photograph, since ours is laid down by `reveiller`. */
export const SANS_PHOTO = new Uint8Array(0);
