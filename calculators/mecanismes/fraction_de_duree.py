"""`fraction_de_duree`: what share of a full period was done."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.formules import UN, ZERO, Formule, choisir, et, prudente, quotient
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import choix, quantite, temps
from calculators.quantites import Expression, Quantite, facultative
from calculators.trace import Operation

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class FractionDeDuree(MecanismeDeValeur):
    """Part d'une période pleine qui a été faite : 1 pour une période pleine (ou une durée qui n'est pas donnée).

    En dessous, selon la lecture : « plein » (payé en entier), « prorata » (en proportion), « strict » (rien). Jamais
    plus de 1. Un nombre sans unité : un facteur de « produit ».

    Exemple :
        genre: fraction_de_duree
        cle: part_de_la_periode
        duree: duree_mois
        pleine: 6 mois
        lecture: H-PRORATA-6M
    """

    genre = "fraction_de_duree"
    comparees = ("duree", "pleine")
    nu = True
    duree: Expression = quantite("la durée faite")
    pleine: Expression = temps("la période pleine", fraction=True)
    lecture: Choix = choix("ce que vaut une période incomplète", "plein", "prorata", "strict", defaut="prorata")

    def calculer(self, ctx: Contexte) -> Quantite:
        """A number between 0 and 1."""
        duree, pleine = facultative(self.duree, ctx), self.pleine.lire(ctx)
        if duree is None or duree.nombre >= pleine.nombre:
            return Quantite(Fraction(1))
        lecture = self.lecture.lire(ctx)
        if lecture == "plein":
            return Quantite(Fraction(1))
        if lecture == "strict":
            return Quantite(Fraction(0), "", lambda: f"0 (moins de {pleine.texte})")
        return Quantite(duree.nombre / pleine.nombre, "", lambda: Operation(f"{duree.texte} ÷ {pleine.texte}"))

    def traduire(self, feuille: Feuille) -> Formule:
        """1 for a full period, less under it as the reading says."""
        duree, pleine = self.duree.formule(feuille), self.pleine.formule(feuille)
        courte = et(duree.connue, prudente(f"{duree.compare}<{pleine.compare}", duree, pleine))
        lectures = {"plein": UN, "strict": ZERO, "prorata": quotient(duree, pleine).en("")}
        part = self.lecture.formule(feuille, lectures)
        return choisir([(courte, part.nue)], UN).avec(pleine)
