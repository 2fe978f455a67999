"""`difference`: what remains once a quantity is taken away."""

from __future__ import annotations

from calculators.contexte import Contexte
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import quantite
from calculators.quantites import Quantite


class Difference(MecanismeDeValeur):
    """Retire une quantité d'une autre ; « au_moins » fixe ce en dessous de quoi le résultat ne descend pas.

    Exemple :
        genre: difference
        cle: manque
        libelle: Personnes manquantes
        de: 6
        moins: groupe
        au_moins: 0
        citation: minimum 6 allocataires du RSA
    """

    genre = "difference"
    de = quantite("la quantité de départ")
    moins = quantite("la quantité retirée")
    au_moins = quantite("le plus petit résultat possible", None)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The difference, floored."""
        de, moins = self.de.lire(ctx), self.moins.lire(ctx)
        nombre = de.nombre - moins.nombre
        calcul = f"{de.texte} − {moins.facteur}" if moins.nombre else de.calcul
        if self.au_moins is not None and nombre < (plancher := self.au_moins.lire(ctx)).nombre:
            nombre = plancher.nombre
            calcul += f" (au moins {plancher.texte})"
        return Quantite(nombre, de.unite or moins.unite, calcul, compose=True)
