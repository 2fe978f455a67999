"""Reading what a person typed in a field: one reader a type of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.dates import lire_date, reperer_dates
from calculators.erreurs import SaisieInvalide, plus_proche
from calculators.nombres import formater_nombre, lire_nombre
from calculators.typographie import guillemets, plier
from calculators.unites import sans_unite

if TYPE_CHECKING:
    from calculators.champs import Champ

INCONNU = "inconnu"
"""« Je ne sais pas »: accepted by every field about a person; it leads to `a_verifier` where it decides."""
AUCUN = "aucun"
"""A count of 0 that bears no unit (« Combien d'enfants ? »), in words."""
AUCUNE = "aucune"
"""The answer to a multiple choice that says « none of them », which an empty list says too."""

Periode = tuple[date, date]
Valeur = Fraction | date | str | tuple[str, ...] | tuple[Fraction, ...] | tuple[Periode, ...]

MAXIMA = {"pourcentage": 100, "mois": 1200, "semaines": 5200, "heures": 8784, "jours": 36600}

_LONGUEUR = 80
"""Of what is read as a number with its unit, or as a period: what is longer is refused whole, never cut."""


def _nombre(champ: Champ, brut: object) -> Fraction:
    if isinstance(brut, (list, tuple, dict)):
        raise SaisieInvalide("Donnez une seule valeur.")
    if isinstance(brut, str) and len(brut) <= _LONGUEUR:
        brut = sans_unite(brut, champ)
    valeur = lire_nombre(brut, champ.unite_saisie)
    if champ.positif and valeur <= 0:
        raise SaisieInvalide("Saisissez un nombre supérieur à 0.")
    if valeur < 0:
        raise SaisieInvalide("Saisissez un nombre positif ou nul ; une valeur négative n'a pas de sens ici.")
    maximum = champ.maximum if champ.maximum is not None else MAXIMA.get(champ.type)
    if maximum is not None and valeur > maximum:
        raise SaisieInvalide(f"Saisissez {formater_nombre(Fraction(maximum))} au plus.")
    return valeur


def _entier(champ: Champ, brut: object) -> Fraction:
    valeur = _nombre(champ, brut)
    if valeur.denominator != 1:
        raise SaisieInvalide("Saisissez un nombre entier, sans virgule.")
    return valeur


def _demis(champ: Champ, brut: object) -> Fraction:
    valeur = _nombre(champ, brut)
    if valeur.denominator not in (1, 2):
        raise SaisieInvalide("Saisissez des jours entiers ou des demi-journées, par exemple 10 ou 10,5.")
    return valeur


def _montant(champ: Champ, brut: object) -> Fraction:
    valeur = _nombre(champ, brut)
    if 100 % valeur.denominator:
        raise SaisieInvalide("Saisissez un montant en euros avec deux décimales au plus, par exemple 1 200,50.")
    return valeur


_OUI_NON = dict.fromkeys(("oui", "o", "true", "vrai"), "oui") | dict.fromkeys(("non", "n", "false", "faux"), "non")


def _oui_non(champ: Champ, brut: object) -> str:
    mot = str(brut).strip().lower() if isinstance(brut, (bool, str)) else ""
    if mot not in _OUI_NON:
        raise SaisieInvalide("Répondez oui, non ou inconnu.")
    return _OUI_NON[mot]


def _choix(champ: Champ, brut: object) -> str:
    if not isinstance(brut, str):
        raise SaisieInvalide("Choisissez une réponse : " + ", ".join(champ.options) + ".")
    mot = brut.strip()
    if code := _reconnaitre(champ, mot):
        return code
    raise SaisieInvalide(f"{guillemets(mot)} n'est pas proposé ici ; {plus_proche(mot, list(champ.options))}")


def _reconnaitre(champ: Champ, mot: str) -> str:
    """The answer that this word or this label names; empty where there is none."""
    mot = plier(mot.strip())
    return next((code for code, libelle in champ.options.items() if mot in (plier(code), plier(libelle))), "")


def _enumeres(champ: Champ, brut: object) -> list[Any]:
    """« sante ; mobilite », « santé, mobilité »: several answers in one text, unless it is the label of one."""
    if not isinstance(brut, str):
        return [brut]
    mots = [] if _reconnaitre(champ, brut) else brut.split(";" if ";" in brut else ",")
    return [mot for mot in mots if mot.strip()] or [brut]


def _choix_multiples(champ: Champ, brut: object) -> tuple[str, ...] | str:
    mots: list[Any] = list(brut) if isinstance(brut, (list, tuple)) else _enumeres(champ, brut)
    if len(mots) > 100:
        raise SaisieInvalide("Choisissez 100 réponses au plus.")
    replis = [m.strip().lower() if isinstance(m, str) else m for m in mots]
    precises = [m for m, repli in zip(mots, replis, strict=True) if repli not in (INCONNU, AUCUNE)]
    if AUCUNE in replis and (precises or INCONNU in replis):
        raise SaisieInvalide("« Rien de cela » ne se combine pas avec une autre réponse.")
    choisis = tuple(dict.fromkeys(_choix(champ, m) for m in precises))
    ouverts = (*choisis, INCONNU) if choisis else INCONNU
    return ouverts if INCONNU in replis else choisis


_UN_OU_DEUX = re.compile(r"(\d+),(\d+)", re.ASCII)
_PAR_ESPACES = re.compile(r"\d\s+\d", re.ASCII)


def _separer(brut: str) -> list[str]:
    """The numbers of a list: between semicolons where there is one (« 1 200 ; 8 »), else between commas or spaces.

    A comma that may be a decimal one is asked about.
    """
    melee = brut.count(",") == 1 or ";" in brut or _PAR_ESPACES.search(brut)
    if melee and (deux := _UN_OU_DEUX.search(brut)):
        question = f"{guillemets(deux[0])} est-il un nombre ou deux jours ?"
        raise SaisieInvalide(f"{question} Pour deux jours, écrivez {deux[1]} ; {deux[2]}.")
    *jours, dernier = brut.split(";" if ";" in brut else ",")
    if dernier.strip():
        jours.append(dernier)
    if vides := [rang for rang, jour in enumerate(jours, start=1) if not jour.strip()]:
        raise SaisieInvalide("Il manque ; écrivez 0 s'il est nul.", place=f"Nombre n° {vides[0]}")
    return jours if ";" in brut else " ".join(jours).split()


def _liste_entiers(champ: Champ, brut: object) -> tuple[Fraction, ...]:
    elements: list[Any] = list(brut) if isinstance(brut, (list, tuple)) else [brut]
    if isinstance(brut, str):
        elements = _separer(brut)
    if not elements:
        raise SaisieInvalide("Saisissez au moins un nombre, par exemple 8 ; 6 ; 7.")
    if len(elements) > 1000:
        raise SaisieInvalide("Saisissez 1 000 nombres au plus.")
    lus = []
    for rang, element in enumerate(elements, start=1):
        try:
            lus.append(_entier(champ, element))
        except SaisieInvalide as erreur:
            raise SaisieInvalide(erreur.message, place=f"Nombre n° {rang}") from None
    return tuple(lus)


_FORME_PERIODE = "Écrivez une période par ligne, par exemple 01/01/2024 au 30/06/2024."


def _periodes(champ: Champ, brut: object) -> tuple[Periode, ...]:
    lignes: list[Any] = list(brut) if isinstance(brut, (list, tuple)) else []
    if isinstance(brut, str):
        lignes = [ligne for ligne in brut.splitlines() if ligne.strip()]
    if len(lignes) == 2 and all(isinstance(borne, str) and len(borne) < 12 for borne in lignes):
        lignes = [lignes]
    if not lignes or len(lignes) > 200:
        raise SaisieInvalide(_FORME_PERIODE)
    lues = []
    for rang, ligne in enumerate(lignes, start=1):
        place = f"Période n° {rang}"
        bornes = reperer_dates(ligne) if isinstance(ligne, str) and len(ligne) <= _LONGUEUR else ligne
        if not isinstance(bornes, (list, tuple)) or len(bornes) != 2:
            raise SaisieInvalide(_FORME_PERIODE, place=place)
        try:
            debut, fin = lire_date(bornes[0]), lire_date(bornes[1])
        except SaisieInvalide as erreur:
            raise SaisieInvalide(erreur.message, place=place) from None
        if fin < debut:
            raise SaisieInvalide("La fin précède le début ; inversez les deux dates.", place=place)
        lues.append((debut, fin))
    return tuple(sorted(lues))


LECTEURS: Mapping[str, Callable[[Champ, Any], Valeur]] = {
    "entier": _entier,
    "montant": _montant,
    "pourcentage": _nombre,
    "nombre": _nombre,
    "mois": _entier,
    "semaines": _entier,
    "jours": _demis,
    "heures": _nombre,
    "date": lambda champ, brut: lire_date(brut),
    "oui_non": _oui_non,
    "choix": _choix,
    "choix_multiples": _choix_multiples,
    "liste_entiers": _liste_entiers,
    "periodes": _periodes,
}
"""Type of a field → its reader, which raises `SaisieInvalide`."""
