"""What the catalogue's page knows of every sheet: one small file for the facets, the sort and the bare cards, and the
rest of the cards' words in batches that are fetched as they come into view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from site_src.appels import appel, json_compact
from site_src.facettes import Cles, Facette, cles_de, facettes
from site_src.gabarits import environnement
from site_src.texte import plier
from site_src.vues import VueCatalogue, VueFiche

LOT = 40
"""Cards in a batch: about 4 kB once compressed."""


@dataclass(frozen=True)
class Carte:
    """A sheet as the catalogue lists it."""

    vue: VueFiche
    repere: str
    departement: str
    cles: Cles

    @property
    def mise_a_jour(self) -> str:
        """The day when it was last gone over: reviewed, else transcribed."""
        return str(self.vue.fiche.revue_le or self.vue.fiche.transcrite_le)

    @property
    def dates(self) -> Markup:
        """When it was gone over and how long it holds, ready for the browser to say what that means today."""
        macros: Any = environnement().get_template("fraicheur.html").module
        return Markup(f"{macros.relecture(self.vue.fiche)} {macros.validite(self.vue.fiche)}".strip())


@dataclass(frozen=True)
class Cartes:
    """Every card in the catalogue's own order (Department, then number), and the facets that sort them out."""

    cartes: list[Carte]
    facettes: list[Facette]


def cartes(catalogue: VueCatalogue) -> Cartes:
    """The cards of a catalogue."""
    return catalogue.une_fois("cartes", lambda: _cartes(catalogue))


def _cartes(catalogue: VueCatalogue) -> Cartes:
    toutes = [vue.une_fois("carte", partial(_carte, vue, catalogue)) for vue in catalogue.fiches]
    toutes.sort(key=_place)
    return Cartes(toutes, facettes(catalogue, [carte.cles for carte in toutes]))


def _carte(vue: VueFiche, catalogue: VueCatalogue) -> Carte:
    departement = catalogue.departement(vue.fiche)
    return Carte(vue, vue.fiche.repere, departement, cles_de(vue, catalogue))


def _place(carte: Carte) -> tuple[Any, ...]:
    """By Department, then by number: « 2.10 » after « 2.9 »."""
    fiche = carte.vue.fiche
    code = tuple((int(morceau), "") if morceau.isdigit() else (0, morceau) for morceau in fiche.code.split("."))
    return plier(carte.departement), carte.departement, code, fiche.id


def ecrire(catalogue: VueCatalogue, cible: Path) -> None:
    """Write `fiches.js` and the batches `lot-<n>.js`."""
    cible.mkdir(parents=True, exist_ok=True)
    ensemble = cartes(catalogue)
    _ecrire(cible / "fiches.js", appel(json_compact(colonnes(ensemble)), "Catalogue.recevoirFiches"))
    for rang in range(0, len(ensemble.cartes), LOT):
        lot = [_suite(carte) for carte in ensemble.cartes[rang : rang + LOT]]
        _ecrire(cible / f"lot-{rang // LOT}.js", appel(json_compact(lot)))


def colonnes(ensemble: Cartes) -> dict[str, Any]:
    """The sheets by column; what repeats from sheet to sheet is written once and named by its rank."""
    toutes = ensemble.cartes

    def colonne(valeur: Callable[[Carte], str]) -> list[Any]:
        return _coder(valeur(carte) for carte in toutes)

    return {
        "lot": LOT,
        "id": [carte.vue.fiche.id for carte in toutes],
        "titre": [carte.vue.fiche.titre for carte in toutes],
        "repere": colonne(lambda c: c.repere),
        "departement": colonne(lambda c: c.departement),
        "jour": colonne(lambda c: c.mise_a_jour),
        "dates": colonne(lambda c: c.dates),
        "duree": colonne(lambda c: c.vue.fiche.essentiel.duree.texte),
        "groupe": colonne(lambda c: c.vue.fiche.essentiel.groupe.texte),
        "financement": colonne(lambda c: c.vue.fiche.essentiel.financement.texte),
        "facettes": {facette.nom: _choix(facette, toutes) for facette in ensemble.facettes},
    }


def _choix(facette: Facette, toutes: Sequence[Carte]) -> list[Any]:
    """The keys of a facet, then each sheet's as ranks among them: « 0 3 »."""
    rangs = {option.cle: str(rang) for rang, option in enumerate(facette.options)}
    return [list(rangs), *_coder(" ".join(rangs[c] for c in carte.cles[facette.nom] if c in rangs) for carte in toutes)]


def _coder(valeurs: Iterable[str]) -> list[Any]:
    """Different values, then the rank of each sheet's."""
    rangs: dict[str, int] = {}
    suite = [rangs.setdefault(valeur, len(rangs)) for valeur in valeurs]
    return [list(rangs), suite]


def _suite(carte: Carte) -> list[str]:
    return [carte.vue.fiche.resume, carte.vue.fiche.essentiel.pour_qui.texte]


def _ecrire(chemin: Path, script: str) -> None:
    chemin.write_text(script, encoding="utf-8", newline="\n")
