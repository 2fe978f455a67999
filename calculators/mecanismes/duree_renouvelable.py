"""`duree_renouvelable`: a length, renewable, within limits; and its periods on the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from calculators.contexte import Contexte, Manque
from calculators.dates import fin_de_duree, formater_date
from calculators.durees import PERIODES_DATEES, Durees, durees, etendue, exiger_entier
from calculators.mecanisme import Mecanisme
from calculators.mecanismes.echeances import dire_fin
from calculators.parametres import Chemin, choix, entree_date, quantite, sortie, temps
from calculators.quantites import Cle, Litteral, Quantite, facultative
from calculators.trace import Operation, formater


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
    sorties = ("cumul", "cumul_max", "depassement", "fin")
    duree = quantite("la durée d’une période, en mois")
    minimum = temps("la durée minimale d’une période", None)
    maximum = temps("la durée maximale d’une période", None)
    renouvellements = quantite("le nombre de renouvellements", None)
    renouvellements_max = quantite("le nombre de renouvellements admis (sans limite s’il manque)", None)
    total_max = temps("la durée maximale de toutes les périodes ensemble", None)
    debut = entree_date("le champ de la date de début", "")
    convention = choix("comment s’achève une durée en mois", "veille", "meme_quantieme", defaut="veille")
    cumul = sortie("la clé de la durée cumulée")
    cumul_max = sortie("la clé de la durée cumulée maximale")
    depassement = sortie("la clé du dépassement")
    fin = sortie("la clé de la fin de la dernière période, transmise aux règles suivantes (une carence)")

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        chargeur.ordonnes(chemin, self.minimum, self.maximum)
        if (unite := chargeur.unite(self.duree)) not in (None, "", "mois"):
            quoi = f"la durée est en {unite}, cette règle compte en mois"
            chargeur.signaler((*chemin, "duree"), f"{quoi} ; demandez-la en mois")
        for nom in ("minimum", "maximum", "total_max", "renouvellements_max"):
            exiger_entier(chargeur, getattr(self, nom), (*chemin, nom))
        fois = self.renouvellements_max
        periodes = int(fois.quantite.nombre) + 1 if isinstance(fois, Litteral) else PERIODES_DATEES
        for rang in range(1, min(periodes, PERIODES_DATEES) + 1):
            chargeur.declarer(f"debut_{rang}")
            chargeur.declarer(f"fin_{rang}")

    def pose_des_dates(self) -> bool:
        """Its periods, where it knows the first day."""
        return bool(self.debut)

    def durees(self) -> Durees | None:
        """The lengths of a period, how many there may be, how long they may last together."""
        if not isinstance(self.duree, Cle):
            return None
        fois, total = etendue(self.renouvellements_max), etendue(self.total_max)
        return durees(
            self.duree.cle,
            self.citation,
            etendue(self.minimum),
            etendue(self.maximum),
            renouvellements=self.renouvellements.cle if isinstance(self.renouvellements, Cle) else "",
            periodes=min(int(max(fois)) + 1 if fois else PERIODES_DATEES, PERIODES_DATEES),
            total=int(max(total)) if total else None,
        )

    def evaluer(self, ctx: Contexte) -> None:
        """Check the lengths, then lay the periods on the calendar."""
        if not ctx.saisies:
            raise Manque(self.debut)
        minimum, maximum = facultative(self.minimum, ctx), facultative(self.maximum, ctx)
        fois = facultative(self.renouvellements_max, ctx)
        inegales = self._periodes_inegales(ctx)
        duree = None if inegales else facultative(self.duree, ctx)
        demandes = facultative(self.renouvellements, ctx)
        repetitions = Fraction(len(inegales) - 1) if inegales else demandes.nombre if demandes else Fraction(0)
        if fois and repetitions > fois.nombre:
            _refuser(ctx, f"{formater(repetitions, 'renouvellements')}, pour {fois.texte} au plus", fois)
        longueurs = inegales or ([duree] if duree else [])
        for longueur in {longueur.nombre: longueur for longueur in longueurs}.values():
            if maximum and longueur.nombre > maximum.nombre:
                _refuser(ctx, f"Une période de {longueur.texte} dépasse le maximum de {maximum.texte}", maximum)
            if minimum and longueur.nombre < minimum.nombre:
                _refuser(ctx, f"Une période de {longueur.texte} est sous le minimum de {minimum.texte}", minimum)
        cumul_max = self._cumul_max(ctx, maximum, fois)
        if inegales:
            somme = Quantite(sum((un.nombre for un in inegales), Fraction(0)), "mois")
            somme.calcul = Operation(" + ".join(un.texte for un in inegales))
            self._cumuler(ctx, somme, max(un.nombre for un in inegales), maximum, cumul_max)
        elif duree:
            calcul = Operation(f"{duree.texte} × {formater(1 + repetitions, 'périodes')}")
            somme = Quantite(duree.nombre * (1 + repetitions), "mois", calcul)
            self._cumuler(ctx, somme, duree.nombre, maximum, cumul_max)
        if cumul_max and self.cumul_max:
            ctx.donner(self.cumul_max, "Durée cumulée maximale", cumul_max.nombre, "mois", cumul_max.calcul)
        debut, periode = ctx.valeur(self.debut), duree or maximum
        suite = inegales or ([periode] * PERIODES_DATEES if periode else [])
        if isinstance(debut, date) and suite:
            admises = fois.nombre if fois else repetitions
            nombre = int(min(repetitions, admises, Fraction(PERIODES_DATEES - 1))) + 1
            self._dater(ctx, debut, [int(un.nombre) for un in suite[:nombre]])
            if cumul_max:
                self._limiter(ctx, debut, cumul_max, maximum)

    def _periodes_inegales(self, ctx: Contexte) -> list[Quantite]:
        """The length of each period, where the reader gave them one by one."""
        saisie = ctx.valeur(self.duree.cle) if isinstance(self.duree, Cle) else None
        return [Quantite(un, "mois") for un in saisie if isinstance(un, Fraction)] if isinstance(saisie, tuple) else []

    def _cumul_max(self, ctx: Contexte, maximum: Quantite | None, fois: Quantite | None) -> Quantite | None:
        """The longest that all periods may last together, where a clause or the product of two gives it."""
        total = facultative(self.total_max, ctx)
        if maximum is None or fois is None:
            return total
        periodes = 1 + fois.nombre
        produit = Quantite(
            maximum.nombre * periodes, "mois", lambda: Operation(f"{maximum.texte} × {formater(periodes, 'périodes')}")
        )
        return min((limite for limite in (total, produit) if limite), key=lambda limite: limite.nombre)

    def _cumuler(
        self,
        ctx: Contexte,
        cumul: Quantite,
        longue: Fraction,
        maximum: Quantite | None,
        cumul_max: Quantite | None,
    ) -> None:
        """Give the sum of all periods, and what exceeds: the longest one, or their sum."""
        exces = [longue - maximum.nombre] if maximum else []
        if cumul_max:
            exces.append(cumul.nombre - cumul_max.nombre)
            if cumul.nombre > cumul_max.nombre and longue <= (maximum.nombre if maximum else longue):
                limite = formater(cumul_max.nombre, "mois")
                _refuser(ctx, f"{formater(cumul.nombre, 'mois')} en tout dépassent la limite de {limite}", cumul_max)
        if self.cumul:
            ctx.donner(self.cumul, "Durée cumulée", cumul.nombre, "mois", cumul.calcul)
        if self.depassement and exces:
            limites = [f"{maximum.texte} par période"] if maximum else []
            limites += [f"{formater(cumul_max.nombre, 'mois')} en tout"] if cumul_max else []
            depassement = max(*exces, Fraction(0))
            ctx.donner(self.depassement, "Dépassement", depassement, "mois", f"au-delà de {' ou de '.join(limites)}")

    def _dater(self, ctx: Contexte, debut: date, longueurs: list[int]) -> None:
        meme, fin = self.convention.lire(ctx) == "meme_quantieme", debut
        for rang, mois in enumerate(longueurs, start=1):
            nom = f"la période n° {rang}" if len(longueurs) > 1 else "l'accompagnement"
            if rang > 1:
                veille, debut = debut, fin + timedelta(days=1)
                calcul = f"le lendemain de la fin de la période commencée le {formater_date(veille)}"
                ctx.donner(f"debut_{rang}", f"Début de {nom}", debut, "", calcul)
            fin, duree = fin_de_duree(debut, mois, meme), formater(Fraction(mois), "mois")
            ctx.donner(f"fin_{rang}", f"Fin de {nom}", fin, "", dire_fin(debut, f"{mois} mois", meme))
            libelle = f"Période n° {rang}" if len(longueurs) > 1 else "Accompagnement"
            ctx.inscrire(f"periode_{rang}", libelle, debut, fin, piste="périodes", duree=duree)
        if self.fin:
            ctx.poser(self.fin, fin)

    def _limiter(self, ctx: Contexte, debut: date, cumul_max: Quantite, maximum: Quantite | None) -> None:
        """The last day that the limits admit: as many of the longest periods as it takes, one after the other."""
        meme, reste, jour = self.convention.lire(ctx) == "meme_quantieme", int(cumul_max.nombre), debut
        pas = int(maximum.nombre) if maximum else reste
        while reste > 0 and pas > 0:
            fin = fin_de_duree(jour, min(pas, reste), meme)
            reste, jour = reste - pas, fin + timedelta(days=1)
        if jour > debut:
            libelle = f"Fin au plus tard ({formater(cumul_max.nombre, 'mois')} en tout)"
            ctx.inscrire("fin_au_plus_tard", libelle, fin, limite=True)


def _refuser(ctx: Contexte, faute: str, limite: Quantite) -> None:
    ctx.signaler("bloquant", f"{faute}.", f"Revenez à {formater(limite.nombre, limite.unite)}.")
