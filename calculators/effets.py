"""What another reading changes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calculators.evaluation import Evaluation
from calculators.trace import Donnee, formater


def ecart(avant: Donnee, apres: Donnee, unite: str) -> str:
    """« + 250,00 € », or the new value where the two can't be subtracted."""
    if isinstance(avant, Fraction) and isinstance(apres, Fraction):
        signe = "+" if apres > avant else "−"
        return f"{signe}\u00a0{formater(abs(apres - avant), 'points' if unite == '%' else unite)}"
    return formater(apres, unite)


def etendue(valeurs: Sequence[Donnee], unite: str) -> str:
    """The one value, or from the least to the most where other open questions make it vary."""
    nombres = {valeur for valeur in valeurs if isinstance(valeur, Fraction)}
    if len(nombres) < 2:
        return formater(valeurs[0], unite)
    return f"de {formater(min(nombres), unite)} à {formater(max(nombres), unite)}"


def differences(base: Evaluation, autre: Evaluation) -> list[str]:
    """The first line that another reading changes, where the main value stays the same."""
    for cle, ligne in autre.lignes.items():
        avant = base.lignes.get(cle)
        if avant and not ligne.verdict and avant.valeur != ligne.valeur:
            return [f"{ligne.libelle} : {ecart(avant.valeur, ligne.valeur, ligne.unite)}"]
    return []
