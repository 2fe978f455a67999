"""Dates and durations in months, as French contracts count them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from fractions import Fraction

from calculators.erreurs import SaisieInvalide
from calculators.typographie import INSECABLE, guillemets

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FRANCAISE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_LETTRES = re.compile(r"(\d{1,2})(?:er)? ([a-zéû]+)\.? (\d{4})", re.ASCII)
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MOIS_ABREGES = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
PREMIERE, DERNIERE = date(1900, 1, 1), date(2200, 12, 31)
_EXEMPLE = "par exemple 31/12/2024"


def lire_date(brut: object) -> date:
    """A date typed as 2024-12-31, 31/12/2024 or « 1er janvier 2024 ». Raises `SaisieInvalide`."""
    if isinstance(brut, date):
        return brut
    if not isinstance(brut, str) or not brut.strip() or len(brut) > 40:
        raise SaisieInvalide(f"Saisissez une date, {_EXEMPLE}.")
    texte = " ".join(brut.split()).lower()
    if m := _ISO.fullmatch(texte):
        annee, mois, jour = map(int, m.groups())
    elif m := _FRANCAISE.fullmatch(texte):
        jour, mois, annee = map(int, m.groups())
    elif (m := _LETTRES.fullmatch(texte)) and m[2] in MOIS:
        jour, mois, annee = int(m[1]), MOIS.index(m[2]) + 1, int(m[3])
    else:
        raise SaisieInvalide(f"{guillemets(brut)} n'est pas une date : écrivez jour/mois/année, {_EXEMPLE}.")
    try:
        lue = date(annee, mois, jour)
    except ValueError:
        raise SaisieInvalide(f"{guillemets(brut)} n'existe pas au calendrier : vérifiez le jour et le mois.") from None
    if not PREMIERE <= lue <= DERNIERE:
        raise SaisieInvalide("Saisissez une date entre 1900 et 2200.")
    return lue


def formater_date(jour: date) -> str:
    """« 1er janvier 2024 », « 31 août 2024 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}{INSECABLE}{MOIS[jour.month - 1]}{INSECABLE}{jour.year}"


def abreger_date(jour: date) -> str:
    """« 1er sept. 2025 », for a narrow column."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}{INSECABLE}{MOIS_ABREGES[jour.month - 1]}{INSECABLE}{jour.year}"


def ajouter_mois(debut: date, mois: int) -> tuple[date, bool]:
    """The same day `mois` months later, and whether that day exists in its month (else the month's last day)."""
    rang = debut.month - 1 + mois
    annee, mois_arrive = debut.year + rang // 12, rang % 12 + 1
    dernier = calendar.monthrange(annee, mois_arrive)[1]
    return date(annee, mois_arrive, min(debut.day, dernier)), debut.day <= dernier


DUREES = ("mois", "ans", "semaines", "jours")
"""The units in which a clause may count time on the calendar."""


def fin_de(debut: date, nombre: int, unite: str, meme_quantieme: bool = False) -> date:
    """Last day of so many months, years, weeks or days counted from a day, that day included."""
    if unite in ("jours", "semaines"):
        jours = nombre * (7 if unite == "semaines" else 1)
        return debut + timedelta(days=jours if meme_quantieme else jours - 1)
    return fin_de_duree(debut, nombre * (12 if unite == "ans" else 1), meme_quantieme)


def fin_de_duree(debut: date, mois: int, meme_quantieme: bool = False) -> date:
    """Last day of a duration of `mois` months (under the hypothesis H-DATE): the eve of the same day N months later;
    where that day does not exist, the last day of the month, nothing subtracted.

    With `meme_quantieme`, the other reading of H-DATE: the same day itself.
    """
    arrivee, existe = ajouter_mois(debut, mois)
    return arrivee if meme_quantieme or not existe else arrivee - timedelta(days=1)


def mois_entiers(debut: date, fin: date, meme_quantieme: bool = False) -> int:
    """How many whole months a span holds, counted from its first day."""
    mois = 0
    while mois < 1200 and fin_de_duree(debut, mois + 1, meme_quantieme) <= fin:
        mois += 1
    return mois


def mois_et_jours(debut: date, fin: date, meme_quantieme: bool = False) -> Fraction:
    """A span in months: the whole ones, then the days that are left out of those of the month that they begin."""
    entiers = mois_entiers(debut, fin, meme_quantieme)
    reste = fin_de_duree(debut, entiers, meme_quantieme) if entiers else debut - timedelta(days=1)
    mois_suivant = fin_de_duree(debut, entiers + 1, meme_quantieme)
    return entiers + Fraction((fin - reste).days, (mois_suivant - reste).days)
