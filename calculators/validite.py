"""Rules in time: each may hold from a day to another; a simulation at a date uses the rules of that date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from calculators.dates import formater_date
from calculators.typographie import enumerer, guillemets, typographie

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.mecanisme import Mecanisme
    from calculators.parametres import Chemin


@dataclass(frozen=True)
class Validite:
    """From a day to another, both included; open at an end where it is not given."""

    du: date | None = None
    au: date | None = None

    @property
    def datee(self) -> bool:
        """Whether the rule has a limit in time."""
        return self.du is not None or self.au is not None

    @property
    def debut(self) -> date:
        """The first day, as a date that compares."""
        return self.du or date.min

    @property
    def fin(self) -> date:
        """The last day, as a date that compares."""
        return self.au or date.max


def en_vigueur(mecanismes: Sequence[Mecanisme], jour: date | None) -> list[int]:
    """Ranks of the rules that hold on a day; without a day, of the latest version of each."""
    if jour is not None:
        return [rang for rang, m in enumerate(mecanismes) if m.validite.debut <= jour <= m.validite.fin]
    return [rang for rang, m in enumerate(mecanismes) if m.validite.au is None or not _remplacee(m, mecanismes)]


def _remplacee(ancienne: Mecanisme, mecanismes: Sequence[Mecanisme]) -> bool:
    """Whether another version of a rule begins once it has ended."""
    role, fin = _role(ancienne), ancienne.validite.fin
    return any(m.validite.debut > fin and _role(m) == role for m in mecanismes)


def hors_periode(mecanismes: Sequence[Mecanisme], jour: date) -> list[list[Mecanisme]]:
    """The rules of which no version holds on a day, each with its versions."""
    versions: dict[tuple[str, ...], list[Mecanisme]] = {}
    for mecanisme in mecanismes:
        versions.setdefault(_role(mecanisme), []).append(mecanisme)
    return [v for v in versions.values() if all(not m.validite.debut <= jour <= m.validite.fin for m in v)]


def regretter(versions: Sequence[Mecanisme], jour: date) -> str:
    """What is missing on that day, and when the sheet says it."""
    libelle = next((libelle for m in versions if (libelle := getattr(m, "libelle", ""))), "")
    regle = f"la règle de {guillemets(libelle)}" if libelle else "une règle"
    periodes = enumerer([_dire_periode(m.validite) for m in versions])
    return typographie(f"{regle} au {formater_date(jour)} ; celle de la fiche vaut {periodes}")


def _dire_periode(validite: Validite) -> str:
    if validite.du and validite.du == validite.au:
        return f"le {formater_date(validite.du)}"
    if validite.du and validite.au:
        return f"du {formater_date(validite.du)} au {formater_date(validite.au)}"
    return f"à partir du {formater_date(validite.debut)}" if validite.du else f"jusqu'au {formater_date(validite.fin)}"


def _role(mecanisme: Mecanisme) -> tuple[str, ...]:
    """What two versions of a rule have in common: their kind, the values that they give, what they bear on."""
    return (mecanisme.genre, *(str(getattr(mecanisme, nom)) for nom in mecanisme.sorties), *mecanisme.porte_sur())


def annoncer(mecanismes: Sequence[Mecanisme], jour: date | None) -> str:
    """The sentence that says which rules are used; empty where none is dated."""
    if not any(mecanisme.validite.datee for mecanisme in mecanismes):
        return ""
    if jour is None:
        return "Les règles sont les plus récentes de la fiche ; saisissez une date pour celles d'un autre jour."
    return f"Les règles sont celles en vigueur au {formater_date(jour)}."


def verifier_les_periodes(c: Chargeur, mecanismes: Sequence[Mecanisme]) -> None:
    """Report rules that give the same value at the same time, and days between two versions that none covers."""
    par_cle: dict[str, list[tuple[Mecanisme, Chemin]]] = {}
    for mecanisme in mecanismes:
        validite = mecanisme.validite
        if validite.fin < validite.debut:
            c.signaler(mecanisme.chemin, "la règle finit avant de commencer ; vérifiez « du » et « au »")
        for cle, ou in mecanisme.donnees():
            par_cle.setdefault(cle, []).append((mecanisme, ou))
    for cle, versions in par_cle.items():
        for (avant, _), (apres, ou) in pairwise(sorted(versions, key=lambda version: version[0].validite.debut)):
            fin, debut = avant.validite.fin, apres.validite.debut
            if avant is apres:
                c.signaler(ou, f"« {cle} » est donné deux fois par cette règle ; donnez une autre clé")
            elif debut <= fin and avant.validite.datee and apres.validite.datee:
                commun = f"le {formater_date(debut)}" if debut == fin else f"à partir du {formater_date(debut)}"
                c.signaler(ou, f"« {cle} » est donné par deux règles {commun} ; séparez leurs périodes")
            elif debut <= fin:
                suite = "datez-les avec « du » et « au », ou donnez une autre clé"
                c.signaler(ou, f"« {cle} » est déjà donné par une autre règle ; {suite}")
            elif debut - fin > timedelta(days=1):
                trou = _dire_periode(Validite(fin + timedelta(days=1), debut - timedelta(days=1)))
                c.signaler(ou, f"aucune règle ne donne « {cle} » {trou} ; rapprochez les périodes")
