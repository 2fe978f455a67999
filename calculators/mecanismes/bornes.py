"""`bornes`: a value kept between two limits."""

from __future__ import annotations

from fractions import Fraction

from calculators.contexte import Contexte
from calculators.mecanisme import Mecanisme, facultative
from calculators.parametres import choix, quantite, sortie, texte
from calculators.quantites import Cle
from calculators.trace import Niveau, formater

_NIVEAUX: dict[str, Niveau] = {"obligation": "bloquant", "souhait": "a_verifier", "conseil": "attention"}


class Bornes(Mecanisme):
    """Vérifie qu'une valeur se tient entre un minimum et un maximum.

    « bornes » : incluses ou exclues. « portee » : obligation (la fiche l'impose), souhait (« souhaitée » : à
    vérifier), conseil (simple alerte). « ecart » donne de combien la valeur sort des bornes, 0 sinon ; « retenue »
    la transmet, si elle est admise, aux règles qui paient.

    Exemple :
        genre: bornes
        valeur: cout_unitaire
        minimum: 800 €
        maximum: 1 200 €
        ecart: ecart_par_mesure
        ecart_libelle: Écart par mesure
        citation: entre 800 € à 1 200 €
    """

    genre = "bornes"
    sorties = ("ecart", "retenue")
    valeur = quantite("la valeur à vérifier")
    minimum = quantite("la plus petite valeur admise", None)
    maximum = quantite("la plus grande valeur admise", None)
    bornes = choix("si les bornes elles-mêmes sont admises", "incluses", "exclues", defaut="incluses")
    portee = choix("la force de la règle", *_NIVEAUX, defaut="obligation")
    ecart = sortie("la clé de l’écart")
    ecart_libelle = texte("le libellé de l’écart", defaut="Écart")

    retenue = sortie("la clé sous laquelle la valeur est transmise aux règles suivantes, si elle est admise")

    def evaluer(self, ctx: Contexte) -> None:
        """Report a value out of its limits, and by how much."""
        valeur = self.valeur.lire(ctx)
        minimum, maximum = facultative(self.minimum, ctx), facultative(self.maximum, ctx)
        admises = self.bornes.lire(ctx) == "incluses"
        ecart, phrase, correction = Fraction(0), "", ""
        if minimum and (valeur.nombre < minimum.nombre or (valeur.nombre == minimum.nombre and not admises)):
            ecart = minimum.nombre - valeur.nombre
            limite = f"en dessous du minimum de {minimum.texte}" if admises else f"il faut plus de {minimum.texte}"
            phrase = f"{formater(valeur.nombre, valeur.unite)}, {limite}"
            correction = f"Il manque {formater(ecart, valeur.unite)}." if ecart else ""
        elif maximum and (valeur.nombre > maximum.nombre or (valeur.nombre == maximum.nombre and not admises)):
            ecart = valeur.nombre - maximum.nombre
            limite = f"au-dessus du maximum de {maximum.texte}" if admises else f"il faut moins de {maximum.texte}"
            phrase = f"{formater(valeur.nombre, valeur.unite)}, {limite}"
            correction = f"C'est {formater(ecart, valeur.unite)} de trop." if ecart else ""
        if self.ecart:
            limites = " et ".join(borne.texte for borne in (minimum, maximum) if borne)
            ctx.donner(self.ecart, self.ecart_libelle, ecart, valeur.unite, f"{valeur.texte}, pour {limites}")
        if self.retenue and not phrase:
            ctx.poser(self.retenue, valeur.nombre, valeur.unite)
        if phrase:
            nom = self.libelle or (ctx.nom(self.valeur.cle) if isinstance(self.valeur, Cle) else "Valeur")
            ctx.signaler(_NIVEAUX[self.portee.lire(ctx)], f"{nom} : {phrase}.", correction)
