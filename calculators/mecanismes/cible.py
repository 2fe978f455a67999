"""`cible`: a rate against its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculators.contexte import Contexte
from calculators.formules import et
from calculators.mecanisme import Mecanisme
from calculators.nombres import accorder, arrondir, formater_nombre
from calculators.parametres import OBLIGATOIRE, Chemin, quantite, sortie
from calculators.quantites import Litteral

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


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
    libelle_obligatoire = True
    cle = sortie("la clé sous laquelle le verdict est donné", OBLIGATOIRE)
    taux = quantite("le taux obtenu")
    seuil = quantite("le taux attendu")

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        if isinstance(self.seuil, Litteral) and self.seuil.quantite.unite != "%":
            chargeur.signaler((*chemin, "seuil"), "un taux se compare à un taux ; écrivez-le en pour cent, comme 30 %")

    def evaluer(self, ctx: Contexte) -> None:
        """Give `atteinte` or `non_atteinte`; compare the exact rate, not the one shown."""
        taux, seuil = self.taux.lire(ctx), self.seuil.lire(ctx)
        if taux.nombre >= seuil.nombre:
            ctx.donner(self.cle, self.libelle, "atteinte", "", f"{taux.texte} ≥ {seuil.texte}", mots="atteinte")
            return
        # As many decimals as it takes for the two to differ: 29,997 % < 30 %.
        decimales = next((n for n in range(2, 9) if arrondir(taux.nombre, n) != arrondir(seuil.nombre, n)), 9)
        obtenu, ecart = (
            formater_nombre(nombre, decimales).rstrip("0").rstrip(",") if decimales > 2 else formater_nombre(nombre)
            for nombre in (taux.nombre, seuil.nombre - taux.nombre)
        )
        calcul = f"{obtenu} % < {seuil.texte}"
        ctx.donner(self.cle, self.libelle, "non_atteinte", "", calcul, mots="non atteinte")
        points = accorder("points", seuil.nombre - taux.nombre)
        ctx.signaler("attention", f"{self.libelle} : {calcul}, soit {ecart} {points} sous la cible.")

    def transcrire(self, feuille: Feuille) -> None:
        """« atteinte » or « non atteinte »."""
        taux, seuil = self.taux.formule(feuille), self.seuil.formule(feuille)
        texte = f'IF({taux.compare}>={seuil.compare},"atteinte","non atteinte")'
        feuille.dire(self.cle, self.libelle, texte, et(taux.connue, seuil.connue))
