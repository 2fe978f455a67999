"""Exact numbers as the French write them: read what a person types, write what a person reads.

Every number of a computation is a `Fraction`: sums, shares and pro ratas stay exact, and an amount is
rounded once, half-up to the cent, where it is set down on a line.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

from calculators.erreurs import SaisieInvalide
from calculators.typographie import FINE, INSECABLE, guillemets

LIMITE = 10**12
"""No amount or count of a social-insertion budget comes near it: a larger number is a slip of the keyboard."""

_ESPACES = dict.fromkeys(map(ord, "\t\u00a0\u202f\u2009\u2007"), " ")
_GROUPE = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SIMPLE = re.compile(r"\d+(?:[.,]\d+)?")
_AMBIGU = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_MOINS = ("-", "\u2212", "\u2013")
_UNITES = {
    "€": ("€", "euro", "euros", "eur"),
    "%": ("%", "pour cent", "pourcent", "point", "points"),
    "mois": ("mois",),
    "jours": ("j", "jour", "jours"),
    "semaines": ("semaine", "semaines", "sem"),
    "heures": ("h", "heure", "heures"),
    "ans": ("an", "ans", "année", "années"),
}
_NOMS_UNITES = sorted((nom for noms in _UNITES.values() for nom in noms), key=len, reverse=True)
_UNITE_DU_NOM = {nom: unite for unite, noms in _UNITES.items() for nom in noms}
_EXEMPLES = {"€": "1 200,50", "%": "60", "mois": "6", "semaines": "10", "heures": "7,5", "jours": "10"}
_ATTENDU = "Saisissez un nombre, par exemple 12 ou 1 200,50."
_HORS_LIMITE = "Saisissez un nombre d'au plus 1 000 milliards, avec au plus 15 décimales."


def lire_nombre(brut: object, unite: str = "") -> Fraction:
    """The exact number that a reader typed: 1200.5, « 1 200,50 € », « −3 », « 60 % ».

    A trailing unit must be the field's own. « 1.200 » could be 1,2 or 1 200: it is refused with the question.
    Raises `SaisieInvalide`.
    """
    if isinstance(brut, str):
        return _borner(_lire_texte(brut, unite))
    if isinstance(brut, bool) or not isinstance(brut, (int, float, Decimal, Fraction)):
        raise SaisieInvalide(_ATTENDU)
    if isinstance(brut, (float, Decimal)):
        if not (brut.is_finite() if isinstance(brut, Decimal) else math.isfinite(brut)):
            raise SaisieInvalide("Saisissez un nombre fini, par exemple 12 ou 1 200,50.")
        brut = _du_flottant(brut) if isinstance(brut, float) else brut
        if brut.adjusted() > 15 or int(brut.as_tuple().exponent) < -15:
            raise SaisieInvalide(_HORS_LIMITE)
    return _borner(brut if isinstance(brut, Fraction) else Fraction(brut))


def _du_flottant(brut: float) -> Decimal:
    """The number that another program meant: its floats carry an error in their last digits (10/3, 0.1 + 0.2)."""
    arrondi = round(brut, 12)
    return Decimal(repr(arrondi if arrondi or not brut else brut))


def _borner(nombre: Fraction) -> Fraction:
    if abs(nombre.numerator) > LIMITE * nombre.denominator:
        raise SaisieInvalide(_HORS_LIMITE)
    return nombre


def _lire_texte(brut: str, unite: str) -> Fraction:
    if len(brut) > 60:
        raise SaisieInvalide("Ce texte est trop long pour un nombre ; 60 caractères au plus.")
    texte, nom = _couper_unite(brut)
    if nom and nom.lower() not in _UNITES.get(unite, ()):
        attendue = f"en {unite}" if unite in _UNITES else "sans unité"
        raise SaisieInvalide(f"Au lieu de {guillemets(brut)}, saisissez un nombre {attendue}, sans {guillemets(nom)}.")
    signe = -1 if texte.startswith(_MOINS) else 1
    chiffres = texte[1:].strip() if texte.startswith((*_MOINS, "+")) else texte
    if _AMBIGU.fullmatch(chiffres):
        entier, decimales = chiffres.split(".")
        raise SaisieInvalide(
            f"{guillemets(chiffres)} est ambigu ; voulez-vous dire {entier}{FINE}{decimales} (milliers)"
            f" ou {entier},{decimales} (virgule) ? Écrivez {entier}{decimales} ou {entier},{decimales}."
        )
    if _POINTS.fullmatch(chiffres):
        chiffres = chiffres.replace(".", "")
    elif not chiffres.isascii() or not (_GROUPE.fullmatch(chiffres) or _SIMPLE.fullmatch(chiffres)):
        raise SaisieInvalide(_pas_un_nombre(brut, unite))
    return signe * Fraction(chiffres.replace(" ", "").replace(",", "."))


def separer_unite(texte: str) -> tuple[str, str]:
    """« 400 € » → (« 400 », « € »); the unit is given by its standard name, empty where there is none."""
    reste, nom = _couper_unite(texte)
    return reste, _UNITE_DU_NOM.get(nom.lower(), "")


def unite_nommee(mot: str) -> str:
    """« euros » → « € »: the unit that a word names, empty where it names none of those that a number may bear."""
    return _UNITE_DU_NOM.get(mot.lower(), "")


def _couper_unite(brut: str) -> tuple[str, str]:
    texte = " ".join(brut.translate(_ESPACES).split())
    bas = texte.lower()
    for nom in _NOMS_UNITES:
        if bas.endswith(nom) and (reste := texte[: -len(nom)].rstrip()) and not reste[-1].isalpha():
            return reste, texte[len(texte) - len(nom) :]
    return texte, ""


def _pas_un_nombre(brut: str, unite: str) -> str:
    exemple = _EXEMPLES.get(unite, "12")
    if not brut.strip():
        return f"Saisissez un nombre, par exemple {exemple}."
    return f"{guillemets(brut)} n'est pas un nombre ; écrivez-le en chiffres, par exemple {exemple}."


def arrondir(nombre: Fraction, decimales: int = 0) -> Fraction:
    """Half-up (away from zero on a tie), the accountant's rounding."""
    return Fraction(_en_unites(nombre, decimales), 10**decimales)


def _en_unites(nombre: Fraction, decimales: int) -> int:
    """The rounded number in units of its last decimal: 12,345 at two decimals is 1235. In integers: it is hot."""
    echelle: int = 10**decimales
    numerateur, denominateur = nombre.numerator * echelle, nombre.denominator
    unites: int = (2 * abs(numerateur) + denominateur) // (2 * denominateur)
    return unites if numerateur >= 0 else -unites


def centimes(nombre: Fraction) -> Fraction:
    """The amount rounded half-up to the cent."""
    # Most amounts are in whole cents already: nothing to round, no fraction to make.
    return nombre if 100 % nombre.denominator == 0 else arrondir(nombre, 2)


def ecrire_decimal(nombre: Fraction, decimales: int) -> str:
    """Plain ASCII, fixed decimals: « 2000.00 », as JSON and `value=` carry it."""
    entier = _en_unites(nombre, decimales)
    signe, chiffres = ("-" if entier < 0 else ""), str(abs(entier)).rjust(decimales + 1, "0")
    return f"{signe}{chiffres[:-decimales]}.{chiffres[-decimales:]}" if decimales else signe + chiffres


def formater_nombre(nombre: Fraction, decimales: int | None = None) -> str:
    """« 1 200,50 »; without `decimales`, as many as the number has, two at most."""
    texte = ecrire_decimal(nombre, 2 if decimales is None else decimales)
    if decimales is None:
        texte = texte.rstrip("0").rstrip(".")
    signe, texte = ("\u2212", texte[1:]) if texte.startswith("-") else ("", texte)
    entier, _, fraction = texte.partition(".")
    groupes = f"{int(entier):,}".replace(",", FINE)
    return signe + groupes + (f",{fraction}" if fraction else "")


def _decimales(nombre: Fraction, autre: Fraction) -> int:
    return next((n for n in range(2, 9) if arrondir(nombre, n) != arrondir(autre, n)), 9)


def _ecrire(nombre: Fraction, decimales: int) -> str:
    return formater_nombre(nombre) if decimales == 2 else formater_nombre(nombre, decimales).rstrip("0").rstrip(",")


def formater_a_cote(nombre: Fraction, autre: Fraction) -> str:
    """The number with as many decimals as it takes to tell it from another: « 29,997 » beside 30."""
    return _ecrire(nombre, _decimales(nombre, autre))


def formater_ecart(nombre: Fraction, autre: Fraction) -> str:
    """How far they are apart, to the decimal that tells one from the other: « 0,005 » from 24,995 to 25."""
    ecart = abs(nombre - autre)
    return _ecrire(ecart, max(_decimales(nombre, autre), _decimales(ecart, Fraction(0))))


def formater_montant(nombre: Fraction) -> str:
    """« 1 200,50 € », always with its cents."""
    return formater_nombre(nombre, 2) + INSECABLE + "€"


_INVARIABLES = frozenset(("mois", "%", "€", "par", "rendez-vous", "repas", "fois", "cours", "concours", "parcours",
    "recours", "temps", "accès", "avis", "cas", "poids", "corps", "plus", "dès", "sans", "bus", "univers", "permis",
    "devis", "colis", "relais", "pays", "tiers", "progrès", "succès", "secours"))  # fmt: skip
"""Words of a unit that end in « s » when there is but one."""


def accorder(unite: str, nombre: Fraction) -> str:
    """« 1 jour », « 2 jours »: the words of a unit stay singular under 2."""
    if abs(nombre) >= 2 or unite in _INVARIABLES:
        return unite
    mots = (mot.removesuffix("x") if mot.endswith("eaux") else mot for mot in unite.split())
    return " ".join(mot.removesuffix("s") if mot not in _INVARIABLES else mot for mot in mots)
