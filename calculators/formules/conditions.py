"""A condition as a test of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.conditions import Condition, Fait
from calculators.formules.formule import Intraduisible, et, jour, mot, nombres, ou
from calculators.formules.operations import prudente

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille

_SIGNES = {"au_moins": ">=", "plus_de": ">", "au_plus": "<=", "moins_de": "<"}
_SIGNES_DATES = {"avant": "<", "jusqu_au": "<=", "a_partir_du": ">=", "apres": ">"}


def traduire_condition(condition: Condition, feuille: Feuille) -> tuple[str, str]:
    """Whether it holds, and whether it can be judged at all: two tests."""
    if not isinstance(condition, Fait):
        raise Intraduisible("un groupe de conditions à trois réponses ne s’écrit pas en une formule")
    if condition.limites:
        fait = feuille.lire(condition.champ)
        limites = {nom: limite.formule(feuille) for nom, limite in condition.limites.items()}
        tests = [prudente(f"{fait.compare}{_SIGNES[nom]}{limite.compare}", limite) for nom, limite in limites.items()]
        return et(*tests), et(fait.connue, *(limite.connue for limite in limites.values()))
    nom = feuille.champ(condition.champ)
    if condition.dates:
        jours = {quand: feuille.champ(le) if isinstance(le, str) else jour(le) for quand, le in condition.dates.items()}
        lues = [nom, *(jours[quand] for quand, le in condition.dates.items() if isinstance(le, str))]
        return et(*(f"{nom}{_SIGNES_DATES[quand]}{le}" for quand, le in jours.items())), nombres(lues)
    admis = {mot_: "" for mot_ in condition.attendus}
    admis |= {reponse: feuille.lecture_est(code, ["admis"]) for reponse, code in condition.selon.items()}
    return ou(*(et(f"{nom}={mot(reponse)}", test) for reponse, test in admis.items())), f'{nom}<>""'
