"""Where an input may be looked for: within its field's limits, under its whole, keeping the clauses of the sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from calculators.calculateur import Calculateur
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.mecanismes.bornes import Bornes
from calculators.quantites import Cle

HORIZON = 10**6
"""The largest input looked at where nothing bounds it: no count or price of a sheet comes near it."""

Evaluer = Callable[[str, Fraction], Evaluation | None]
"""The case with another value in a field; `None` where it is refused."""


@dataclass(frozen=True)
class Domaine:
    """The least and the greatest whole value of a field, with the clause that sets each where a clause does."""

    bas: Fraction
    haut: Fraction
    clause_basse: str = ""
    clause_haute: str = ""


def delimiter(
    calculateur: Calculateur,
    cle: str,
    au_plus: Fraction | None,
    hypotheses: Mapping[str, Hypothese],
    lectures: Mapping[str, str],
    evaluer: Evaluer,
) -> Domaine:
    """The domain of a field, `au_plus` at most, under the readings in force."""
    champ = calculateur.champs[cle]
    bas, haut = Fraction(1 if champ.positif else 0), Fraction(champ.maximum or HORIZON)
    haut = haut if au_plus is None else max(bas, min(haut, Fraction(au_plus // 1)))
    clauses = ["", ""]
    for mecanisme in calculateur.mecanismes:
        if isinstance(mecanisme, Bornes) and mecanisme.valeur == Cle(cle):
            bornes, portee = (choix.sous(lectures, hypotheses) for choix in (mecanisme.bornes, mecanisme.portee))
            minimum, maximum = mecanisme.entiers(bornes == "exclues") if portee == "obligation" else (None, None)
            if minimum is not None and minimum > bas:
                bas, clauses[0] = minimum, mecanisme.citation
            if maximum is not None and maximum < haut:
                haut, clauses[1] = maximum, mecanisme.citation
    return _respecter(Domaine(bas, _plus_grande_admise(cle, bas, haut, evaluer), *clauses), cle, evaluer)


def _plus_grande_admise(cle: str, bas: Fraction, haut: Fraction, evaluer: Evaluer) -> Fraction:
    """The greatest value that the rules accept (a part never exceeds its whole)."""
    while bas < haut:
        milieu = (bas + haut + 1) // 2
        if evaluer(cle, Fraction(milieu)) is None:
            haut = Fraction(milieu - 1)
        elif milieu == haut or evaluer(cle, haut) is not None:
            return haut
        else:
            bas = Fraction(milieu)
    return haut


def _respecter(domaine: Domaine, cle: str, evaluer: Evaluer) -> Domaine:
    """The same without the values, at one of its ends, for which the rules break a clause more.

    A clause is taken to hold on one side of a value: it sets a least or a greatest.
    """
    bas, haut = domaine.bas, domaine.haut
    en_bas, en_haut = _rompues(evaluer(cle, bas)), _rompues(evaluer(cle, haut))
    if bas >= haut or len(en_bas) == len(en_haut):
        return domaine
    par_le_bas = len(en_bas) > len(en_haut)
    bon, mauvais, tenues, rompues = (haut, bas, en_haut, en_bas) if par_le_bas else (bas, haut, en_bas, en_haut)
    while abs(bon - mauvais) > 1:
        milieu = Fraction((bon + mauvais) // 2)
        lues = _rompues(evaluer(cle, milieu))
        if len(lues) > len(tenues):
            mauvais, rompues = milieu, lues
        else:
            bon = milieu
    clause = next((citation for citation in rompues if citation not in tenues), "")
    if par_le_bas:
        return Domaine(bon, haut, clause, domaine.clause_haute)
    return Domaine(bas, bon, domaine.clause_basse, clause)


def _rompues(evaluation: Evaluation | None) -> list[str]:
    """The clauses broken."""
    return [c.citation for c in evaluation.controles if c.niveau == "bloquant"] if evaluation else []
