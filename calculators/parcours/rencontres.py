"""The least number of meetings over a span, from a sheet's `intensite` rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.dates import mois_entiers
from calculators.mecanismes.bornes import Bornes
from calculators.quantites import Cle
from calculators.trace import Ligne

if TYPE_CHECKING:
    from calculators.regles import Regles


def compter(regles: Regles, debut: date, fin: date, hypotheses: Any) -> tuple[tuple[Ligne, ...], frozenset[str]]:
    """What the rules ask for when they are told the whole weeks or months of the span and nothing else; and, among
    the keys of these lines, those that the sheet only wishes.
    """
    calculateur = regles.calculateurs.get("intensite")
    if calculateur is None:
        return (), frozenset()
    temps = {"semaines": ((fin - debut).days + 1) // 7, "mois": mois_entiers(debut, fin)}
    # Two fields of months are two phases: which part of the span is whose, nothing says.
    par_type = Counter(champ.type for champ in calculateur.champs.values())
    entrees = {
        cle: temps[champ.type]
        for cle, champ in calculateur.champs.items()
        if temps.get(champ.type) and par_type[champ.type] == 1
    }
    if not entrees:
        return (), frozenset()
    resultat = regles.calculer("intensite", entrees, hypotheses)
    comptes = tuple(ligne for ligne in resultat.lignes if not ligne.verdict and isinstance(ligne.valeur, Fraction))
    souhaits = (m.minimum for m in calculateur.mecanismes if isinstance(m, Bornes) and m.souhait)
    return comptes, frozenset(minimum.cle for minimum in souhaits if isinstance(minimum, Cle))
