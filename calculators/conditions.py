"""Conditions on a person, three-valued: held, not held, unknown; and, for each, what would satisfy it.

A condition is a fact compared with what the sheet expects, or a group of conditions (`tous`, `un`, `aucun`,
`au_moins` k `parmi`), or a condition that depends on the reading of a hypothesis (`selon`).
Logic: Kleene's strong three-valued logic; a fact that was not asked for (an optional field left empty) decides nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from calculators.contexte import Contexte, Manque
from calculators.quantites import Expression, facultative
from calculators.saisie import INCONNU, Valeur
from calculators.trace import formater


@dataclass(frozen=True)
class Jugement:
    """Whether a condition holds (`None`: unknown), the answer given and the one expected, in words."""

    tenue: bool | None
    reponse: str = ""
    attendu: str = ""
    posee: bool = True
    """Whether it was asked at all."""
    manque: str = ""
    """Key of the value whose absence leaves it unknown."""


class Condition(Protocol):
    """Anything that judges."""

    @property
    def champ(self) -> str:
        """The field that it bears on."""

    @property
    def libelle(self) -> str:
        """What it asks, in a few words."""

    @property
    def citation(self) -> str:
        """The clause that sets it."""

    def juger(self, ctx: Contexte) -> Jugement:
        """The judgement on the facts given."""


COMPARAISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "au_moins": operator.ge,
    "plus_de": operator.gt,
    "au_plus": operator.le,
    "moins_de": operator.lt,
}
_DIRE = {"au_moins": "{} au moins", "plus_de": "plus de {}", "au_plus": "{} au plus", "moins_de": "moins de {}"}


@dataclass(frozen=True)
class Fait:
    """A fact compared with the answers that satisfy it."""

    champ: str
    libelle: str
    citation: str
    attendus: tuple[str, ...] = ()
    limites: Mapping[str, Expression] = field(default_factory=dict)
    """`au_moins`, `plus_de`, `au_plus`, `moins_de` → the number to compare with, itself perhaps computed."""
    selon: Mapping[str, str] = field(default_factory=dict)
    """An answer that a hypothesis admits (reading `admis`) or not (`exclu`)."""

    def juger(self, ctx: Contexte) -> Jugement:
        """Compare; an optional fact that was not given is not asked."""
        champ, valeur = ctx.champs[self.champ], ctx.valeur(self.champ)
        attendu = self._attendu(ctx)
        if valeur is None and champ.facultatif:
            return Jugement(True, posee=False)
        if valeur is None or valeur == INCONNU:
            return Jugement(None, champ.ecrire(valeur), attendu, manque=self.champ)
        try:
            return Jugement(self._tient(valeur, ctx), champ.ecrire(valeur), attendu)
        except Manque as manque:
            return Jugement(None, champ.ecrire(valeur), attendu, manque=manque.cle)

    def _tient(self, valeur: Valeur, ctx: Contexte) -> bool:
        if isinstance(valeur, Fraction):
            return all(COMPARAISONS[nom](valeur, limite.lire(ctx).nombre) for nom, limite in self.limites.items())
        reponses = [v for v in valeur if isinstance(v, str)] if isinstance(valeur, tuple) else [str(valeur)]
        admises = [*self.attendus, *(r for r in reponses if r in self.selon and self._admise(r, ctx))]
        return any(reponse in admises for reponse in reponses)

    def _admise(self, reponse: str, ctx: Contexte) -> bool:
        return ctx.lecture(self.selon[reponse]) == "admis"

    def _attendu(self, ctx: Contexte) -> str:
        options = ctx.champs[self.champ].options
        bornes = []
        for nom, limite in self.limites.items():
            lue = facultative(limite, ctx)
            bornes.append(_DIRE[nom].format(formater(lue.nombre, lue.unite) if lue else "une valeur à saisir"))
        *debut, fin = [options.get(mot, mot) for mot in self.attendus] or [" et ".join(bornes)]
        return f"{', '.join(debut)} ou {fin}" if debut else fin


@dataclass(frozen=True)
class Groupe:
    """Conditions taken together: at least `minimum` hold, at most `maximum`."""

    libelle: str
    citation: str
    parmi: tuple[Condition, ...]
    minimum: int
    maximum: int
    attendu: str

    @property
    def champ(self) -> str:
        """The field that a reader would mend first."""
        return self.parmi[0].champ

    def juger(self, ctx: Contexte) -> Jugement:
        """Count what holds, what doesn't, what is unknown."""
        jugements = [j for condition in self.parmi if (j := condition.juger(ctx)).posee]
        if not jugements:
            return Jugement(True, posee=False)
        tenues = sum(j.tenue is True for j in jugements)
        possibles = sum(j.tenue is not False for j in jugements)
        plancher = min(self.minimum, len(jugements))
        tenue: bool | None = None
        if possibles < plancher or tenues > self.maximum:
            tenue = False
        elif tenues >= plancher and possibles <= self.maximum:
            tenue = True
        reponses = dict.fromkeys(j.reponse for j in jugements)
        attendus = dict.fromkeys(j.attendu for j in jugements)
        manque = next((j.manque for j in jugements if j.manque), "")
        return Jugement(tenue, " ; ".join(reponses), f"{self.attendu} : {' ; '.join(attendus)}", manque=manque)


@dataclass(frozen=True)
class SelonLecture:
    """A condition that depends on how an ambiguous clause is read."""

    code: str
    cas: Mapping[str, Condition]

    @property
    def _premiere(self) -> Condition:
        return next(iter(self.cas.values()))

    @property
    def champ(self) -> str:
        """Of its readings."""
        return self._premiere.champ

    @property
    def libelle(self) -> str:
        """Of its readings."""
        return self._premiere.libelle

    @property
    def citation(self) -> str:
        """Of its readings."""
        return self._premiere.citation

    def juger(self, ctx: Contexte) -> Jugement:
        """Under the reading in use."""
        return self.cas[ctx.lecture(self.code)].juger(ctx)
