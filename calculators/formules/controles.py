"""Checks on the form as a whole: what is missing, what was typed to no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.formules.cellule import SAISIES
from calculators.formules.formule import A_CORRIGER, A_VERIFIER, CONFORME, et, mot, nom_defini, ou

if TYPE_CHECKING:
    from calculators.calculateur import Calculateur
    from calculators.formules.feuille import Feuille

NECESSAIRES, SANS_EFFET = "Champs nécessaires", "Valeurs saisies : rien n’attend une autre valeur"


def controler_le_formulaire(feuille: Feuille, calculateur: Calculateur) -> None:
    """Write the two checks."""
    feuille.controler(NECESSAIRES, _necessaires(feuille, calculateur), "")
    if attentes := _attentes(feuille, calculateur):
        feuille.controler(SANS_EFFET, f"IF({ou(*attentes)},{mot(A_VERIFIER)},{mot(CONFORME)})", "")


def _necessaires(feuille: Feuille, calculateur: Calculateur) -> str:
    """Without a required field and without a main value there is no answer; with one, it is left to verify."""
    remplis = et(
        *(
            "+".join(f"COUNTA({nom_defini(cle)})" for cle in (champ.cle, champ.sauf) if cle) + ">0"
            for champ in calculateur.champs.values()
            if not champ.facultatif
        )
    )
    noms = [c.nom for c in feuille.cellules if c.genre == "ligne" and c.cle in calculateur.resultat]
    repond = ou(*(f'{nom}<>""' for nom in noms))
    verdict = f"IF({repond},{mot(A_VERIFIER)},{mot(A_CORRIGER)})" if noms else mot(A_VERIFIER)
    verdict = f"IF({remplis},{mot(CONFORME)},{verdict})" if remplis else mot(CONFORME)
    return f"IF(COUNTA({SAISIES})=0,{mot(A_CORRIGER)},{verdict})"


def _attentes(feuille: Feuille, calculateur: Calculateur) -> list[str]:
    """For each field, whether it was filled in while nothing that the reader sees came of it."""
    attentes = []
    for cle, champ in calculateur.champs.items():
        lues = any(cle in regle.cles for regle in calculateur.regles)
        if lues and champ.type != "periodes":
            effets = [
                test
                for regle, tests in zip(calculateur.regles, feuille.effets, strict=True)
                if cle in regle.utilisees
                for test in tests
            ]
            rien = f"NOT({ou(*effets)})" if effets else ""
            attentes.append(et(f"COUNTA({nom_defini(cle)})>0", rien))
    return attentes
