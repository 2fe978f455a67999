"""Conditions on a person, three-valued: held, not held, unknown; and, for each, what would satisfy it.

A condition is a fact compared with what the sheet expects, or a group of conditions (`tous`, `un`, `aucun`,
`au_moins` k `parmi`), or a condition that depends on the reading of a hypothesis (`selon`).
Logic: Kleene's strong three-valued logic; a fact that was not asked for (an optional field left empty) decides nothing,
but for a `strict` judgement, to which it is unknown as any other.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from calculators.attentes import Attente, Jugement, a_savoir, combien, reunir
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.limites import dire_jour, dire_limite, lire_jour
from calculators.quantites import Expression
from calculators.saisie import INCONNU, Valeur
from calculators.trace import formater


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

    def juger(self, ctx: Contexte, strict: bool = False) -> Jugement:
        """The judgement on the facts given."""


COMPARAISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "au_moins": operator.ge,
    "plus_de": operator.gt,
    "au_plus": operator.le,
    "moins_de": operator.lt,
}

DATES: Mapping[str, Callable[[date, date], bool]] = {
    "avant": operator.lt,
    "jusqu_au": operator.le,
    "a_partir_du": operator.ge,
    "apres": operator.gt,
}


def _donnee(valeur: Valeur) -> Fraction | date | str:
    return valeur if isinstance(valeur, Fraction | date | str) else ", ".join(map(str, valeur))


@dataclass(frozen=True)
class Fait:
    """A fact compared with the answers that satisfy it."""

    champ: str
    libelle: str
    citation: str
    attendus: tuple[str, ...] = ()
    limites: Mapping[str, Expression] = field(default_factory=dict)
    """`au_moins`, `plus_de`, `au_plus`, `moins_de` → the number to compare with, itself perhaps computed."""
    dates: Mapping[str, date | str] = field(default_factory=dict)
    """`avant`, `jusqu_au`, `a_partir_du`, `apres` → the day to compare with, or the key of one."""
    selon: Mapping[str, str] = field(default_factory=dict)
    """An answer that a hypothesis admits (reading `admis`) or not (`exclu`)."""

    def juger(self, ctx: Contexte, strict: bool = False) -> Jugement:
        """Compare; an optional fact that was not given is not asked."""
        champ, valeur = ctx.champs.get(self.champ), ctx.valeur(self.champ)
        if valeur is None and champ and champ.facultatif and not strict:
            return Jugement(True, self._attente(ctx, "", posee=False), posee=False)
        if valeur is None or valeur == INCONNU:
            attente = self._attente(ctx, champ.repondre(valeur) if champ else "non calculé")
            return Jugement(None, attente, manques=(ctx.origines.get(self.champ, self.champ),))
        reponse = champ.repondre(valeur) if champ else formater(_donnee(valeur), ctx.unites.get(self.champ, ""))
        attente = self._attente(ctx, reponse)
        try:
            tenue = self._tient(valeur, ctx)
            if not tenue and isinstance(valeur, tuple) and INCONNU in valeur:  # what is not known may well hold
                return Jugement(None, attente, manques=(self.champ,))
            return Jugement(tenue, attente)
        except Manque as manque:
            return Jugement(None, attente, manques=(ctx.origines.get(manque.cle, manque.cle),))

    def _tient(self, valeur: Valeur, ctx: Contexte) -> bool:
        if isinstance(valeur, Fraction):
            return all(COMPARAISONS[nom](valeur, limite.lire(ctx).nombre) for nom, limite in self.limites.items())
        if isinstance(valeur, date):
            return all(DATES[nom](valeur, lire_jour(jour, ctx)) for nom, jour in self.dates.items())
        reponses = [v for v in valeur if isinstance(v, str)] if isinstance(valeur, tuple) else [str(valeur)]
        admises = [*self.attendus, *(r for r in reponses if r in self.selon and self._admise(r, ctx))]
        return any(reponse in admises for reponse in reponses)

    def _admise(self, reponse: str, ctx: Contexte) -> bool:
        return ctx.lecture(self.selon[reponse]) == "admis"

    def _attente(self, ctx: Contexte, reponse: str, posee: bool = True) -> Attente:
        champ, nom = ctx.champs.get(self.champ), ctx.nom(self.champ)
        if self.attendus:
            mots = [champ.nommer(mot) if champ else mot for mot in self.attendus]
            return Attente(self.champ, self.libelle, nom, tuple(mots), "ou", reponse, posee)
        unite = ctx.unites.get(self.champ, "")
        dites = {quelle: dire_limite(quelle, limite, ctx, unite) for quelle, limite in self.limites.items()}
        mots = [mots for mots, _ in dites.values()]
        mots += [dire_jour(quel, jour, ctx) for quel, jour in self.dates.items()]
        if champ and mots == [formater(Fraction(0))]:
            mots = [champ.repondre(Fraction(0))]
        bornes = tuple((quelle, nombre) for quelle, (_, nombre) in dites.items() if nombre)
        return Attente(self.champ, self.libelle, nom, tuple(mots), "et", reponse, posee, bornes)


@dataclass(frozen=True)
class Groupe:
    """Conditions taken together: at least `minimum` hold; none may, where it is 0."""

    libelle: str
    citation: str
    parmi: tuple[Condition, ...]
    minimum: int

    @property
    def combien(self) -> str:
        """« toutes », « deux au moins », « aucune »."""
        return combien(self.minimum, len(self.parmi))

    @property
    def champ(self) -> str:
        """The field that a reader would mend first."""
        return self.parmi[0].champ

    def juger(self, ctx: Contexte, strict: bool = False) -> Jugement:
        """Count what holds, what doesn't, what is unknown."""
        tous = [condition.juger(ctx, strict) for condition in self.parmi]
        jugements = [jugement for jugement in tous if jugement.posee]
        # Where all are needed, an optional fact left empty decides nothing; elsewhere it might be the one.
        tous_requis = self.minimum == len(tous)
        plancher = len(jugements) if tous_requis else self.minimum
        attente = reunir([j.attente for j in (tous_requis and jugements) or tous], plancher or self.minimum)
        if not jugements:
            return Jugement(True, attente, posee=False)
        tenues = sum(jugement.tenue is True for jugement in jugements)
        possibles = sum(jugement.tenue is not False for jugement in jugements)
        if not tous_requis:
            possibles += len(tous) - len(jugements)
        maximum = len(tous) if self.minimum else 0
        tenue: bool | None = None
        if possibles < plancher or tenues > maximum:
            tenue = False
        elif tenues >= plancher and possibles <= maximum:
            tenue = True
        return Jugement(tenue, attente, manques=a_savoir(jugements if tous_requis else tous) if tenue is None else ())


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

    def juger(self, ctx: Contexte, strict: bool = False) -> Jugement:
        """Under the reading in use."""
        return self.cas[ctx.lecture(self.code)].juger(ctx, strict)
