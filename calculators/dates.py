"""Dates and durations in months, as French contracts count them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from calculators.erreurs import SaisieInvalide
from calculators.typographie import INSECABLE, guillemets, plier

_ECRITURES = (
    r"(?P<annee>\d{4})-(?P<mois>\d{2})-(?P<jour>\d{2})",
    r"(?P<jour>\d{1,2})[/.-](?P<mois>\d{1,2})[/.-](?P<annee>\d{4}|\d{2})",
    r"(?P<jour>\d{1,2})(?:er)? (?P<mois>[a-z]+)\.? (?P<annee>\d{4}|\d{2})",
)
"""How a date is written, its accents and its capitals folded."""
_UNE = tuple(re.compile(ecriture, re.ASCII) for ecriture in _ECRITURES)
_PLUSIEURS = re.compile(rf"(?<!\d)(?:{'|'.join(re.sub('P<[a-z]+>', ':', e) for e in _ECRITURES)})(?!\d)", re.ASCII)
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MOIS_ABREGES = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
PREMIERE, DERNIERE = date(1900, 1, 1), date(2200, 12, 31)
"""The days that a reader may give."""
_HORIZON = date(2999, 12, 31)
"""Past it, what a duration leads to is no date of a contract: it is refused."""
_PIVOT = 70
"""A year of two digits under it is of this century."""
_TROP_LOIN = "Ces durées mènent hors du calendrier ; vérifiez le nombre et son unité."
_EXEMPLE = "par exemple 31/12/2024"


def lire_date(brut: object) -> date:
    """A date typed as 2024-12-31, 31/12/2024, « 1er janvier 2024 » or « 31 déc. 2024 ». Raises `SaisieInvalide`."""
    if isinstance(brut, date):
        return brut
    if not isinstance(brut, str) or not brut.strip() or len(brut) > 40:
        raise SaisieInvalide(f"Saisissez une date, {_EXEMPLE}.")
    lue = next(filter(None, (ecriture.fullmatch(_plier(brut)) for ecriture in _UNE)), None)
    mois = _rang_du_mois(lue["mois"]) if lue else None
    if lue is None or mois is None:
        raise SaisieInvalide(f"{guillemets(brut)} n'est pas une date ; écrivez jour/mois/année, {_EXEMPLE}.")
    jour, annee = int(lue["jour"]), int(lue["annee"])
    courte = len(lue["annee"]) == 2
    if courte:
        annee += 2000 if annee < _PIVOT else 1900
    try:
        trouvee = date(annee, mois, jour)
    except ValueError:
        raise SaisieInvalide(f"{guillemets(brut)} n'existe pas au calendrier ; vérifiez le jour et le mois.") from None
    if courte:
        ecrite = f"{jour:02}/{mois:02}/{annee}"
        dite = f"L'année de {guillemets(brut)} a deux chiffres"
        raise SaisieInvalide(f"{dite} ; écrivez-en quatre, par exemple {ecrite}.")
    if not PREMIERE <= trouvee <= DERNIERE:
        raise SaisieInvalide("Saisissez une date entre 1900 et 2200.")
    return trouvee


def reperer_dates(texte: str) -> list[str]:
    """What is written like a date in a text, in order, whatever stands between."""
    return _PLUSIEURS.findall(_plier(texte))


def _plier(texte: str) -> str:
    return plier(" ".join(texte.split()))


def _rang_du_mois(mot: str) -> int | None:
    """Its rank in the year: a number, a name or the beginning of one alone (« déc », « sept »)."""
    if mot.isdecimal():
        return int(mot)
    commencent = [rang for rang, nom in enumerate(MOIS, start=1) if plier(nom).startswith(mot) and len(mot) > 2]
    return commencent[0] if len(commencent) == 1 else None


def formater_date(jour: date) -> str:
    """« 1er janvier 2024 », « 31 août 2024 »."""
    return _ecrire(jour, MOIS)


def abreger_date(jour: date) -> str:
    """« 1er sept. 2025 », for a narrow column."""
    return _ecrire(jour, MOIS_ABREGES)


def _ecrire(jour: date, mois: Sequence[str]) -> str:
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}{INSECABLE}{mois[jour.month - 1]}{INSECABLE}{jour.year}"


def ajouter_mois(debut: date, mois: int) -> tuple[date, bool]:
    """The same day `mois` months later, and whether that day exists in its month (else the month's last day).

    Raises `SaisieInvalide` where no calendar goes so far.
    """
    rang = debut.month - 1 + mois
    annee, mois_arrive = debut.year + rang // 12, rang % 12 + 1
    if not 1 <= annee <= _HORIZON.year:
        raise SaisieInvalide(_TROP_LOIN)
    dernier = calendar.monthrange(annee, mois_arrive)[1]
    return date(annee, mois_arrive, min(debut.day, dernier)), debut.day <= dernier


def existe_dans_le_mois(quantieme: int, jour: date) -> bool:
    """Whether the month of a day has one of that number: there is no 31 June."""
    return quantieme <= calendar.monthrange(jour.year, jour.month)[1]


def _decaler(jour: date, jours: int) -> date:
    if not date.min.toordinal() <= jour.toordinal() + jours <= _HORIZON.toordinal():
        raise SaisieInvalide(_TROP_LOIN)
    return jour + timedelta(days=jours)


DUREES = ("mois", "ans", "semaines", "jours")
"""The units in which a clause may count time on the calendar; years are read as months."""


def fin_de(debut: date, nombre: int, unite: str, meme_quantieme: bool) -> date:
    """Last day of so many months, weeks or days counted from a day, that day included."""
    if unite in ("jours", "semaines"):
        jours = nombre * (7 if unite == "semaines" else 1)
        return _decaler(debut, jours if meme_quantieme else jours - 1)
    return fin_de_duree(debut, nombre, meme_quantieme)


def reculer(jour: date, nombre: int, unite: str) -> date:
    """So many months, weeks or days before a day; where that day doesn't exist, the last of its month."""
    if unite in ("jours", "semaines"):
        return _decaler(jour, -nombre * (7 if unite == "semaines" else 1))
    return ajouter_mois(jour, -nombre)[0]


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


def mois_et_jours(debut: date, fin: date, meme_quantieme: bool) -> Fraction:
    """A span in months: the whole ones, then the days that are left out of those of the month that they begin."""
    entiers = mois_entiers(debut, fin, meme_quantieme)
    reste = fin_de_duree(debut, entiers, meme_quantieme) if entiers else debut - timedelta(days=1)
    mois_suivant = fin_de_duree(debut, entiers + 1, meme_quantieme)
    return entiers + Fraction((fin - reste).days, (mois_suivant - reste).days)
