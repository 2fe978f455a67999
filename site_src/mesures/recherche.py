"""The catalogue at 2 000 sheets: a letter typed or a box ticked until results are painted, and the index's bytes."""

from __future__ import annotations

from site_src.etapes import etape
from site_src.mesures.chantier import Chantier, Mesures, navigateur

FICHES = 2000
FOIS = 2
"""Each passage makes more than a hundred gestures."""
INDEX = "/assets/recherche/"
MOTS = ("mobilité", "logement jeunes", "atelier cuisine", "rsa", "confiance en soi", "creuse", "numerique", "2.3")
PAUSE = 120
"""Milliseconds between two letters: a quick typist's pace."""

# The task that follows a frame runs once this frame is drawn.
_GESTES = """async ({ mots, pause }) => {
  const attendre = (ms) => new Promise((suite) => setTimeout(suite, ms));
  const peint = () => new Promise((suite) => requestAnimationFrame(() => {
    const canal = new MessageChannel();
    canal.port1.onmessage = suite;
    canal.port2.postMessage(0);
  }));
  const mesurer = async (geste) => {
    const debut = performance.now();
    geste();
    await peint();
    const duree = performance.now() - debut;
    await attendre(pause);
    return duree;
  };
  const boite = document.querySelector("main input[name=q]"), lettre = [], facette = [];
  const taper = (texte) => { boite.value = texte; boite.dispatchEvent(new Event("input", { bubbles: true })); };
  for (const mot of mots) {
    for (let n = 1; n <= mot.length; n++) lettre.push(await mesurer(() => taper(mot.slice(0, n))));
  }
  taper("");
  await attendre(500);
  const cases = [...document.querySelectorAll("#filtres input[type=checkbox]")].slice(0, 32);
  for (const une of [...cases, ...cases]) facette.push(await mesurer(() => une.click()));
  return { lettre, facette };
}"""


def mesurer(chantier: Chantier) -> Mesures:
    """`lettre` and `facette` in milliseconds; `premiere_vue`, `index` and what of it is read unasked, in kB."""
    site = chantier.grand_site(FICHES)
    gestes: dict[str, list[float]] = {"lettre": [], "facette": []}
    with chantier.servir(site) as serveur, navigateur() as chromium, etape("Recherche"):
        for _ in range(min(FOIS, chantier.repetitions)):
            serveur.demandes.clear()
            contexte = chromium.new_context(viewport={"width": 1280, "height": 900})
            page = contexte.new_page()
            page.goto(f"{serveur.adresse}/catalogue/index.html", wait_until="networkidle")
            ouverture = list(serveur.demandes)
            page.locator("main input[name=q]").focus()
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(2000)  # the index is read once its script is there
            demandes = serveur.demandes[len(ouverture) :]
            for nom, durees in page.evaluate(_GESTES, {"mots": MOTS, "pause": PAUSE}).items():
                gestes[nom] += durees
            contexte.close()
        avant, index = ([d for d in lues if INDEX in d] for lues in (ouverture, demandes))
        if not index:
            raise RuntimeError(f"Rien n’a été lu sous {INDEX} : l’index de recherche a changé de place.")
        octets = {"premiere_vue": ouverture, "index": avant + index, "index_avant": avant}
        return Mesures({**gestes, **{nom: [serveur.octets(lues) / 1000] for nom, lues in octets.items()}})
