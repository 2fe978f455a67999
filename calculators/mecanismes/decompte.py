"""`decompte`: a total and its parts, either of which may be given."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.champs import NOMBRES
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import Formule, et, ou
from calculators.mecanisme import Mecanisme
from calculators.parametres import entree, structure
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Decompte(Mecanisme):
    """Un total et ses parties : le total manquant est la somme des parties ; un total qui les contredit est refusé.

    À la saisie : le résultat est « erreur_saisie » sur le champ du total. Total et parties sont des champs.

    Exemple :
        genre: decompte
        total: rdv
        parties: [collectifs, individuels, telephoniques]
    """

    genre = "decompte"
    citation_facultative = True
    total: str = entree("le champ du total", types=NOMBRES)
    parties: list[str] = structure(
        "les champs des parties",
        "une liste de clés de champs",
        lambda c, brut, ou: [
            c.cle_connue(partie, (*ou, rang), types=NOMBRES) for rang, partie in enumerate(c.liste(brut, ou))
        ],
    )

    def porte_sur(self) -> tuple[str, ...]:
        """The field of the total."""
        return (self.total,)

    def evaluer(self, ctx: Contexte) -> None:
        """Complete or check the total; a part that is not given counts for none."""
        donnees = [v for cle in self.parties if isinstance(v := ctx.valeur(cle), Fraction)]
        if not donnees:
            raise Manque(self.total)
        somme, total = sum(donnees, Fraction(0)), ctx.valeur(self.total)
        for partie in self.parties:
            if isinstance(total, Fraction) and isinstance(v := ctx.valeur(partie), Fraction) and v > total:
                raise ctx.refuser([partie], f"Saisissez {formater(total)} au plus, le total, ou corrigez le total.")
        complet = len(donnees) == len(self.parties)
        if isinstance(total, Fraction) and (somme > total or (complet and somme != total)):
            raise ctx.refuser([self.total], f"Le total doit être {formater(somme)}, la somme de ses parties, ou vide.")
        if total is None:
            ctx.poser(self.total, somme)

    def transcrire(self, feuille: Feuille) -> None:
        """The total typed, else the sum of its parts; the two may not contradict each other."""
        total, parties = feuille.lire(self.total), ",".join(feuille.lire(partie).texte for partie in self.parties)
        donnees, complet = f"COUNT({parties})>0", f"COUNT({parties})={len(self.parties)}"
        faute = f"OR(SUM({parties})>{total.texte},AND({complet},SUM({parties})<>{total.texte}))"
        feuille.refuser(f"{feuille.nom(self.total)} : d’accord avec ses parties", faute, et(donnees, total.connue))
        retenu = Formule(f"IF({total.connue},{total.texte},SUM({parties}))", total.unite, exacte=total.exacte)
        retenu = retenu.avec(conditions=[ou(total.connue, donnees)])
        feuille.poser(self.total, retenu, f"{feuille.nom(self.total)} (retenu)")
