"""`duree_renouvelable`: a maximum, renewable so many times."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from calculators.contexte import Contexte, Manque
from calculators.dates import fin_de_duree, formater_date
from calculators.mecanisme import Mecanisme
from calculators.mecanismes.echeances import dire_fin
from calculators.parametres import Chemin, choix, entree, quantite, sortie
from calculators.quantites import Litteral, facultative
from calculators.trace import formater


class DureeRenouvelable(Mecanisme):
    """Durée d'un accompagnement renouvelable : cumul, dépassement, dates de chaque période.

    Un renouvellement commence le lendemain et compte depuis son propre début. Sans durée saisie, les dates sont
    celles de la durée maximale. Les dates ont pour clés fin_1, debut_2, fin_2…

    Exemple :
        genre: duree_renouvelable
        duree: duree_mois
        maximum: 6 mois
        renouvellements: renouvellements
        renouvellements_max: 1
        debut: debut
        convention: H-DATE
        cumul: cumul_mois
        cumul_max: cumul_max_mois
        depassement: depassement_mois
        citation: maximum 6 mois, renouvelable une fois
    """

    genre = "duree_renouvelable"
    sorties = ("cumul", "cumul_max", "depassement")
    duree = quantite("la durée d’une période, en mois")
    maximum = quantite("la durée maximale d’une période")
    renouvellements = quantite("le nombre de renouvellements")
    renouvellements_max = quantite("le nombre de renouvellements admis")
    debut = entree("le champ de la date de début")
    convention = choix("comment s’achève une durée en mois", "veille", "meme_quantieme", defaut="veille")
    cumul = sortie("la clé de la durée cumulée")
    cumul_max = sortie("la clé de la durée cumulée maximale")
    depassement = sortie("la clé du dépassement")

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        fois = self.renouvellements_max
        for rang in range(1, int(fois.quantite.nombre) + 2 if isinstance(fois, Litteral) else 2):
            for cle in (f"debut_{rang}", f"fin_{rang}"):
                chargeur.declarer(cle)

    def evaluer(self, ctx: Contexte) -> None:
        """Check the lengths, then lay the periods on the calendar."""
        duree, renouvellements = facultative(self.duree, ctx), facultative(self.renouvellements, ctx)
        maximum, fois = self.maximum.lire(ctx), self.renouvellements_max.lire(ctx)
        debut = ctx.valeur(self.debut)
        if not ctx.saisies:
            raise Manque(self.debut)
        repetitions = renouvellements.nombre if renouvellements else Fraction(0)
        if repetitions > fois.nombre:
            ctx.signaler(
                "bloquant",
                f"{formater(repetitions)} renouvellements demandés, {fois.texte} au plus.",
                f"Ramenez le nombre de renouvellements à {fois.texte}.",
            )
        if duree and duree.nombre > maximum.nombre:
            ctx.signaler(
                "bloquant",
                f"Une période de {duree.texte} dépasse le maximum de {maximum.texte}.",
                f"Ramenez la période à {maximum.texte}.",
            )
        cumul_max = maximum.nombre * (1 + fois.nombre)
        if duree:
            cumul = duree.nombre * (1 + repetitions)
            depassement = max(cumul - cumul_max, duree.nombre - maximum.nombre, Fraction(0))
            ctx.donner(
                self.cumul, "Durée cumulée", cumul, "mois", f"{duree.texte} × {formater(1 + repetitions, 'périodes')}"
            )
            calcul = f"au-delà de {maximum.texte} par période ou de {formater(cumul_max, 'mois')} en tout"
            ctx.donner(self.depassement, "Dépassement", depassement, "mois", calcul)
        calcul = f"{maximum.texte} × {formater(1 + fois.nombre, 'périodes')}"
        ctx.donner(self.cumul_max, "Durée cumulée maximale", cumul_max, "mois", calcul)
        if isinstance(debut, date):
            self._dater(ctx, debut, (duree or maximum).nombre, int(min(repetitions, fois.nombre)))

    def _dater(self, ctx: Contexte, debut: date, mois: Fraction, renouvellements: int) -> None:
        meme = self.convention.lire(ctx) == "meme_quantieme"
        for rang in range(1, renouvellements + 2):
            nom = f"la période n° {rang}" if renouvellements else "l'accompagnement"
            if rang > 1:
                veille, debut = debut, fin_de_duree(debut, int(mois), meme) + timedelta(days=1)
                calcul = f"le lendemain de la fin de la période commencée le {formater_date(veille)}"
                ctx.donner(f"debut_{rang}", f"Début de {nom}", debut, "", calcul)
            fin = fin_de_duree(debut, int(mois), meme)
            ctx.donner(f"fin_{rang}", f"Fin de {nom}", fin, "", dire_fin(debut, mois, meme))
