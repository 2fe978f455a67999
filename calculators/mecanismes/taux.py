"""`taux`: a part of a whole, in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.formules import Formule, ou, prudente, quotient
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, quantite, sortie
from calculators.quantites import Expression, Litteral
from calculators.trace import Operation

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Taux(Mecanisme):
    """Rapporte une partie à son tout, en pour cent ; sur un tout de zéro, le taux est sans objet.

    Donne toujours une ligne : écrivez « cle » et « libelle ». Il ne s'imbrique pas ; une règle suivante le lit par
    sa clé.

    Exemple :
        genre: taux
        cle: taux_contractualisation_pct
        libelle: Taux de contractualisation
        numerateur: avec_cer
        denominateur: accompagnes
        citation: Taux de contractualisation
    """

    genre = "taux"
    comparees = ("numerateur", "denominateur")
    sorties = ("cle",)
    exigees = ("libelle",)
    cle: str = sortie("la clé sous laquelle le taux est donné", OBLIGATOIRE)
    numerateur: Expression = quantite("la partie")
    denominateur: Expression = quantite("le tout")

    def verifier(self, c: Chargeur) -> None:
        """A rate has a whole that is not 0."""
        c.unites[self.cle] = "%"
        if isinstance(self.denominateur, Litteral) and not self.denominateur.quantite.nombre:
            c.signaler((*self.chemin, "denominateur"), "un taux sur 0 n’existe pas ; donnez le tout de la fiche")

    def evaluer(self, ctx: Contexte) -> None:
        """Give the rate, unrounded so that a target compares it exactly."""
        tout = self.denominateur.lire(ctx)
        if not tout.nombre:
            ctx.donner(self.cle, self.libelle, None, "%", f"sur {tout.texte} : le taux est sans objet")
            return
        partie = self.numerateur.lire(ctx)
        taux = partie.nombre / tout.nombre * 100
        ctx.donner(self.cle, self.libelle, taux, "%", lambda: Operation(f"{partie.facteur} ÷ {tout.facteur}"))

    def transcrire(self, feuille: Feuille) -> None:
        """The rate, « sans objet » over nobody."""
        partie, tout = self.numerateur.formule(feuille), self.denominateur.formule(feuille)
        nul = prudente(f"{tout.compare}=0", tout)
        texte = f'IF({tout.compare}=0,"sans objet",{quotient(partie, tout).texte}*100)'
        taux = Formule(texte, "%").avec(tout, conditions=[ou(nul, partie.connue) if partie.connue else ""])
        feuille.donner(self.cle, self.libelle, taux)
