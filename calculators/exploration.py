"""Questions that an operator asks of a rule: what input reaches a target, how an output moves, what weighs most.

Everything is exact: each point is an evaluation of the rules themselves, under the readings in force (an open
hypothesis takes its first reading unless one is chosen).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculators.calculateur import Calculateur
from calculators.champs import lire_saisies
from calculators.erreurs import SaisieInvalide
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.mecanismes.bornes import Bornes
from calculators.nombres import arrondir
from calculators.quantites import Cle
from calculators.regles import Regles
from calculators.trace import Ligne, formater
from calculators.typographie import presenter, typographie

Ecriture = Callable[[Fraction, str], str]
"""How an output is said, from its value and its unit."""

HORIZON = 10**6
"""The largest input looked at where nothing bounds it: no count or price of a sheet comes near it."""


@dataclass(frozen=True)
class But:
    """The answer to « what input reaches this target? »."""

    entree: Fraction | None
    """The nearest whole value that reaches it; `None` where none does."""
    obtenu: Fraction | None
    """What it gives; where no value reaches the target, the nearest that can be had."""
    phrase: str
    citation: str = ""
    """The clause that makes the target impossible."""


@dataclass(frozen=True)
class Influence:
    """How much an input weighs: the output with the input a tenth lower, and a tenth higher."""

    champ: str
    moins: Fraction
    plus: Fraction
    """The inputs tried: a field of whole numbers moves by one unit at least."""
    bas: Fraction | None
    haut: Fraction | None
    """What they give."""

    @property
    def poids(self) -> Fraction:
        """How much the output moves for a same relative move of the input, so that the inputs compare."""
        relatif = (self.plus - self.moins) / (self.plus + self.moins)
        return abs((self.haut or Fraction(0)) - (self.bas or Fraction(0))) / relatif


class Exploration:
    """One case of a calculator, ready to be varied along one input at a time."""

    def __init__(
        self, regles: Regles, nom: str, entrees: Mapping[str, Any], lectures: Mapping[str, str] | None = None
    ) -> None:
        """Read the case once. Raises `SaisieInvalide` on a value that can't be used, `KeyError` on a calculator."""
        self._calculateur: Calculateur = regles.calculateurs[nom]
        self._hypotheses: Mapping[str, Hypothese] = regles.hypotheses
        self._lectures = dict(lectures or {})
        self._saisies = lire_saisies(self._calculateur.champs, entrees)

    def evaluer(self, champ: str, valeur: Fraction) -> Evaluation | None:
        """The case with another value in a field; `None` where that value is refused."""
        try:
            self._calculateur.champs[champ].lire(valeur)
            saisies = {**self._saisies, champ: valeur}
            return self._calculateur.evaluer(saisies, self._hypotheses, self._lectures)
        except SaisieInvalide:
            return None

    def sortie(self, champ: str, valeur: Fraction, cle: str) -> Fraction | None:
        """An output of the case with another value in a field."""
        evaluation = self.evaluer(champ, valeur)
        lue = evaluation.valeur(cle) if evaluation else None
        return lue if isinstance(lue, Fraction) else None

    def courbe(self, champ: str, cle: str, valeurs: Sequence[Fraction]) -> list[tuple[Fraction, Fraction | None]]:
        """The output for each value of the input."""
        return [(valeur, self.sortie(champ, valeur, cle)) for valeur in valeurs]

    def sensibilite(self, cle: str) -> list[Influence]:
        """Each number entered, a tenth lower and a tenth higher, what weighs most first."""
        influences = []
        for champ, valeur in self._saisies.items():
            if isinstance(valeur, Fraction) and valeur:
                pas = valeur / 10
                if self._calculateur.champs[champ].type in ("entier", "mois", "semaines", "jours"):
                    pas = max(Fraction(1), arrondir(pas))
                moins, plus = valeur - pas, valeur + pas
                bas, haut = (self.sortie(champ, autre, cle) for autre in (moins, plus))
                influences.append(Influence(champ, moins, plus, bas, haut))
        return sorted(influences, key=lambda influence: -influence.poids)

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
        bas, haut, clause_basse, clause_haute = self._domaine(champ, au_plus)
        if bas > haut:
            return But(None, None, "Aucun nombre entier n’est admis ici.", clause_haute or clause_basse)
        au_bas, au_haut = self.sortie(champ, bas, cle), self.sortie(champ, haut, cle)
        if au_bas is None or au_haut is None:
            return But(None, None, typographie("Les autres valeurs de la saisie ne suffisent pas au calcul."))
        croissante = au_haut >= au_bas
        meilleure, valeur = (haut, au_haut) if croissante else (bas, au_bas)
        if valeur < cible:
            return self._impossible(champ, cle, meilleure, clause_haute if croissante else clause_basse, ecrire)
        while bas < haut:
            milieu = Fraction((bas + haut) // 2) if croissante else Fraction(-((-bas - haut) // 2))
            atteint = (self.sortie(champ, milieu, cle) or Fraction(0)) >= cible
            if croissante:
                bas, haut = (bas, milieu) if atteint else (milieu + 1, haut)
            else:
                bas, haut = (milieu, haut) if atteint else (bas, milieu - 1)
        return self._trouve(champ, cle, bas, croissante, ecrire)

    def _trouve(self, champ: str, cle: str, entree: Fraction, croissante: bool, ecrire: Ecriture) -> But:
        _, ligne, obtenu = self._obtenir(champ, cle, entree)
        question = self._calculateur.champs[champ]
        juste = "au moins" if croissante else "au plus"
        phrase = presenter(question.libelle, f"{question.ecrire(entree)} {juste}, pour {ecrire(obtenu, ligne.unite)}.")
        return But(entree, obtenu, typographie(phrase))

    def _impossible(self, champ: str, cle: str, meilleure: Fraction, clause: str, ecrire: Ecriture) -> But:
        """The best that can be had, and the clause that stops there: a limit of the input, a cap, or the rule."""
        evaluation, ligne, obtenu = self._obtenir(champ, cle, meilleure)
        plafonds = [c.citation for c in evaluation.controles if c.niveau == "attention" and c.citation]
        phrase = f"C'est hors d'atteinte, {ecrire(obtenu, ligne.unite)} au plus."
        return But(None, obtenu, typographie(phrase), clause or (plafonds or [ligne.citation])[0])

    def _obtenir(self, champ: str, cle: str, entree: Fraction) -> tuple[Evaluation, Ligne, Fraction]:
        evaluation = self.evaluer(champ, entree)
        assert evaluation is not None, "the caller computed it"
        ligne = evaluation.lignes[cle]
        assert isinstance(ligne.valeur, Fraction), "the caller read it as a number"
        return evaluation, ligne, ligne.valeur

    def _domaine(self, cle: str, au_plus: Fraction | None) -> tuple[Fraction, Fraction, str, str]:
        """The least and the greatest whole value of a field, with the clause that sets each where a clause does."""
        champ = self._calculateur.champs[cle]
        bas, haut = Fraction(1 if champ.positif else 0), Fraction(champ.maximum or HORIZON)
        haut = haut if au_plus is None else max(bas, min(haut, Fraction(au_plus // 1)))
        clauses = ["", ""]
        for mecanisme in self._calculateur.mecanismes:
            if isinstance(mecanisme, Bornes) and mecanisme.valeur == Cle(cle):
                bornes, portee = (
                    choix.sous(self._lectures, self._hypotheses) for choix in (mecanisme.bornes, mecanisme.portee)
                )
                minimum, maximum = mecanisme.entiers(bornes == "exclues") if portee == "obligation" else (None, None)
                if minimum is not None and minimum > bas:
                    bas, clauses[0] = minimum, mecanisme.citation
                if maximum is not None and maximum < haut:
                    haut, clauses[1] = maximum, mecanisme.citation
        return bas, self._plus_grande_admise(cle, bas, haut), clauses[0], clauses[1]

    def _plus_grande_admise(self, cle: str, bas: Fraction, haut: Fraction) -> Fraction:
        """The greatest value that the rules accept (a part never exceeds its whole)."""
        while bas < haut:
            milieu = (bas + haut + 1) // 2
            if self.evaluer(cle, Fraction(milieu)) is None:
                haut = Fraction(milieu - 1)
            elif milieu == haut or self.evaluer(cle, haut) is not None:
                return haut
            else:
                bas = Fraction(milieu)
        return haut
