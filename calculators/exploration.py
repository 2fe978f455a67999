"""Questions that an operator asks of a rule: what input reaches a target, how an output moves.

Everything is exact: each point is an evaluation of the rules themselves, under the readings in force (an open
hypothesis takes its first reading unless one is chosen).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from calculators.calculateur import Calculateur
from calculators.champs import Champ, lire_saisies
from calculators.domaine import HORIZON, delimiter
from calculators.erreurs import SaisieInvalide
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.regles import Regles
from calculators.saisie import Valeur
from calculators.trace import Ligne, formater
from calculators.typographie import presenter, typographie

Ecriture = Callable[[Fraction, str], str]
"""How an output is said, from its value and its unit."""


@dataclass(frozen=True)
class But:
    """The answer to « what input reaches this target? »."""

    entree: Fraction | None
    """The nearest whole value that reaches it; `None` where none does."""
    obtenu: Fraction | None
    """What it gives; where no value reaches the target, the nearest that can be had."""
    phrase: str
    citation: str = ""
    """The clause that stops the search there: no nearer value, or none that reaches the target, is admitted."""


class Exploration:
    """One case of a calculator, ready to be varied along one input at a time."""

    def __init__(
        self, regles: Regles, nom: str, entrees: Mapping[str, Any], lectures: Mapping[str, str] | None = None
    ) -> None:
        """Read the case once. Raises `SaisieInvalide` on a value that can't be used, `KeyError` on a calculator."""
        self.calculateur: Calculateur = regles.calculateurs[nom]
        self.hypotheses: Mapping[str, Hypothese] = regles.hypotheses
        self.lectures = dict(lectures or {})
        self._saisies = lire_saisies(self.calculateur.champs, entrees)

    def evaluer(self, champ: str, valeur: Fraction) -> Evaluation | None:
        """The case with another value in a field; `None` where that value is refused."""
        try:
            self.calculateur.champs[champ].lire(valeur)
            return self._evaluer({champ: valeur}, {})
        except SaisieInvalide:
            return None

    def _evaluer(self, saisies: Mapping[str, Valeur], lectures: Mapping[str, str]) -> Evaluation:
        return self.calculateur.evaluer({**self._saisies, **saisies}, self.hypotheses, {**self.lectures, **lectures})

    @cached_property
    def _rompues(self) -> int:
        """How many clauses the case itself breaks."""
        return self._evaluer({}, {}).rompues

    def sortie(self, champ: str, valeur: Fraction, cle: str) -> Fraction | None:
        """An output of the case with another value in a field."""
        evaluation = self.evaluer(champ, valeur)
        lue = evaluation.valeur(cle) if evaluation else None
        return lue if isinstance(lue, Fraction) else None

    def courbe(self, champ: str, cle: str, valeurs: Sequence[Fraction]) -> list[tuple[Fraction, Fraction | None]]:
        """The output for each value of the input."""
        return [(valeur, self.sortie(champ, valeur, cle)) for valeur in valeurs]

    @property
    def nombres(self) -> list[tuple[Champ, Fraction]]:
        """The numbers entered that can be varied by a share of themselves."""
        lus = ((self.calculateur.champs[cle], valeur) for cle, valeur in self._saisies.items())
        return [(champ, valeur) for champ, valeur in lus if isinstance(valeur, Fraction) and valeur]

    def sortie_sure(self, champ: str, valeur: Fraction, cle: str) -> Fraction | None:
        """The same, where nothing forbids it: no clause that the case keeps is broken, and no question that it doesn't
        ask is opened, whose readings would give other outputs."""
        evaluation = self.evaluer(champ, valeur)
        if evaluation is None or evaluation.rompues > self._rompues:
            return None
        sorties = {evaluation.valeur(cle)}
        for code in evaluation.lues - self.lectures.keys():
            for lecture in self.hypotheses[code].lectures if self.hypotheses[code].ouverte else ():
                sorties.add(self._evaluer({champ: valeur}, {code: lecture}).valeur(cle))
        lue = sorties.pop()
        return lue if isinstance(lue, Fraction) and not sorties else None

    def chercher(
        self,
        champ: str,
        cle: str,
        cible: Fraction,
        au_plus: Fraction | None = None,
        ecrire: Ecriture = formater,
    ) -> But:
        """The nearest whole value of an input, `au_plus` at most, for which the output is at least `cible`.

        The output must be monotone in the input: the least value where it grows, the greatest where it shrinks.
        Where even the best feasible value falls short, the answer says by which clause. `ecrire` says the output.
        """
        domaine = delimiter(self.calculateur, champ, au_plus, self.hypotheses, self.lectures, self.evaluer)
        bas, haut = domaine.bas, domaine.haut
        if bas > haut:
            return But(None, None, "Aucun nombre entier n’est admis ici.", domaine.clause_haute or domaine.clause_basse)
        au_bas, au_haut = self.sortie(champ, bas, cle), self.sortie(champ, haut, cle)
        if au_bas is None or au_haut is None:
            return But(None, None, typographie("Les autres valeurs de la saisie ne suffisent pas au calcul."))
        croissante = au_haut >= au_bas
        meilleure, valeur = (haut, au_haut) if croissante else (bas, au_bas)
        if valeur < cible:
            clause = domaine.clause_haute if croissante else domaine.clause_basse
            return self._impossible(champ, cle, meilleure, clause, ecrire)
        toutes = min(au_bas, au_haut) >= cible
        while bas < haut:
            milieu = Fraction((bas + haut) // 2) if croissante else Fraction(-((-bas - haut) // 2))
            atteint = (self.sortie(champ, milieu, cle) or Fraction(0)) >= cible
            if croissante:
                bas, haut = (bas, milieu) if atteint else (milieu + 1, haut)
            else:
                bas, haut = (milieu, haut) if atteint else (bas, milieu - 1)
        _, ligne, obtenu = self._obtenir(champ, cle, bas)
        question, dit = self.calculateur.champs[champ], ecrire(obtenu, ligne.unite)
        phrase, juste = f"toute valeur suffit, pour {dit} au moins.", "au moins" if croissante else "au plus"
        proche, clause = (domaine.bas, domaine.clause_basse) if croissante else (domaine.haut, domaine.clause_haute)
        clause = clause if bas == proche else ""
        if clause or not toutes:
            phrase = f"{self._deja(champ, cle, cible)}{question.ecrire(bas)} {juste}, pour {dit}."
        return But(bas, obtenu, typographie(presenter(question.libelle, phrase)), clause)

    def _deja(self, champ: str, cle: str, cible: Fraction) -> str:
        """An average may reach the target between two whole numbers: the answer doesn't deny the case as it is."""
        valeur = self._saisies.get(champ)
        if not isinstance(valeur, Fraction) or valeur.denominator == 1:
            return ""
        if (self.sortie(champ, valeur, cle) or Fraction(0)) < cible:
            return ""
        return f"{self.calculateur.champs[champ].ecrire(valeur)}, c'est déjà assez ; en nombre entier, "

    def _impossible(self, champ: str, cle: str, meilleure: Fraction, clause: str, ecrire: Ecriture) -> But:
        """The best that can be had, and the clause that stops there: a limit of the input, a cap, or the rule."""
        (evaluation, ligne, obtenu), question = self._obtenir(champ, cle, meilleure), self.calculateur.champs[champ]
        plafonds = [c.citation for c in evaluation.controles if c.niveau == "attention" and c.citation]
        avec = f", même avec {question.ecrire(meilleure)}" if meilleure < HORIZON else ""
        phrase = presenter(question.libelle, f"c'est hors d'atteinte, {ecrire(obtenu, ligne.unite)} au plus{avec}.")
        return But(None, obtenu, typographie(phrase), clause or (plafonds or [ligne.citation])[0])

    def _obtenir(self, champ: str, cle: str, entree: Fraction) -> tuple[Evaluation, Ligne, Fraction]:
        evaluation = self.evaluer(champ, entree)
        assert evaluation is not None, "the caller computed it"
        ligne = evaluation.lignes[cle]
        assert isinstance(ligne.valeur, Fraction), "the caller read it as a number"
        return evaluation, ligne, ligne.valeur
