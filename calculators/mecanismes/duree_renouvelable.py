"""`duree_renouvelable`: a length, renewable, within limits; and its periods on the calendar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.dates import DUREES, formater_date
from calculators.durees import PERIODES_DATEES, Durees, durees, enchainer, etendue
from calculators.erreurs import Manque
from calculators.mecanisme import Mecanisme
from calculators.mecanismes.echeances import dire_fin
from calculators.parametres import convention, entree_date, quantite, sortie, temps
from calculators.quantites import Cle, Expression, Litteral, Quantite, facultative
from calculators.renouvellements import Limites, additionner, lire_limite
from calculators.trace import formater
from calculators.typographie import guillemets

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur


class DureeRenouvelable(Mecanisme):
    """Durée d'un accompagnement renouvelable : cumul, dépassement, dates de chaque période.

    Toutes les limites sont facultatives : « minimum » et « maximum » d'une période, « renouvellements_max »,
    « total_max » de toutes les périodes ensemble. « duree_renouvellement » : chaque renouvellement a cette durée, et
    non celle de la première période (« 6 mois, renouvelable une fois pour 3 mois »). Un renouvellement commence le
    lendemain et compte depuis son propre début. Sans durée saisie, les dates sont celles de la durée maximale. Les
    dates ont pour clés fin_1, debut_2, fin_2… Tout se compte dans une seule unité, en nombres entiers : des mois, des
    semaines ou des jours.

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
    sorties = ("cumul", "cumul_max", "depassement", "fin")
    duree: Expression = quantite("la durée d’une période")
    minimum: Expression | None = temps("la durée minimale d’une période", None, unites=DUREES)
    maximum: Expression | None = temps("la durée maximale d’une période", None, unites=DUREES)
    renouvellements: Expression | None = quantite("le nombre de renouvellements", None)
    renouvellements_max: Expression | None = quantite("les renouvellements admis (sans limite s’il manque)", None)
    duree_renouvellement: Expression | None = temps(
        "la durée d’un renouvellement, si elle n’est pas celle d’une période", None, DUREES
    )
    total_max: Expression | None = temps("la durée maximale de toutes les périodes ensemble", None, unites=DUREES)
    debut: str = entree_date("le champ de la date de début", "")
    convention: Choix = convention()
    cumul: str = sortie("la clé de la durée cumulée")
    cumul_max: str = sortie("la clé de la durée cumulée maximale")
    depassement: str = sortie("la clé du dépassement")
    fin: str = sortie("la clé de la fin de la dernière période, transmise aux règles suivantes (une carence)")

    def verifier(self, c: Chargeur) -> None:
        """Limits are in order and in the unit of the length; renewals are counted whole."""
        c.ordonnes(self.chemin, self.minimum, self.maximum)
        unites = [unite for e in (self.duree, *self._limites) if e is not None and (unite := c.unite(e))]
        self._unite = unites[0] if unites else "mois"
        if self._unite not in ("mois", "semaines", "jours"):
            quoi = f"la durée est en {self._unite}, cette règle compte en mois, en semaines ou en jours"
            c.signaler((*self.chemin, "duree"), f"{quoi} ; demandez-la ainsi")
        elif autre := next((unite for unite in unites if unite != self._unite), ""):
            quoi = f"la durée est en {self._unite}, une limite en {autre}"
            c.signaler((*self.chemin, "duree"), f"{quoi} ; comptez tout dans la même unité")
        fois = self.renouvellements_max
        if isinstance(fois, Litteral) and (fois.quantite.unite or fois.quantite.nombre.denominator != 1):
            dite = guillemets(formater(fois.quantite.nombre, fois.quantite.unite))
            suite = "n’est pas un nombre de fois ; écrivez un nombre entier, sans unité"
            c.signaler((*self.chemin, "renouvellements_max"), f"{dite} {suite}")
        for cle in self._dates:
            c.declarer(cle, self.chemin)

    @property
    def _dates(self) -> list[str]:
        """Keys of the first and last days of the periods, which two rules on one length may both lay down."""
        fois = self.renouvellements_max
        periodes = int(fois.quantite.nombre) + 1 if isinstance(fois, Litteral) else PERIODES_DATEES
        rangs = range(1, min(periodes, PERIODES_DATEES) + 1) if self.debut else ()
        return [f"{bout}_{rang}" for rang in rangs for bout in ("debut", "fin")]

    @property
    def _limites(self) -> list[Expression | None]:
        return [self.minimum, self.maximum, self.duree_renouvellement, self.total_max]

    def pose_des_dates(self) -> bool:
        """Its periods, where it knows the first day."""
        return bool(self.debut)

    def durees(self) -> Durees | None:
        """The lengths of a period, how many there may be, how long they may last together."""
        if not isinstance(self.duree, Cle):
            return None
        minimum, maximum, suivante, total = map(etendue, self._limites)
        fois = etendue(self.renouvellements_max)
        return durees(
            self.duree.cle,
            self.citation,
            minimum,
            maximum,
            renouvellements=self.renouvellements.cle if isinstance(self.renouvellements, Cle) else "",
            periodes=min(int(max(fois)) + 1 if fois else PERIODES_DATEES, PERIODES_DATEES),
            total=int(max(total)) if total else None,
            suivante=int(max(suivante)) if suivante else None,
        )

    def evaluer(self, ctx: Contexte) -> None:
        """Check the lengths, then lay the periods on the calendar."""
        if not ctx.saisies:
            raise Manque(self.debut)
        inegales = self._periodes_inegales(ctx)
        duree = None if inegales else facultative(self.duree, ctx)
        demandes = facultative(self.renouvellements, ctx)
        repetitions = Fraction(len(inegales) - 1) if inegales else demandes.nombre if demandes else Fraction(0)
        fois = facultative(self.renouvellements_max, ctx)
        minimum, maximum, suivante, total = (lire_limite(limite, self._unite, ctx) for limite in self._limites)
        longueurs_connues = suivante or not self.duree_renouvellement
        limites = Limites(self._unite, minimum, maximum, suivante, total, fois if longueurs_connues else None)
        if repetitions and self.duree_renouvellement and not (inegales or limites.suivante):
            self.duree_renouvellement.lire(ctx)
        if fois and repetitions > fois.nombre:
            faute = f"{formater(repetitions, 'renouvellements')}, pour {fois.texte} au plus."
            ctx.signaler("bloquant", faute, f"Revenez à {fois.texte}.")
        periodes, cumul_max = inegales or ([duree] if duree else []), limites.cumul_max
        for faute, remede in limites.fautes(periodes):
            ctx.signaler("bloquant", faute, remede)
        if periodes:
            self._cumuler(ctx, limites, periodes, additionner(inegales) or limites.cumuler(periodes[0], repetitions))
        if cumul_max and self.cumul_max:
            ctx.donner(self.cumul_max, "Durée cumulée maximale", cumul_max.nombre, self._unite, cumul_max.calcul)
        debut, premiere = ctx.valeur(self.debut), duree or limites.maximum
        if self.debut and debut is None:
            ctx.attendre([self.fin, *self._dates], self.debut)
        if not inegales and premiere:
            periodes = [premiere, *[limites.suivante or premiere] * (PERIODES_DATEES - 1)]
        if isinstance(debut, date) and periodes:
            nombre = 1 + int(min(repetitions, fois.nombre if fois else repetitions, Fraction(PERIODES_DATEES - 1)))
            self._dater(ctx, debut, [int(periode.nombre) for periode in periodes[:nombre]])
            if cumul_max:
                self._limiter(ctx, debut, limites, cumul_max)

    def _periodes_inegales(self, ctx: Contexte) -> list[Quantite]:
        """The length of each period, where the reader gave them one by one."""
        saisie = ctx.valeur(self.duree.cle) if isinstance(self.duree, Cle) else None
        longueurs = saisie if isinstance(saisie, tuple) else ()
        return [Quantite(longueur, self._unite) for longueur in longueurs if isinstance(longueur, Fraction)]

    def _cumuler(self, ctx: Contexte, limites: Limites, periodes: list[Quantite], cumul: Quantite) -> None:
        """Give the sum of all periods, and what exceeds: the longest one, or their sum."""
        exces, cumul_max = limites.exces(periodes), limites.cumul_max
        if cumul_max:
            if cumul.nombre > cumul_max.nombre and max(exces, default=0) <= 0:
                dits = [formater(somme.nombre, self._unite) for somme in (cumul, cumul_max)]
                ctx.signaler("bloquant", "{} en tout dépassent la limite de {}.".format(*dits), f"Revenez à {dits[1]}.")
            exces.append(cumul.nombre - cumul_max.nombre)
        if self.cumul:
            ctx.donner(self.cumul, "Durée cumulée", cumul.nombre, self._unite, cumul.calcul)
        if self.depassement and exces:
            exces.append(Fraction(0))
            ctx.donner(self.depassement, "Dépassement", max(exces), self._unite, f"au-delà {limites.dire()}")

    def _dater(self, ctx: Contexte, debut: date, longueurs: list[int]) -> None:
        meme, veille, seule = self.convention.lire(ctx) == "meme_quantieme", debut, len(longueurs) == 1
        for rang, (premier, fin) in enumerate(enchainer(debut, longueurs, self._unite, meme), start=1):
            nom = "l'accompagnement" if seule else f"la période n° {rang}"
            if rang > 1:
                calcul = f"le lendemain de la fin de la période commencée le {formater_date(veille)}"
                ctx.donner(f"debut_{rang}", f"Début de {nom}", premier, "", calcul)
            duree = formater(Fraction(longueurs[rang - 1]), self._unite)
            ctx.donner(f"fin_{rang}", f"Fin de {nom}", fin, "", dire_fin(premier, duree, self._unite, fin, meme))
            libelle = "Accompagnement" if seule else f"Période n° {rang}"
            ctx.inscrire(f"periode_{rang}", libelle, premier, fin, piste="périodes", duree=duree)
            veille = premier
        if self.fin:
            ctx.poser(self.fin, fin)

    def _limiter(self, ctx: Contexte, debut: date, limites: Limites, cumul_max: Quantite) -> None:
        """The last day that the limits admit: as many of the longest periods as it takes, one after the other."""
        meme = self.convention.lire(ctx) == "meme_quantieme"
        if fins := [fin for _, fin in enchainer(debut, limites.plus_longues(), self._unite, meme)]:
            libelle = f"Fin au plus tard ({formater(cumul_max.nombre, self._unite)} en tout)"
            ctx.inscrire("fin_au_plus_tard", libelle, fins[-1], limite=True)
