"""The rules of a sheet: loaded once from plain data, then asked for results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import calculators.mecanismes  # noqa: F401  (registers every mechanism)
from calculators.calculateur import NOMS, Calculateur
from calculators.champs import lire_saisies
from calculators.chargement.calculateur import lire_calculateur
from calculators.chargement.chargeur import Chargeur
from calculators.chargement.hypotheses import lire_hypothese
from calculators.erreurs import Probleme, ReglesInvalides, SaisieInvalide
from calculators.hypotheses import Hypothese
from calculators.parcours import Parcours, composer
from calculators.pluriannuel import NOM as PLURIANNUEL
from calculators.pluriannuel import Pluriannuel, deployer
from calculators.reponse import calculer
from calculators.resultat import Resultat


class Regles:
    """The calculators of one sheet and the hypotheses that they open."""

    def __init__(
        self,
        fiche: str,
        hypotheses: Mapping[str, Hypothese],
        calculateurs: Mapping[str, Calculateur],
        parcours: Parcours | None = None,
        pluriannuel: Pluriannuel | None = None,
    ) -> None:
        self.fiche = fiche
        self.hypotheses = hypotheses
        self.calculateurs = calculateurs
        self.parcours = parcours
        self.pluriannuel = pluriannuel

    def calculer(self, nom: str, entrees: Any, hypotheses: Any = None) -> Resultat:
        """The result of a calculator on what a reader typed; no input makes it raise (see `calculators.reponse`)."""
        return calculer(self, nom, entrees, hypotheses)

    def regles_exercees(self, nom: str, entrees: Mapping[str, Any], lectures: Mapping[str, str]) -> frozenset[int]:
        """Ranks of the rules that a case reaches; none where its input is refused."""
        calculateur = self.calculateurs[nom]
        try:
            saisies = lire_saisies(calculateur.champs, entrees)
            return calculateur.evaluer(saisies, self.hypotheses, lectures).appliquees
        except SaisieInvalide:
            return frozenset()

    def champs_inutiles(self, nom: str) -> list[str]:
        """Fields of a calculator that serve neither a rule, nor another field, nor the course of the action."""
        calculateur = self.calculateurs[nom]
        suites = [calculateur, self.parcours.calculateur] if self.parcours else [calculateur]
        servent = {calculateur.date} | {champ.sauf for champ in calculateur.champs.values()}
        servent |= calculateur.alea.cles if calculateur.alea else set()
        for regle in (regle for suite in suites for regle in suite.regles):
            servent |= regle.cles
        return [cle for cle in calculateur.champs if cle not in servent]


def charger(donnees: Mapping[str, Any]) -> Regles:
    """Load the rules of a sheet from its `id`, `hypotheses`, `calculateurs`, `parcours`, `pluriannuel`.

    Raises `ReglesInvalides` with every fault found.
    """
    problemes: list[Probleme] = []
    c = Chargeur({}, (), problemes)
    bruts = c.table(donnees.get("hypotheses", {}), ("hypotheses",))
    hypotheses = {code: lire_hypothese(c, code, brut, ("hypotheses", code)) for code, brut in bruts.items()}
    calculateurs = {}
    codes_lus: set[str] = set()
    bruts = c.objet(donnees.get("calculateurs", {}), ("calculateurs",), list(NOMS))
    for nom, brut in bruts.items():
        chargeur = Chargeur(hypotheses, (), problemes)
        chargeur.renommees = c.renommees
        chargeur.voisins = {autre: voisin for autre, voisin in bruts.items() if autre != nom}
        calculateurs[nom] = lire_calculateur(chargeur, nom, brut, ("calculateurs", nom))
        codes_lus |= set(chargeur.codes_lus)
    ajout = None
    if brut := donnees.get("parcours"):
        chargeur = Chargeur(hypotheses, (), problemes)
        ajout = lire_calculateur(chargeur, "parcours", brut, ("parcours",), calculateurs.get("duree"))
        codes_lus |= set(chargeur.codes_lus)
    pluriannuel = None
    if brut := donnees.get(PLURIANNUEL):
        deplies: list[Probleme] = []
        chargeur = Chargeur(hypotheses, (), deplies)
        deploiement = deployer(Chargeur(hypotheses, (), problemes), brut)
        calculateur = lire_calculateur(chargeur, PLURIANNUEL, deploiement.donnees, (PLURIANNUEL,))
        pluriannuel = Pluriannuel(deploiement.grille, calculateur)
        problemes += deploiement.situer(deplies)
        codes_lus |= set(chargeur.codes_lus)
    entieres = not any(probleme.chemin[0] != "hypotheses" for probleme in problemes)
    for code in hypotheses if entieres else ():  # a rule that could not be read may well open it
        if code not in codes_lus:
            c.signaler(("hypotheses", code), f"aucune règle n'ouvre l'hypothèse {code} ; citez-la ou retirez-la")
    if problemes:
        raise ReglesInvalides(problemes)
    parcours = composer(calculateurs.get("duree"), ajout)
    return Regles(str(donnees.get("id", "")), hypotheses, calculateurs, parcours, pluriannuel)
