"""The figures of a rule against the words that it quotes: one that stands in none of them may be a slip of the hand.

A rule may well hold a figure that its clause says otherwise (« la moitié », « un an »): what can be told from the words
is, and where it can't the figure is rather left alone than suspected.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any

from calculators import SaisieInvalide, lire_nombre
from calculators.dates import DUREES
from calculators.nombres import separer_unite
from calculators.typographie import plier
from catalogue.document import Chemin, mots_ecrits

_CHIFFRES = re.compile(r"(?<!\d)\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?")
_MILLIERS = re.compile(r"[ .](?=\d{3}(?!\d))")
_MOTS = re.compile(r"[a-z]+|[^a-z\s-]")
_UNITES = dict(zip(
    ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
     "quatorze", "quinze", "seize", "une"), (*range(17), 1), strict=True
)) | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}  # fmt: skip
_SENS: Mapping[str, tuple[Fraction | int, ...]] = {
    **dict.fromkeys(("an", "ans", "annee", "annees", "annuel", "annuelle", "annuellement"), (12, 52, 365)),
    **dict.fromkeys(("semestre", "semestres", "semestriel", "semestrielle"), (6, 26)),
    **dict.fromkeys(("trimestre", "trimestres", "trimestriel", "trimestrielle"), (3, 4, 13)),
    **dict.fromkeys(("moitie", "demi", "demie", "principalement", "majoritairement", "majorite"), (50, Fraction(1, 2))),
    **dict.fromkeys(("tiers",), (Fraction(1, 3), Fraction(2, 3), 33, 66, 67)),
    **dict.fromkeys(("quart", "quarts"), (Fraction(1, 4), Fraction(3, 4), 25, 75)),
    **dict.fromkeys(("double", "doublement", "doublee"), (2,)),
    **dict.fromkeys(("triple", "triplee"), (3,)),
}
"""What a word may mean in a rule, as a number, a share or a count of months, weeks, days."""
_BORNES = ("jusqu", "plus", "moins", "dela", "avant", "apres", "inferieur", "superieur", "deca")
"""Words after which a whole number may be the next or the one before: « jusqu'à la dixième » is « moins de 11 »."""
_AUTRES = ("citation", "libelle", "ecart_libelle", "message", "aide", "cle", "unite", "genre", "champ", "attendu")
_DATES = ("du", "au", "avant", "apres", "a_partir_du", "jusqu_au", "le")
_TOUJOURS = (0, 1)
_DUREE_MULTIPLE = 5
"""Of which a length of time may be a multiple; below it, nearly all are."""


def chiffres_sans_source(calculateur: Any, hypotheses: Any) -> Iterator[tuple[Chemin, str]]:
    """The figures of a calculator's rules that none of its quotations says, each with its path from the calculator."""
    regles = calculateur.get("regles") if isinstance(calculateur, Mapping) else None
    ecrits = list(mots_ecrits(regles, ("regles",)))
    citations = [mot for chemin, mot in ecrits if chemin[-1] == "citation"]
    codes = {mot for _, mot in ecrits}
    ouvertes = [h for code, h in hypotheses.items() if code in codes] if isinstance(hypotheses, Mapping) else []
    dits = nombres_dits(" ; ".join([*citations, *(mot for _, mot in mots_ecrits(ouvertes))]))
    quotees = {chemin[:2] for chemin, _ in ecrits if chemin[-1] == "citation"}
    for chemin, mot in ecrits:
        if chemin[:2] not in quotees:
            continue  # a hidden value may quote nothing
        if not any(pas in _AUTRES or pas in _DATES for pas in chemin if isinstance(pas, str)) and _inconnu(mot, dits):
            yield chemin, mot


def _inconnu(mot: str, dits: Collection[Fraction]) -> bool:
    """Whether a literal number is neither said nor plain arithmetic on what is."""
    _, unite = separer_unite(mot)
    try:
        nombre = lire_nombre(mot, unite)
    except SaisieInvalide:
        return False
    formes = {nombre, nombre * 100, nombre - Fraction(1, 2), *([1 / nombre] if nombre else [])}
    formes |= {"%": {100 - nombre, nombre / 100}, "mois": {nombre / 12}, "ans": {nombre * 12}}.get(unite, set())
    if nombre in _TOUJOURS or nombre == {"%": 100, "mois": 12}.get(unite):
        return False
    if unite in DUREES and any(dit >= _DUREE_MULTIPLE and nombre % dit == 0 for dit in dits):
        return False  # two contracts of 13 weeks
    return formes.isdisjoint(dits)


def nombres_dits(texte: str) -> set[Fraction]:
    """The numbers that words say, in digits or in letters, and those that go without saying."""
    plie = plier(" ".join(texte.split()))
    dits = {Fraction(_MILLIERS.sub("", chiffres).replace(",", ".")) for chiffres in _CHIFFRES.findall(plie)}
    mots = _MOTS.findall(plie)
    dits |= {Fraction(nombre) for nombre in _en_lettres(mots)}
    if any(mot.startswith(_BORNES) for mot in mots):
        dits |= {nombre + pas for nombre in dits if nombre.denominator == 1 for pas in (-1, 1)}
    return dits | {Fraction(sens) for mot in mots for sens in _SENS.get(mot, ())}


def _en_lettres(mots: list[str]) -> Iterator[int]:
    """« vingt-cinq », « deux cents », « quatre-vingts », « dixième »."""
    total = courant = 0
    suivi = False
    for mot in [*mots, "."]:
        mot = _cardinal(mot)
        if mot in _UNITES:
            quatre_vingt = mot == "vingt" and courant % 100 == 4
            courant += 76 if quatre_vingt else _UNITES[mot]
        elif mot in ("cent", "cents", "mille"):
            courant = max(courant, 1) * (1000 if mot == "mille" else 100)
            total, courant = (total + courant, 0) if mot == "mille" else (total, courant)
        elif mot == "et" and suivi:
            continue
        elif suivi:
            yield total + courant
            total = courant = 0
        suivi = mot in _UNITES or mot in ("cent", "cents", "mille")


def _cardinal(mot: str) -> str:
    """« dixième » → « dix », « vingts » → « vingt »."""
    base = re.sub(r"iemes?$", "", mot) if mot.endswith(("ieme", "iemes")) else mot
    if base != mot:
        base = {"cinqu": "cinq", "neuv": "neuf", "quatr": "quatre", "trent": "trente"}.get(base, base)
        return base if base in _UNITES else f"{base}e"
    return "vingt" if mot == "vingts" else mot
