"""`arrondi`: to a whole number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.formules import ATOME, UN, ZERO, Formule, fonction
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.nombres import arrondir
from calculators.parametres import choix, quantite
from calculators.quantites import Expression, Quantite
from calculators.trace import Operation

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille

_SENS: Mapping[str, Callable[[Fraction], int | Fraction]] = {
    "superieur": math.ceil,
    "inferieur": math.floor,
    "proche": arrondir,
}


class Arrondi(MecanismeDeValeur):
    """Arrondit à l'entier : au supérieur, à l'inférieur, ou au plus proche (un demi monte).

    Un montant affiché est déjà arrondi au centime : cette règle sert aux personnes, aux mois, aux séances. L'unité
    est celle de la valeur.

    Exemple :
        genre: arrondi
        cle: objectif_reprises
        libelle: Reprises visées
        valeur: {genre: produit, facteurs: [accompagnes, 30 %]}
        sens: superieur
        citation: "Taux de reprise d'activité ou d'emploi : 30%"
    """

    genre = "arrondi"
    valeur: Expression = quantite("la quantité à arrondir")
    sens: Choix = choix("le sens de l’arrondi", *_SENS, defaut="proche")

    def verifier(self, c: Chargeur) -> None:
        """A number without a unit has none once rounded."""
        self.nu = c.sans_unite(self.valeur)

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of the value."""
        return unite_de(self.valeur)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The whole number."""
        valeur = self.valeur.lire(ctx)
        sens = self.sens.lire(ctx)
        nombre = Fraction(_SENS[sens](valeur.nombre))
        if nombre == valeur.nombre:
            return valeur
        nom = {"superieur": "supérieur", "inferieur": "inférieur"}.get(sens, "le plus proche")
        calcul = lambda: Operation(f"{valeur.texte}, arrondi à l'entier {nom}")  # noqa: E731  (written only if it is read)
        return Quantite(nombre, valeur.unite, calcul, True, (valeur,))

    def traduire(self, feuille: Feuille) -> Formule:
        """The whole number: `CEILING` and `INT` look at nothing beyond the ninth decimal."""
        valeur: Formule = self.valeur.formule(feuille)
        net = replace(valeur, texte=valeur.compare, rang=ATOME)
        sens = {
            "superieur": fonction("CEILING", net, UN),
            "inferieur": fonction("INT", net),
            "proche": fonction("ROUND", net, ZERO),
        }
        arrondie: Formule = self.sens.formule(feuille, sens)
        return replace(arrondie, exacte=True)
