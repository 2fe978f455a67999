"""`cible`: a rate against its target."""

from __future__ import annotations

from fractions import Fraction

from calculators.contexte import Contexte
from calculators.mecanisme import Mecanisme
from calculators.parametres import quantite, sortie
from calculators.trace import formater


class Cible(Mecanisme):
    """Dit si un taux atteint sa cible : « atteinte » ou « non_atteinte ». Une cible manquée est une alerte : le
    résultat reste conforme.

    Le taux se compare exact, non arrondi. Si manquer la cible est interdit, prenez « bornes ».

    Exemple :
        genre: cible
        cle: cible_reprise
        libelle: Cible de reprise d'activité
        taux: taux_reprise_pct
        seuil: 30 %
        citation: "Taux de reprise d'activité ou d'emploi : 30%"
    """

    genre = "cible"
    sorties = ("cle",)
    cle = sortie("la clé sous laquelle le verdict est donné")
    taux = quantite("le taux obtenu")
    seuil = quantite("le taux attendu")

    def evaluer(self, ctx: Contexte) -> None:
        """Give `atteinte` or `non_atteinte`; compare the exact rate, not the one shown."""
        taux, seuil = self.taux.lire(ctx), self.seuil.lire(ctx)
        atteinte = taux.nombre >= seuil.nombre
        signe = "≥" if atteinte else "<"
        mots = "atteinte" if atteinte else "non atteinte"
        calcul = f"{taux.texte} {signe} {seuil.texte}"
        ctx.donner(self.cle, self.libelle, "atteinte" if atteinte else "non_atteinte", "", calcul, mots=mots)
        if not atteinte:
            ecart = formater(Fraction(seuil.nombre - taux.nombre))
            ctx.signaler("attention", f"{self.libelle} : {calcul}, soit {ecart} points sous la cible.")
