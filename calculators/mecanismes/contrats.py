"""`contrats`: one person's contracts over a full year."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.dates import fin_de_duree, formater_date, mois_entiers, mois_et_jours
from calculators.erreurs import Manque
from calculators.formules import Intraduisible
from calculators.mecanisme import Mecanisme
from calculators.parametres import choix, convention, depot, entree, sortie, temps
from calculators.quantites import Expression
from calculators.saisie import Periode
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Contrats(Mecanisme):
    """Contrats successifs d'une personne : couvrent-ils une année pleine sans rupture ?

    Donne les jours de rupture (non conforme s'il y en a), et transmet aux règles suivantes une personne, ses
    ruptures et ses mois couverts, sous les clés de trois champs du formulaire. « annee » : glissante (12 mois depuis
    le premier jour) ou civile (la première que les contrats couvrent, sinon celle du premier jour). « mois » compte du
    premier au dernier jour couvert, « mois_rupture » sans la rupture, comptée en mois et jours : c'est à la règle de
    paiement de dire ce qu'elle fait perdre. Le champ des contrats est de type periodes.

    Exemple :
        genre: contrats
        contrats: cer
        pleine: 12 mois
        annee: H-ANNEE
        convention: H-DATE
        rupture_jours: rupture_jours
        personnes: personnes
        ruptures: ruptures
        mois: mois
        mois_rupture: mois_rupture
        citation: sur une année pleine sans rupture de CER
    """

    genre = "contrats"
    sorties = ("rupture_jours",)
    depots = ("personnes", "ruptures", "mois", "mois_rupture")
    contrats: str = entree("le champ des contrats", types=("periodes",))
    pleine: Expression = temps("la période pleine")
    annee: Choix = choix("d’où se compte l’année", "glissante", "civile", defaut="glissante")
    portee: Choix = choix(
        "ce que vaut une rupture : obligation rompue, ou simple conseil", "obligation", "conseil", defaut="obligation"
    )
    convention: Choix = convention()
    rupture_jours: str = sortie("la clé des jours de rupture")
    personnes: str = depot("le champ du nombre de personnes")
    ruptures: str = depot("le champ du nombre de ruptures")
    mois: str = depot("le champ des mois accompagnés")
    mois_rupture: str = depot("le champ des mois accompagnés d’une personne en rupture")

    def evaluer(self, ctx: Contexte) -> None:
        """Count the uncovered days between contracts, and the months covered."""
        saisis = ctx.valeur(self.contrats)
        periodes = [c for c in saisis if isinstance(c, tuple)] if isinstance(saisis, tuple) else []
        contrats = _joindre(periodes)
        if not contrats:
            raise Manque(self.contrats)
        pleine, meme = int(self.pleine.lire(ctx).nombre), self.convention.lire(ctx) == "meme_quantieme"
        debut, limite = self._annee(ctx, contrats, pleine, meme)
        if contrats[-1][1] > limite or contrats[0][0] < debut:
            ctx.signaler(
                "info", f"Le calcul porte sur l'année qui finit le {formater_date(limite)} ; le reste est à part."
            )
        trous = _trous(contrats, debut, limite)
        autres = [d for d, f in contrats[1:] if d > debut and fin_de_duree(d, pleine, meme) <= f]
        if trous and autres:
            autre = f"du {formater_date(autres[0])} au {formater_date(fin_de_duree(autres[0], pleine, meme))}"
            ctx.signaler(
                "info", f"L'année {autre} est pleine et sans rupture : pour elle, saisissez ses contrats seuls."
            )
        contrats = [(max(d, debut), min(f, limite)) for d, f in contrats if d <= limite and f >= debut]
        debut_couvert, fin_couverte = contrats[0][0], max(contrats[-1][1], *(fin for _, fin in trous), debut)
        manquants = sum((fin - premier).days + 1 for premier, fin in trous)
        entiere = (debut_couvert, fin_couverte) == (debut, limite)
        couverts = pleine if entiere else mois_entiers(debut_couvert, fin_couverte, meme)
        if any(d2 <= f1 for (_, f1), (d2, _) in pairwise(sorted(periodes))):
            ctx.signaler("info", "Des contrats se chevauchent : les jours communs ne comptent qu'une fois.")
        calcul = f"jours sans contrat entre le {formater_date(debut_couvert)} et le {formater_date(fin_couverte)}"
        ctx.donner(self.rupture_jours, "Rupture de contrat", Fraction(manquants), "jours", calcul)
        if manquants:
            ctx.signaler(
                "bloquant" if self.portee.lire(ctx) == "obligation" else "attention",
                f"Le contrat est rompu pendant {formater(Fraction(manquants), 'jours')} avant le"
                f" {formater_date(limite)}, fin de l'année pleine.",
                "Un contrat qui commence le lendemain de la fin du précédent ne fait pas de rupture.",
            )
        ctx.poser(self.personnes, Fraction(1))
        ctx.poser(self.ruptures, Fraction(int(bool(manquants and couverts))))  # under a month, nothing is left to lose
        ctx.poser(self.mois, Fraction(couverts))
        perdus = sum((mois_et_jours(premier, fin, meme) for premier, fin in trous), Fraction(0))
        ctx.poser(self.mois_rupture, max(Fraction(0), couverts - perdus))

    def _annee(self, ctx: Contexte, contrats: list[Periode], pleine: int, meme: bool) -> Periode:
        """The year that is judged: from the first day of the first contract, or the first calendar year wholly covered.

        Where no calendar year is, it is that of the first day.
        """
        if self.annee.lire(ctx) != "civile":
            return contrats[0][0], fin_de_duree(contrats[0][0], pleine, meme)
        annees = [date(annee, 1, 1) for annee in range(contrats[0][0].year, contrats[-1][1].year + 1)]
        civiles = [(debut, fin_de_duree(debut, pleine)) for debut in annees]  # the calendar's, whatever the convention
        return next(((d, f) for d, f in civiles if any(d >= d1 and f <= f1 for d1, f1 in contrats)), civiles[0])

    def transcrire(self, feuille: Feuille) -> None:
        """Nothing while no contract is given; with contracts, days and months are counted on the calendar: frozen."""
        if feuille.donnee(self.contrats):
            raise Intraduisible("les périodes de contrat se comptent jour par jour, sur le site")


def _trous(contrats: list[Periode], debut: date, limite: date) -> list[Periode]:
    """The spans of the year between a contract and the next one, whenever that one begins."""
    return [
        (f1 + timedelta(days=1), min(d2 - timedelta(days=1), limite))
        for (_, f1), (d2, _) in pairwise(contrats)
        if debut <= f1 < limite
    ]


def _joindre(contrats: list[Periode]) -> list[Periode]:
    """The same contracts in order, those that touch or overlap made one."""
    joints: list[Periode] = []
    for debut, fin in sorted(contrats):
        if joints and debut <= joints[-1][1] + timedelta(days=1):
            joints[-1] = (joints[-1][0], max(fin, joints[-1][1]))
        else:
            joints.append((debut, fin))
    return joints
