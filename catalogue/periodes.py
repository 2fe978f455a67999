"""The periods that a sheet's own rules state: the last of them over, the sheet speaks of the past."""

from __future__ import annotations

from datetime import date

from calculators import Regles
from calculators.mecanismes.periodes import Periodes


def fin_des_periodes(regles: Regles) -> date | None:
    """The last day of the windows and of the budget years of a sheet; none where it states none, or where one is open.

    A dated rule alone makes no period: the end of a bonus is not that of the action. While one holds, nothing is over.
    """
    mecanismes = [regle.mecanisme for calculateur in regles.calculateurs.values() for regle in calculateur.regles]
    fins = [periode.au for mecanisme in mecanismes if isinstance(mecanisme, Periodes) for periode in mecanisme.periodes]
    if regles.pluriannuel:
        fins += [date(int(annee), 12, 31) for annee in regles.pluriannuel.grille.annees]
    fin = max([*fins, *(m.validite.fin for m in mecanismes if m.validite.datee)]) if fins else date.max
    return fin if fin < date.max else None
