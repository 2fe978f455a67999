"""`majoration`: a bonus on a condition."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.attentes import Attente
from calculators.chargement.conditions import lire_condition
from calculators.conditions import Condition
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import ZERO, Formule, choisir, produit
from calculators.formules.conditions import traduire_condition
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import quantite, structure
from calculators.quantites import Expression, Quantite
from calculators.trace import Operation
from calculators.typographie import en_suite, presenter

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Majoration(MecanismeDeValeur):
    """Ajoute un bonus à un montant quand une condition est remplie ; sans elle, 0 (et le calcul dit pourquoi).

    La règle donne le bonus seul : additionnez-le au montant par « somme ». « bonus » est un taux du montant (10 %)
    ou une somme (500 €). La condition s'écrit comme celles du public, sur un champ du formulaire. Tant que ce champ
    est vide, ni le bonus ni ce qui en dépend ne sont donnés.

    Exemple :
        genre: majoration
        cle: bonus
        montant: budget
        bonus: 10 %
        si:
          champ: realise
          plus_de: objectif
          libelle: Objectif dépassé
          citation: au-dessus de l'objectif
    """

    genre = "majoration"
    montant: Expression = quantite("le montant majoré")
    bonus: Expression = quantite("le bonus : un taux du montant, ou une somme")
    si: Condition = structure("la condition", "une condition", lire_condition)

    def verifier(self, c: Chargeur) -> None:
        """The bonus is a rate or a sum."""
        if c.unite(self.bonus) not in ("%", "€", None):
            c.signaler((*self.chemin, "bonus"), "un bonus est un taux ou une somme ; écrivez 10 % ou 500 €")

    def calculer(self, ctx: Contexte) -> Quantite:
        """The bonus."""
        jugement = self.si.juger(ctx, strict=True)  # no money is granted, nor refused, on what was not asked
        if jugement.tenue is None:
            raise Manque(next(iter(jugement.manques), self.si.champ))
        montant, bonus = self.montant.lire(ctx), self.bonus.lire(ctx)
        seul = isinstance(jugement.attente, Attente)  # a group names each of its facts
        reponse = presenter(self.si.libelle, jugement.reponse) if seul else jugement.reponse
        attendu = f"{en_suite(reponse)} ; attendu : {jugement.attendu}"
        if not jugement.tenue:
            return Quantite(Fraction(0), "€", f"0 ({attendu})")
        if bonus.unite == "%":
            calcul = Operation(f"{montant.texte} × {bonus.texte} ({attendu})")
            return Quantite(montant.nombre * bonus.coefficient, "€", calcul)
        return Quantite(bonus.nombre, bonus.unite, f"{bonus.texte} ({attendu})")

    def traduire(self, feuille: Feuille) -> Formule:
        """The bonus where the condition holds, nothing else."""
        tenue, posee = traduire_condition(self.si, feuille)
        montant, bonus = self.montant.formule(feuille), self.bonus.formule(feuille)
        du = produit(montant, bonus, unite="€") if bonus.unite == "%" else bonus
        return choisir([(tenue, du.nue)], ZERO).avec(montant, bonus, conditions=[posee])
