"""`duree_renouvelable`: a length, renewable, within limits; and its periods on the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from calculators.contexte import Contexte, Manque
from calculators.dates import fin_de_duree, formater_date
from calculators.mecanisme import Mecanisme
from calculators.mecanismes.echeances import dire_fin
from calculators.parametres import Chemin, choix, entree, quantite, sortie, temps
from calculators.quantites import Litteral, Quantite, facultative
from calculators.trace import formater

_PERIODES_DATEES = 12
"""The most periods that are laid on the calendar."""


class DureeRenouvelable(Mecanisme):
    """Durée d'un accompagnement renouvelable : cumul, dépassement, dates de chaque période.

    Toutes les limites sont facultatives : « minimum » et « maximum » d'une période, « renouvellements_max »,
    « total_max » de toutes les périodes ensemble. Un renouvellement commence le lendemain et compte depuis son propre
    début. Sans durée saisie, les dates sont celles de la durée maximale. Les dates ont pour clés fin_1, debut_2,
    fin_2… Les durées sont des mois entiers.

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
    minimum = temps("la durée minimale d’une période", None)
    maximum = temps("la durée maximale d’une période", None)
    renouvellements = quantite("le nombre de renouvellements", None)
    renouvellements_max = quantite("le nombre de renouvellements admis (sans limite s’il manque)", None)
    total_max = temps("la durée maximale de toutes les périodes ensemble", None)
    debut = entree("le champ de la date de début", "")
    convention = choix("comment s’achève une durée en mois", "veille", "meme_quantieme", defaut="veille")
    cumul = sortie("la clé de la durée cumulée")
    cumul_max = sortie("la clé de la durée cumulée maximale")
    depassement = sortie("la clé du dépassement")

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        fois = self.renouvellements_max
        periodes = int(fois.quantite.nombre) + 1 if isinstance(fois, Litteral) else _PERIODES_DATEES
        for rang in range(1, min(periodes, _PERIODES_DATEES) + 1):
            chargeur.declarer(f"debut_{rang}")
            chargeur.declarer(f"fin_{rang}")

    def evaluer(self, ctx: Contexte) -> None:
        """Check the lengths, then lay the periods on the calendar."""
        if not ctx.saisies:
            raise Manque(self.debut)
        duree, minimum = facultative(self.duree, ctx), facultative(self.minimum, ctx)
        maximum, fois = facultative(self.maximum, ctx), facultative(self.renouvellements_max, ctx)
        demandes = facultative(self.renouvellements, ctx)
        repetitions = demandes.nombre if demandes else Fraction(0)
        if fois and repetitions > fois.nombre:
            _refuser(ctx, f"{formater(repetitions, 'renouvellements')}, pour {fois.texte} au plus", fois)
        if duree and maximum and duree.nombre > maximum.nombre:
            _refuser(ctx, f"Une période de {duree.texte} dépasse le maximum de {maximum.texte}", maximum)
        if duree and minimum and duree.nombre < minimum.nombre:
            _refuser(ctx, f"Une période de {duree.texte} est sous le minimum de {minimum.texte}", minimum)
        cumul_max = self._cumul_max(ctx, maximum, fois)
        if duree:
            self._cumuler(ctx, duree, 1 + repetitions, maximum, cumul_max)
        if cumul_max and self.cumul_max:
            ctx.donner(self.cumul_max, "Durée cumulée maximale", cumul_max.nombre, "mois", cumul_max.calcul)
        debut, periode = ctx.valeur(self.debut), duree or maximum
        if isinstance(debut, date) and periode:
            admises = fois.nombre if fois else repetitions
            self._dater(ctx, debut, periode.nombre, int(min(repetitions, admises, Fraction(_PERIODES_DATEES - 1))))

    def _cumul_max(self, ctx: Contexte, maximum: Quantite | None, fois: Quantite | None) -> Quantite | None:
        """The longest that all periods may last together, where a clause or the product of two gives it."""
        total = facultative(self.total_max, ctx)
        if maximum is None or fois is None:
            return total
        periodes = 1 + fois.nombre
        produit = Quantite(
            maximum.nombre * periodes, "mois", lambda: f"{maximum.texte} × {formater(periodes, 'périodes')}"
        )
        return min((limite for limite in (total, produit) if limite), key=lambda limite: limite.nombre)

    def _cumuler(
        self,
        ctx: Contexte,
        duree: Quantite,
        periodes: Fraction,
        maximum: Quantite | None,
        cumul_max: Quantite | None,
    ) -> None:
        cumul = duree.nombre * periodes
        exces = [duree.nombre - maximum.nombre] if maximum else []
        if cumul_max:
            exces.append(cumul - cumul_max.nombre)
            if cumul > cumul_max.nombre and duree.nombre <= (maximum or duree).nombre:
                limite = formater(cumul_max.nombre, "mois")
                _refuser(ctx, f"{formater(cumul, 'mois')} en tout dépassent la limite de {limite}", cumul_max)
        if self.cumul:
            calcul = f"{duree.texte} × {formater(periodes, 'périodes')}"
            ctx.donner(self.cumul, "Durée cumulée", cumul, "mois", calcul)
        if self.depassement and exces:
            limites = [f"{maximum.texte} par période"] if maximum else []
            limites += [f"{formater(cumul_max.nombre, 'mois')} en tout"] if cumul_max else []
            depassement = max(*exces, Fraction(0))
            ctx.donner(self.depassement, "Dépassement", depassement, "mois", f"au-delà de {' ou de '.join(limites)}")

    def _dater(self, ctx: Contexte, debut: date, mois: Fraction, renouvellements: int) -> None:
        meme = self.convention.lire(ctx) == "meme_quantieme"
        for rang in range(1, renouvellements + 2):
            nom = f"la période n° {rang}" if renouvellements else "l'accompagnement"
            if rang > 1:
                veille, debut = debut, fin_de_duree(debut, int(mois), meme) + timedelta(days=1)
                calcul = f"le lendemain de la fin de la période commencée le {formater_date(veille)}"
                ctx.donner(f"debut_{rang}", f"Début de {nom}", debut, "", calcul)
            fin = fin_de_duree(debut, int(mois), meme)
            ctx.donner(f"fin_{rang}", f"Fin de {nom}", fin, "", dire_fin(debut, f"{mois} mois", meme))


def _refuser(ctx: Contexte, faute: str, limite: Quantite) -> None:
    ctx.signaler("bloquant", f"{faute}.", f"Revenez à {formater(limite.nombre, limite.unite)}.")
