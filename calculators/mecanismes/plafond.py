"""`plafond`: at most so much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.formules import A_NOTER, CONFORME, ZERO, Formule, fonction, mot
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import quantite
from calculators.quantites import Cle, Expression, Litteral, Quantite
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Plafond(MecanismeDeValeur):
    """Retient une quantité dans la limite d'un plafond ; ce qui dépasse est signalé, et reste à la charge du
    porteur.

    Le résultat reste conforme : on paie la limite. Un plafond calculé sous zéro (une enveloppe déjà dépassée) vaut 0.
    Valeur et plafond se comptent dans la même unité ; pour un taux plafonné (80 % de la dépense), faites d'abord le
    produit.

    Exemple :
        genre: plafond
        cle: cout_retenu
        valeur: cout_jour
        plafond: 400 €
        citation: Le coût maximal est de 400 € par jour
    """

    genre = "plafond"
    comparees = ("valeur", "plafond")
    valeur: Expression = quantite("la quantité à limiter")
    plafond: Expression = quantite("la limite")

    def verifier(self, c: Chargeur) -> None:
        """A rate is no limit."""
        if isinstance(self.plafond, Litteral) and self.plafond.quantite.unite == "%":
            suite = "écrivez {genre: produit, facteurs: [le montant, le taux]}"
            c.signaler((*self.chemin, "plafond"), f"un taux ne plafonne pas un montant ; {suite}")

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of the value and of its limit."""
        return unite_de(self.valeur) or unite_de(self.plafond)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The lesser of the two; an alert says what goes beyond."""
        valeur = self.valeur.lire(ctx)
        plafond = _pas_sous_zero(self.plafond.lire(ctx))
        unite = plafond.unite or valeur.unite
        depasse = valeur.nombre - plafond.nombre
        if depasse <= 0:
            return valeur
        valeur_dite, plafond_dit = (partial(formater, lue.nombre, unite) for lue in (valeur, plafond))
        nom = self._nommer(ctx.nom)
        ctx.signaler(
            "attention",
            lambda: f"{nom} : {valeur_dite()}, au-dessus du plafond de {plafond_dit()}.",
            lambda: f"Le calcul retient {plafond_dit()}, soit {formater(depasse, unite)} de moins.",
            self.citation,
        )
        calcul = (lambda: f"{plafond_dit()} au plus, au lieu de {valeur_dite()}") if self.libelle else ""
        return Quantite(plafond.nombre, unite, calcul, operandes=(valeur, plafond))

    def _nommer(self, nom_de: Callable[[str], str]) -> str:
        """The rule's own words, else the label of what it limits, which a value that is not shown has not."""
        lue = nom_de(self.valeur.cle) if isinstance(self.valeur, Cle) else ""
        return self.libelle or lue or "Valeur calculée"

    def traduire(self, feuille: Feuille) -> Formule:
        """The lesser of the two."""
        valeur, plafond = self.valeur.formule(feuille), self.plafond.formule(feuille)
        if plafond.litteral is None:
            plafond = fonction("MAX", plafond, ZERO)
        nom = self._nommer(feuille.nom)
        depasse = f"IF({valeur.compare}>{plafond.compare},{mot(A_NOTER)},{mot(CONFORME)})"
        feuille.controler(f"{nom} : sous le plafond", depasse, valeur.avec(plafond).connue, self.citation)
        return fonction("MIN", valeur, plafond, unite=plafond.unite or valeur.unite)


def _pas_sous_zero(plafond: Quantite) -> Quantite:
    """What is left of an envelope that was already exceeded: nothing, and nothing to pay back."""
    return replace(plafond, nombre=Fraction(0)) if plafond.nombre < 0 else plafond
