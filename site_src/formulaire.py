"""How a field's example is written in its control."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from calculators import Champ, SaisieInvalide, formater_nombre, lire_nombre
from calculators.champs import SANS_NOMBRE
from site_src.gabarits import environnement
from site_src.vues import VueCalculateur

INDICATIONS = {
    "date": "Au format jj/mm/aaaa.",
    "periodes": "Une période par ligne\u00a0: 01/01/2024 au 30/06/2024.",
    "liste_entiers": "Séparez les nombres par un point-virgule.",
}
"""What to type, where the field's own help does not say it."""

CLAVIERS = {"entier": "numeric", "date": "numeric", "mois": "decimal", "liste_entiers": "text"}
"""The keyboard that a phone shows."""


def macros(gabarit: str = "calculateur.html", **communs: object) -> Any:
    """The macros that draw the fields of a form."""
    communs |= {"indications": INDICATIONS, "claviers": CLAVIERS}
    return environnement().get_template(gabarit, globals=communs).module


def valeur_affichee(vue: VueCalculateur, champ: Champ) -> Any:
    """The example's value as the reader would have typed it."""
    return ecrire(champ, vue.calculateur.exemple.get(champ.cle, [] if champ.type == "choix_multiples" else ""))


def ecrire(champ: Champ, brute: Any) -> Any:
    """A value of plain data as it is typed in its field."""
    if champ.type == "choix_multiples":
        return [brute] if isinstance(brute, str) else list(brute)
    if champ.type not in SANS_NOMBRE:
        return _nombre(champ, brute)
    if champ.type == "date" and brute:
        return _jour(str(brute))
    if champ.type == "liste_entiers" and not isinstance(brute, str):
        return " ; ".join(str(n) for n in brute)
    if champ.type == "periodes" and not isinstance(brute, str):
        return "\n".join(_periode(p) for p in brute)
    return brute


def _nombre(champ: Champ, brute: Any) -> str:
    """« 1 200,5 »; what is no number alone (« je ne sais pas », the lengths « 6+4 ») as it is, and all the decimals."""
    try:
        lu = champ.lire(brute)
    except SaisieInvalide:
        return str(brute)
    if not isinstance(lu, Fraction):
        return str(brute)
    texte = formater_nombre(lu, 2 if champ.type == "montant" and lu.denominator > 1 else None)
    return texte if lire_nombre(texte) == lu else str(brute)


def _jour(iso: str) -> str:
    try:
        return date.fromisoformat(iso).strftime("%d/%m/%Y")
    except ValueError:
        return iso


def _periode(brute: str | Sequence[str]) -> str:
    bouts = brute.split("/") if isinstance(brute, str) and brute.count("/") == 1 else brute
    return str(brute) if isinstance(bouts, str) else " au ".join(_jour(str(bout)) for bout in bouts)
