"""`bareme`: an amount by category."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import Formule, choisir, mot
from calculators.mecanisme import MecanismeDeValeur, UniteDe, unite_partagee
from calculators.parametres import Chemin, entree, structure
from calculators.quantites import Expression, Quantite
from calculators.saisie import INCONNU
from calculators.typographie import guillemets

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


def _lire_valeurs(c: Chargeur, brut: Any, ou: Chemin) -> dict[str, Expression]:
    return {mot: c.expression(valeur, (*ou, mot)) for mot, valeur in c.table(brut, ou).items()}


class Bareme(MecanismeDeValeur):
    """Donne un montant selon la catégorie choisie dans un champ de type choix ou oui_non.

    Chaque réponse du champ a sa valeur : un littéral, une clé ou une règle imbriquée. À vérifier : une catégorie que
    le barème ne nomme pas n'est pas financée, et le calcul dit laquelle. L'unité est celle de la valeur choisie.

    Exemple :
        genre: bareme
        cle: forfait_etp
        par: structure
        valeurs: {ACI: 5 000 €, EI: 3 000 €}
    """

    genre = "bareme"
    par: str = entree("le champ qui donne la catégorie")
    valeurs: dict[str, Expression] = structure(
        "le montant de chaque catégorie", "une ligne « réponse: nombre » par réponse", _lire_valeurs
    )

    def verifier(self, c: Chargeur) -> None:
        """The field gives one answer, each category is one of them, and the amounts share a unit."""
        c.reponses(self.par, list(self.valeurs or ()), (*self.chemin, "valeurs"))
        if (champ := c.champs.get(self.par)) and champ.type == "choix_multiples":
            suite = "le barème lit une seule réponse, celle d’un champ de type « choix » ou « oui_non »"
            c.signaler((*self.chemin, "par"), f"{guillemets(self.par)} admet plusieurs réponses ; {suite}")
        c.homogenes((*self.chemin, "valeurs"), *(self.valeurs or {}).values())

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of every value, where they share it."""
        return unite_partagee(map(unite_de, (self.valeurs or {}).values())) or None

    def calculer(self, ctx: Contexte) -> Quantite:
        """The amount of the category."""
        categorie = ctx.valeur(self.par)
        if not isinstance(categorie, str) or categorie == INCONNU:
            raise Manque(self.par)
        if categorie not in self.valeurs:
            nom = ctx.champs[self.par].ecrire(categorie)
            raise Manque("", f"la valeur de « {nom} », que le barème ne prévoit pas")
        return self.valeurs[categorie].lire(ctx)

    def traduire(self, feuille: Feuille) -> Formule:
        """A test a category; nothing for one that the scale does not name."""
        nom = feuille.champ(self.par)
        cas = [(f"{nom}={mot(categorie)}", valeur.formule(feuille)) for categorie, valeur in self.valeurs.items()]
        return choisir(cas, None)
