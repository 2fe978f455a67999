"""`au_plus`: a part never exceeds its whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.champs import NOMBRES
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.mecanisme import Mecanisme
from calculators.mecanismes.somme import Somme
from calculators.nombres import unite_nommee
from calculators.parametres import entree, quantite
from calculators.quantites import Cle, Expression, facultative
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class AuPlus(Mecanisme):
    """Refuse, à côté du champ, une partie plus grande que son tout. Simple logique : la règle ne cite rien.

    À la saisie : le résultat est « erreur_saisie » sur ce champ. Pour une limite que la fiche impose, prenez «
    bornes » (non conforme) ou « plafond » (on paie la limite).

    Exemple :
        genre: au_plus
        champ: avec_cer
        limite: accompagnes
    """

    genre = "au_plus"
    citation_facultative = True
    champ: str = entree("le champ qui porte la partie, un nombre", types=NOMBRES)
    limite: Expression = quantite("le tout")

    def verifier(self, c: Chargeur) -> None:
        """Both are counted in one unit."""
        c.comparables(self.chemin, Cle(self.champ), self.limite)

    def porte_sur(self) -> tuple[str, ...]:
        """The field of the part."""
        return (self.champ,)

    def evaluer(self, ctx: Contexte) -> None:
        """Raise the error of the field."""
        entames = len(ctx.entames)
        partie, limite = ctx.valeur(self.champ), facultative(self.limite, ctx)
        if limite is None or not isinstance(partie, Fraction) or len(ctx.entames) > entames:
            raise Manque("")  # nothing to compare, or the whole isn't whole: neither is asked for on that account
        if partie > limite.nombre:
            tout = ctx.champs.get(limite.cle)
            raison = f"c'est ce que dit « {tout.libelle} »" if tout else "c'est le total de ce que vous avez saisi"
            # What is counted is named by the field: the number is enough.
            au_plus = formater(limite.nombre, unite_nommee(ctx.unites.get(self.champ, "")))
            raise ctx.refuser([self.champ], f"Saisissez {au_plus} au plus ; {raison}.")

    def transcrire(self, feuille: Feuille) -> None:
        """While the part exceeds its whole, nothing that follows is given."""
        partie, limite = feuille.lire(self.champ), self.limite.formule(feuille)
        faute = f"{partie.compare}>{limite.compare}"
        entames = self.limite.entames(feuille) if isinstance(self.limite, Somme) else ()
        connues = partie.avec(limite, conditions=[f"NOT({entame})" for _, entame in entames]).connue
        feuille.refuser(f"{feuille.nom(self.champ)} : au plus son tout", faute, connues)
