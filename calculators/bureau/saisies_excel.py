"""The input cells of a workbook: style, help, and what each accepts."""

from __future__ import annotations

import re
from typing import Any

from calculators.bureau.onglet import Onglet
from calculators.champs import NOMBRES, Champ
from calculators.dates import DERNIERE, PREMIERE
from calculators.formules.formule import ecrire_nombre
from calculators.formules.saisies import maximum_de_saisie
from calculators.resultat import STATUTS

_ENTIERS = ("entier", "mois", "semaines", "liste_entiers")


def style_de_saisie(champ: Champ) -> str:
    """The style of an input cell."""
    return {"montant": "saisie €", "date": "saisie date"}.get(champ.type, "saisie")


def nom_onglet(champ: Champ) -> str:
    """The name of the sheet of a field that takes a list: 31 signs, none of those that a spreadsheet refuses."""
    return re.sub(r"[\[\]:*?/\\']", " ", champ.libelle)[:31].strip() or champ.cle


class Listes:
    """The lists of answers, on a sheet of their own out of sight: in a validation rule they could not hold a comma."""

    def __init__(self, onglet: Onglet) -> None:
        self._onglet = onglet
        self._colonne = 0
        onglet.cacher()

    def regle(self, mots: list[str], aide: str = "") -> dict[str, Any]:
        """The rule of a cell that takes one of these words."""
        for rang, mot in enumerate(mots):
            self._onglet.texte(rang, self._colonne, mot)
        lettre = _lettres(self._colonne)
        self._colonne += 1
        source = f"='{self._onglet.nom}'!${lettre}$1:${lettre}${len(mots)}"
        return {"validate": "list", "source": source, **_messages(aide, "Choisissez une réponse de la liste.")}


def valider(onglet: Onglet, ligne: int, colonne: int, champ: Champ, listes: Listes, fin: int | None = None) -> None:
    """What the cell of a field accepts."""
    if champ.type in ("choix", "oui_non"):
        mots = [*champ.options.values()] or ["Oui", "Non"]
        onglet.valider(ligne, colonne, listes.regle(mots, champ.aide))
    elif champ.type == "date":
        bornes = {"validate": "date", "criteria": "between", "minimum": PREMIERE, "maximum": DERNIERE}
        onglet.valider(ligne, colonne, bornes | _messages(champ.aide, "Saisissez une date, par exemple 31/12/2024."))
    elif champ.type in NOMBRES or fin is not None:
        onglet.valider(ligne, colonne, _nombre(champ), fin)


def _nombre(champ: Champ) -> dict[str, Any]:
    entier = champ.type in _ENTIERS
    maximum = maximum_de_saisie(champ)
    minimum: float = 0 if not champ.positif else 1 if entier else 0.000001
    attendu = "un nombre entier" if entier else "un nombre"
    borne = "supérieur à 0" if champ.positif else "positif ou nul"
    aide = "Saisissez 60 pour 60 %." if champ.type == "pourcentage" else champ.aide
    return {
        "validate": "integer" if entier else "decimal",
        "criteria": "between",
        "minimum": minimum,
        "maximum": float(ecrire_nombre(maximum)),
        **_messages(aide, f"Saisissez {attendu}, {borne}."),
    }


def _messages(aide: str, erreur: str) -> dict[str, Any]:
    titres = {"error_title": STATUTS["erreur_saisie"][0], "error_message": erreur}
    return titres | ({"input_message": aide[:255]} if aide else {})


def _lettres(colonne: int) -> str:
    debut, reste = divmod(colonne, 26)
    return (_lettres(debut - 1) if debut else "") + chr(ord("A") + reste)
