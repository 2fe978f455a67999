"""A whole calculator in the language of spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calculators.formules.controles import controler_le_formulaire
from calculators.formules.feuille import Feuille
from calculators.formules.formule import Intraduisible, et, jour, nom_defini
from calculators.validite import Validite, en_vigueur

if TYPE_CHECKING:
    from calculators.calculateur import Calculateur
    from calculators.evaluation import Evaluation
    from calculators.hypotheses import Hypothese


def transcrire(
    calculateur: Calculateur,
    hypotheses: Mapping[str, Hypothese],
    lectures: Mapping[str, str] | None = None,
    suffixe: str = "",
    evaluation: Evaluation | None = None,
) -> Feuille:
    """The cells of a calculator, in the order of its rules; with `lectures`, as these readings would have them."""
    feuille = Feuille(calculateur, hypotheses, lectures, suffixe, evaluation)
    dernieres = en_vigueur(calculateur.mecanismes, None)
    for rang, mecanisme in enumerate(calculateur.mecanismes):
        feuille.ouvrir(mecanisme, _en_vigueur(calculateur.date, mecanisme.validite, rang in dernieres))
        try:
            mecanisme.transcrire(feuille)
        except Intraduisible as raison:
            feuille.figer(mecanisme, str(raison))
    feuille.clore()
    if not suffixe:
        controler_le_formulaire(feuille, calculateur)
    return feuille


def _en_vigueur(champ: str, validite: Validite, derniere: bool) -> str:
    """Whether a dated rule holds: on the day typed, else (no day) if it is the latest version."""
    if not champ or not validite.datee:
        return ""
    nom = nom_defini(champ)
    jours = [f"{nom}>={jour(validite.du)}" if validite.du else "", f"{nom}<={jour(validite.au)}" if validite.au else ""]
    return f"IF(ISNUMBER({nom}),{et(*jours)},{'TRUE' if derniere else 'FALSE'})"
