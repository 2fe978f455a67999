"""What the periods of a renewable length must keep within, under one reading, and how far they go beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, repeat

from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.quantites import Expression, Quantite
from calculators.trace import Operation, formater
from calculators.typographie import enumerer


@dataclass(frozen=True)
class Limites:
    """The limits, each where it is known."""

    unite: str
    minimum: Quantite | None
    maximum: Quantite | None
    suivante: Quantite | None
    """The length of a renewal, where it is not that of any period."""
    total: Quantite | None
    fois: Quantite | None

    @property
    def cumul_max(self) -> Quantite | None:
        """The longest that all periods may last together, where a clause or the sum of the longest gives it."""
        if self.maximum is None or self.fois is None:
            return self.total
        ensemble = self.cumuler(self.maximum, self.fois.nombre)
        return min((limite for limite in (self.total, ensemble) if limite), key=lambda limite: limite.nombre)

    def cumuler(self, premiere: Quantite, reprises: Fraction) -> Quantite:
        """A period and so many renewals."""
        if self.suivante is None:
            calcul = f"{premiere.texte} × {formater(1 + reprises, 'périodes')}"
            return Quantite(premiere.nombre * (1 + reprises), self.unite, Operation(calcul))
        suite = f"{formater(reprises)} × {self.suivante.texte}" if reprises > 1 else self.suivante.texte
        calcul = f"{premiere.texte} + {suite}" if reprises else ""
        return Quantite(premiere.nombre + reprises * self.suivante.nombre, self.unite, Operation(calcul))

    def plus_longues(self) -> Iterator[int]:
        """The longest periods, one after the other, as many as all may last together."""
        cumul_max = self.cumul_max
        reste = int(cumul_max.nombre) if cumul_max else 0
        longueurs = chain([self.maximum or cumul_max], repeat(self.suivante or self.maximum))
        while reste > 0 and (longueur := next(longueurs)) and longueur.nombre >= 1:
            yield min(int(longueur.nombre), reste)
            reste -= int(longueur.nombre)

    def _plafonds(self, periodes: Sequence[Quantite]) -> Iterator[tuple[Quantite, bool, Quantite | None]]:
        """Each period, whether it is a renewal of its own length, and the longest that it may be."""
        for rang, periode in enumerate(periodes):
            reprise = bool(rang and self.suivante)
            yield periode, reprise, self.suivante if reprise else self.maximum

    def fautes(self, periodes: Sequence[Quantite]) -> Iterator[tuple[str, str]]:
        """What the length of a period breaks, each once, and how to mend it."""
        vues = {}
        for periode, reprise, maximum in self._plafonds(periodes):
            nom = f"{'Un renouvellement' if reprise else 'Une période'} de {periode.texte}"
            if maximum and periode.nombre > maximum.nombre:
                vues[f"{nom} dépasse le maximum de {maximum.texte}."] = f"Revenez à {maximum.texte}."
            elif not reprise and self.minimum and periode.nombre < self.minimum.nombre:
                vues[f"{nom} est sous le minimum de {self.minimum.texte}."] = f"Passez à {self.minimum.texte}."
        yield from vues.items()

    def exces(self, periodes: Sequence[Quantite]) -> list[Fraction]:
        """By how much each is beyond its maximum, or within it."""
        return [periode.nombre - maximum.nombre for periode, _, maximum in self._plafonds(periodes) if maximum]

    def dire(self) -> str:
        """« de 6 mois par période ou de 12 mois en tout »."""
        periode = "par période" if self.suivante is None else "pour la première période"
        mots = [f"{self.maximum.texte} {periode}"] if self.maximum else []
        mots += [f"{self.suivante.texte} par renouvellement"] if self.suivante else []
        cumul_max = self.cumul_max
        mots += [f"{formater(cumul_max.nombre, self.unite)} en tout"] if cumul_max else []
        return enumerer([f"de {limite}" for limite in mots], "ou")


def lire_limite(limite: Expression | None, unite: str, ctx: Contexte) -> Quantite | None:
    """A limit, `None` where the reader has not given what it depends on; in another unit, it can't be compared."""
    try:
        lue = limite.lire(ctx) if limite else None
    except Manque as manque:
        if manque.question:
            raise
        return None
    if lue and lue.unite != unite:
        raise Manque("", f"une durée en {unite}, au lieu de {lue.texte}")
    return lue


def additionner(periodes: Sequence[Quantite]) -> Quantite | None:
    """The sum of periods of any length."""
    if not periodes:
        return None
    calcul = Operation(" + ".join(periode.texte for periode in periodes))
    return Quantite(sum((periode.nombre for periode in periodes), Fraction(0)), periodes[0].unite, calcul)
