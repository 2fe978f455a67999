"""Keystroke → repainted result, once the engine is ready: a value of a form is changed forty times."""

from __future__ import annotations

from site_src.etapes import etape
from site_src.mesures.cas import PREMIER
from site_src.mesures.chantier import PATIENCE, Chantier, Mesures, navigateur

FOIS = 40
PAUSE = 120
"""Milliseconds between two keys: a quick typist's pace."""

# An observer is told of a mark after the frame in which it was made: this frame is drawn by then.
_GESTES = """async ({ formulaire, champ, fois, pause }) => {
  const element = document.querySelector(`${formulaire} [name=${champ}]`);
  const affiche = () => new Promise((suite) => new PerformanceObserver((liste, observateur) => {
    if (!liste.getEntriesByName("calcul:affiche").length) return;
    observateur.disconnect();
    suite();
  }).observe({ entryTypes: ["mark"] }));
  const durees = [];
  for (let n = 0; n < fois; n++) {
    const attente = affiche();
    const debut = performance.now();
    element.value = `${1 + (n % 8)},${1 + (n % 9)}`;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await attente;
    durees.push(performance.now() - debut);
    await new Promise((suite) => setTimeout(suite, pause));
  }
  return durees;
}"""


def mesurer(chantier: Chantier) -> Mesures:
    """`touche`, in milliseconds."""
    with chantier.servir(chantier.site) as serveur, navigateur() as chromium, etape("Frappe"):
        page = chromium.new_page()
        page.goto(f"{serveur.adresse}/{PREMIER.page}")
        page.locator(f"{PREMIER.formulaire} [name={PREMIER.champ}]").fill(PREMIER.saisie)
        page.locator(PREMIER.resultat(PREMIER.attendu)).wait_for(state="attached", timeout=PATIENCE * 1000)
        donnees = {"formulaire": PREMIER.formulaire, "champ": PREMIER.champ, "fois": FOIS, "pause": PAUSE}
        return Mesures({"touche": page.evaluate(_GESTES, donnees)})
