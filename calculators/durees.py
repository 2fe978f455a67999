"""The lengths of time that a rule lets one choose, and the ways of laying them one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.dates import fin_de
from calculators.erreurs import Manque, SaisieInvalide
from calculators.nombres import lire_nombre
from calculators.quantites import Expression, Litteral, Quantite, Selon
from calculators.saisie import Valeur
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.parametres import Chemin

AUTRE = "autre"
"""The choice that leaves each period to its own field."""

PERIODES_DATEES = 12
"""The most periods of one renewable length that are laid on a calendar."""

_LONGUEUR_MAX = 1200
"""The longest length offered as a choice, a hundred years in months: a sheet may write any other limit."""


@dataclass(frozen=True)
class Durees:
    """The lengths that a rule admits for a field of its form, in whole units of that field."""

    champ: str
    citation: str
    minimum: int
    maximum: int | None
    certains: tuple[int, int | None]
    """The same two limits under every reading of what is left open."""
    renouvellements: str = ""
    """The field that counts the renewals."""
    periodes: int = 1
    """The most periods."""
    total: int | None = None
    """The most that all periods may last together."""
    suivante: int | None = None
    """The longest renewal, where it is not that of any period."""

    @property
    def longueurs(self) -> range:
        """The lengths of one period that at least one reading admits; empty where nothing limits them."""
        bornes = [borne for borne in (self.maximum, self.total) if borne is not None]
        return range(self.minimum, min(*bornes, _LONGUEUR_MAX) + 1) if bornes else range(0)

    @property
    def suivantes(self) -> range:
        """The lengths of a renewal that at least one reading admits."""
        return self.longueurs if self.suivante is None else range(1, min(self.suivante, _LONGUEUR_MAX) + 1)

    def certaine(self, longueur: int) -> bool:
        """Whether every reading admits this length of a period."""
        minimum, maximum = self.certains
        return minimum <= longueur and (maximum is None or longueur <= maximum)

    def admet(self, durees: tuple[int, ...]) -> bool:
        """Whether these periods, one after the other, keep within the limits."""
        dans_le_total = self.total is None or sum(durees) <= self.total
        chacune = durees[0] in self.longueurs and all(duree in self.suivantes for duree in durees[1:])
        return chacune and dans_le_total and len(durees) <= self.periodes

    def restreintes(self, autre: Durees) -> Durees:
        """What this rule and another on the same field admit together."""
        certains = (max(self.certains[0], autre.certains[0]), _le_moindre(self.certains[1], autre.certains[1]))
        return replace(
            self if self.periodes > 1 else autre,
            minimum=max(self.minimum, autre.minimum),
            maximum=_le_moindre(self.maximum, autre.maximum),
            certains=certains,
            total=_le_moindre(self.total, autre.total),
        )

    @property
    def ordinaires(self) -> list[tuple[int, ...]]:
        """Those that come to mind first: whole periods, then one period's length shared in two."""
        if not self.longueurs:
            return []
        longue, suivante = self.longueurs[-1], self.suivantes[-1]
        candidats = [(longue, *(suivante,) * reprises) for reprises in range(min(self.periodes, 4))]
        candidats += [(longue // 2,) * 2] if longue % 2 == 0 and self.suivante is None else []
        return [candidat for candidat in candidats if self.admet(candidat)]


def _le_moindre(*bornes: int | None) -> int | None:
    return min((borne for borne in bornes if borne is not None), default=None)


def etendue(expression: Expression | None) -> list[Fraction]:
    """What a parameter may be worth, over every reading; empty where it depends on what the reader gives."""
    if isinstance(expression, Litteral):
        return [expression.quantite.nombre]
    if isinstance(expression, Selon):
        valeurs = [etendue(cas) for cas in expression.cas.values()]
        return [nombre for lues in valeurs for nombre in lues] if all(valeurs) else []
    return []


def durees(champ: str, citation: str, minimum: list[Fraction], maximum: list[Fraction], **reste: Any) -> Durees:
    """The lengths between two limits, each of which may depend on a reading left open."""
    bas = [max(1, -(-limite.numerator // limite.denominator)) for limite in minimum] or [1]
    hauts = [int(limite) for limite in maximum]
    certains = (max(bas), min(hauts) if hauts else None)
    return Durees(champ, citation, min(bas), max(hauts) if hauts else None, certains, **reste)


def lire_periodes(durees: Durees, entrees: dict[str, Any], unite: str) -> dict[str, Valeur]:
    """The periods chosen: « 6+3 », or one field a period; taken out of what is left to read."""
    cles = [f"{durees.champ}_{rang}" for rang in range(1, PERIODES_DATEES + 1)]
    choix, *une_a_une = (_texte(entrees.pop(cle, None)) for cle in (durees.champ, *cles))
    if choix in ("", AUTRE):
        nombre = max((rang for rang, brut in enumerate(une_a_une, start=1) if brut), default=0)
        bruts = list(zip(cles, une_a_une[:nombre], strict=False))
        if choix and not nombre:
            raise SaisieInvalide("Choisissez la durée de la première période.", cles[0])
    else:
        bruts = [(durees.champ, brut) for brut in choix[:200].split("+")]
    lues = tuple(_longueur(brut, cle, unite) for cle, brut in bruts)
    if len(lues) > PERIODES_DATEES:
        raise SaisieInvalide(f"Choisissez {PERIODES_DATEES} périodes au plus.", durees.champ)
    if not lues:
        return {}
    return {durees.champ: lues if durees.periodes > 1 or len(lues) > 1 else lues[0]}


def _texte(brut: Any) -> str:
    """What was typed or sent, a number 0 included."""
    return "" if brut is None else str(brut).strip()


def _longueur(brut: str, cle: str, unite: str) -> Fraction:
    if not brut:
        raise SaisieInvalide("Une période plus loin est remplie ; choisissez aussi la durée de celle-ci.", cle)
    try:
        longueur = lire_nombre(brut, unite)
    except SaisieInvalide as erreur:
        raise SaisieInvalide(erreur.message, cle) from None
    if longueur.denominator != 1 or not 1 <= longueur <= 1200:
        raise SaisieInvalide("Choisissez un nombre entier, de 1 à 1200.", cle)
    return longueur


def enchainer(debut: date, longueurs: Iterable[int], unite: str, meme_quantieme: bool) -> Iterator[tuple[date, date]]:
    """Periods of so many months, weeks or days, each from the day after the one before: their first and last days."""
    for longueur in longueurs:
        fin = fin_de(debut, longueur, unite, meme_quantieme)
        yield debut, fin
        debut = fin + timedelta(days=1)


def exiger_un_depart(chargeur: Chargeur, chemin: Chemin, nom: str, premier: str, fin: str) -> None:
    """Report a delay that has no first day, or two: it runs from `premier`, this day included, or from the day after
    `fin`. `nom` is what the rule calls the former."""
    if bool(fin) == bool(premier):
        faute = "les deux s’excluent" if fin else "d’où court le délai n’est pas dit"
        chargeur.signaler(chemin, f"{faute} ; donnez « fin » (il court du lendemain) ou « {nom} » (ce jour compris)")


def entiere(duree: Quantite) -> int:
    """A length that the calendar can count; raises `Manque` where a computation left a fraction of it, never cut."""
    if duree.nombre.denominator != 1:
        raise Manque("", f"un nombre entier, au lieu de {formater(duree.nombre, duree.unite)}")
    return int(duree.nombre)
