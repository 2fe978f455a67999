"""The values that a sheet itself sets for a field: the ends of its range, its ceiling. The desk offers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculators import SaisieInvalide, formater_nombre, lire_nombre
from calculators.nombres import separer_unite
from site_src.vues import VueCalculateur

_BORNES = {"minimum": "minimum", "maximum": "maximum", "plafond": "plafond"}
_CURSEURS = ("montant", "entier", "nombre", "jours", "mois", "pourcentage")


@dataclass(frozen=True)
class Repere:
    """A value that a clause gives to a field."""

    champ: str
    mot: str
    valeur: Fraction
    citation: str

    @property
    def texte(self) -> str:
        """As a reader types it."""
        return formater_nombre(self.valeur)


def reperes(vue: VueCalculateur) -> list[Repere]:
    """Every value of the sheet for a field of this calculator, once each."""
    bruts = vue.fiche.donnees_regles()["calculateurs"][vue.nom]["regles"]
    trouves = {(r.champ, r.valeur): r for r in _chercher(bruts, vue)}
    return list(trouves.values())


def _chercher(noeud: Any, vue: VueCalculateur) -> Iterator[Repere]:
    if isinstance(noeud, Mapping):
        valeur, champs = noeud.get("valeur"), vue.calculateur.champs
        borne = noeud.get("genre") in ("bornes", "plafond") and not _exclues(noeud.get("bornes"), vue)
        if borne and isinstance(valeur, str) and valeur in champs:
            for cle, mot in _BORNES.items():
                if isinstance(brut := noeud.get(cle), str) and (limite := _nombre(brut)) is not None:
                    yield Repere(valeur, mot, limite, str(noeud.get("citation", "")))
        for enfant in noeud.values():
            yield from _chercher(enfant, vue)
    elif isinstance(noeud, list | tuple):
        for element in noeud:
            yield from _chercher(element, vue)


def _exclues(bornes: Any, vue: VueCalculateur) -> bool:
    """Whether a limit is itself out of bounds, as the sheet is read: it is then no value to offer."""
    lectures = bornes if isinstance(bornes, Mapping) else {}
    code = lectures.get("selon") or bornes
    if hypothese := vue.fiche.regles.hypotheses.get(str(code)):
        lue = hypothese.par_defaut
        return bool(lectures.get(lue, lue) == "exclues")
    return bool(bornes == "exclues")


def _nombre(brut: str) -> Fraction | None:
    try:
        return lire_nombre(separer_unite(brut)[0])
    except SaisieInvalide:
        return None


def plages(vue: VueCalculateur, des_fiches: list[Repere]) -> dict[str, list[str]]:
    """For each field of a number, the range of its slider: the sheet's own, else about its example."""
    calcules: dict[str, list[str]] = {}
    for cle, champ in vue.calculateur.champs.items():
        if champ.type not in _CURSEURS:
            continue
        siens = {r.mot: r.valeur for r in des_fiches if r.champ == cle}
        exemple = _nombre(str(vue.calculateur.exemple.get(cle, "")))
        haut = (
            siens.get("maximum")
            or siens.get("plafond")
            or (Fraction(100) if champ.type == "pourcentage" else (exemple or 0) * 2)
        )
        bas = siens.get("minimum") or Fraction(1 if champ.positif else 0)
        if haut > bas:
            pas = "0.5" if champ.type == "jours" else "10" if champ.type == "montant" else "1"
            calcules[cle] = [f"{float(bas):g}", f"{float(haut):g}", pas]
    return calcules
