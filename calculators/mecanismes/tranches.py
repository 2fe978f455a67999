"""`tranches`: a value by band of a number."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import Formule, choisir, comparer, et, prudente
from calculators.mecanisme import MecanismeDeValeur, UniteDe, unite_partagee
from calculators.parametres import choix, elements, quantite
from calculators.quantites import Expression, Litteral, Quantite
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Tranches(MecanismeDeValeur):
    """Donne une valeur selon la tranche où tombe un nombre. Une tranche va de « de » (compris) à « a » (exclu).

    « comprise: a » dit l'inverse, pour « jusqu'à 700 € », « plus de 700 € » : chaque tranche comprend sa fin et non
    son début, sauf la première, qui comprend aussi le sien. Les tranches se suivent : un trou ou un chevauchement est
    refusé à la lecture de la fiche. La dernière peut ne pas avoir de « a ». Une seule valeur vaut pour le nombre
    entier : pour un tarif qui ne change qu'au-delà d'un seuil, additionnez deux produits. À vérifier : un nombre hors
    des tranches.

    Exemple :
        genre: tranches
        cle: forfait
        nombre: mesures
        tranches:
          - {de: "0", a: "10", valeur: 1 200 €}
          - {de: "10", valeur: 1 000 €}
    """

    genre = "tranches"
    nombre: Expression = quantite("le nombre qui choisit la tranche")
    comprise: Choix = choix("la limite que comprend une tranche, son début ou sa fin", "de", "a", defaut="de")
    tranches: list[SimpleNamespace] = elements(
        "les tranches, dans l’ordre",
        de=quantite("le début de la tranche"),
        a=quantite("la fin de la tranche", None),
        valeur=quantite("la valeur de la tranche"),
    )

    def verifier(self, c: Chargeur) -> None:
        """Bands follow one another, none empty, their values in one unit."""
        for rang, une in enumerate(self.tranches or ()):
            c.comparables((*self.chemin, "tranches", rang), self.nombre, une.de, une.a)
            if isinstance(une.de, Litteral) and isinstance(une.a, Litteral):
                de, a = une.de.quantite.nombre, une.a.quantite.nombre
                if a <= de:
                    bornes = f"de {formater(de)} à {formater(a)}"
                    c.signaler(
                        (*self.chemin, "tranches", rang), f"la tranche est vide ({bornes}) ; revoyez ses limites"
                    )
        c.homogenes((*self.chemin, "tranches"), *(une.valeur for une in self.tranches or ()))
        for rang, (une, suivante) in enumerate(pairwise(self.tranches or ()), start=1):
            ou = (*self.chemin, "tranches", rang)
            if une.a is None:
                c.signaler(ou, "la tranche précédente n’a pas de fin ; donnez « a » à toutes sauf la dernière")
            elif isinstance(une.a, Litteral) and isinstance(suivante.de, Litteral):
                fin, debut = une.a.quantite.nombre, suivante.de.quantite.nombre
                if fin != debut:
                    faute = "un trou" if fin < debut else "un chevauchement"
                    bornes = f"entre {formater(min(fin, debut))} et {formater(max(fin, debut))}"
                    c.signaler(ou, f"{faute} {bornes} ; faites commencer la tranche à {formater(fin)}")

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of every value, where they share it."""
        return unite_partagee(unite_de(tranche.valeur) for tranche in self.tranches or ()) or None

    def calculer(self, ctx: Contexte) -> Quantite:
        """The value of the band that holds the number."""
        nombre = self.nombre.lire(ctx)
        jusqu_a_la_fin = self.comprise.lire(ctx) == "a"
        for rang, tranche in enumerate(self.tranches):
            de, a = tranche.de.lire(ctx), tranche.a.lire(ctx) if tranche.a else None
            apres = de.nombre < nombre.nombre or (de.nombre == nombre.nombre and not (jusqu_a_la_fin and rang))
            avant = a is None or nombre.nombre < a.nombre or (jusqu_a_la_fin and nombre.nombre == a.nombre)
            if apres and avant:
                lue: Quantite = tranche.valeur.lire(ctx)
                if not self.libelle:
                    return lue
                bornes = _dire_plus_de(de, a, rang) if jusqu_a_la_fin else _dire_moins_de(de, a)
                calcul = f"{lue.texte} pour {nombre.texte} (tranche : {bornes})"
                return Quantite(lue.nombre, lue.unite, calcul, operandes=(nombre, lue))
        raise Manque("", f"la valeur pour {nombre.texte}, hors des tranches de la fiche")

    def traduire(self, feuille: Feuille) -> Formule:
        """A test a band, in order; nothing outside them."""
        nombre: Formule = self.nombre.formule(feuille)
        cas, limites = [], []
        debut, fin = (self.comprise.est(feuille, limite) for limite in ("de", "a"))
        for rang, tranche in enumerate(self.tranches):
            de, a = tranche.de.formule(feuille), tranche.a.formule(feuille) if tranche.a else None
            limites += [de, a] if a else [de]
            apres = comparer(nombre, ">", de, debut if rang else "TRUE")
            test = et(apres, comparer(nombre, "<", a, fin) if a else "")
            test = prudente(test, nombre, de, *([a] if a else []))
            cas.append((test, tranche.valeur.formule(feuille)))
        return choisir(cas, None).avec(nombre, *limites)


def _dire_moins_de(de: Quantite, a: Quantite | None) -> str:
    """« de 0 à moins de 10 », « 10 ou plus »."""
    return f"{de.texte} ou plus" if a is None else f"de {de.texte} à moins de {a.texte}"


def _dire_plus_de(de: Quantite, a: Quantite | None, rang: int) -> str:
    """« de 0 à 10 », « plus de 10 et jusqu'à 20 », « plus de 20 »."""
    if not rang:
        return f"{de.texte} ou plus" if a is None else f"de {de.texte} à {a.texte}"
    return f"plus de {de.texte}" + ("" if a is None else f" et jusqu'à {a.texte}")
