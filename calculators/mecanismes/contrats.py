"""`contrats`: one person's contracts over a full year."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from calculators.contexte import Contexte, Manque
from calculators.dates import fin_de_duree, formater_date, mois_entiers
from calculators.formules import Intraduisible
from calculators.mecanisme import Mecanisme
from calculators.parametres import choix, depot, entree, sortie, temps
from calculators.saisie import Periode
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Contrats(Mecanisme):
    """Contrats successifs d'une personne : couvrent-ils une année pleine sans rupture ?

    Donne les jours de rupture (non conforme s'il y en a), et transmet aux règles suivantes une personne, ses
    ruptures et ses mois couverts, sous les clés de trois champs du formulaire. « annee » : glissante (12 mois depuis
    le premier jour) ou civile. Après une rupture, « mois » vaut l'année pleine et « mois_rupture » les mois couverts :
    c'est à la règle de paiement de dire ce que la rupture fait perdre. Le champ des contrats est de type periodes.

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
    contrats = entree("le champ des contrats")
    pleine = temps("la période pleine")
    annee = choix("d’où se compte l’année", "glissante", "civile", defaut="glissante")
    portee = choix(
        "ce que vaut une rupture : obligation rompue, ou simple conseil", "obligation", "conseil", defaut="obligation"
    )
    convention = choix("comment s’achève une durée en mois", "veille", "meme_quantieme", defaut="veille")
    rupture_jours = sortie("la clé des jours de rupture")
    personnes = depot("le champ du nombre de personnes")
    ruptures = depot("le champ du nombre de ruptures")
    mois = depot("le champ des mois accompagnés")
    mois_rupture = depot("le champ des mois accompagnés d’une personne en rupture")

    def evaluer(self, ctx: Contexte) -> None:
        """Count the uncovered days between contracts, and the months covered."""
        saisis = ctx.valeur(self.contrats)
        periodes = [c for c in saisis if isinstance(c, tuple)] if isinstance(saisis, tuple) else []
        contrats = _joindre(periodes)
        if not contrats:
            raise Manque(self.contrats)
        pleine, meme = int(self.pleine.lire(ctx).nombre), self.convention.lire(ctx) == "meme_quantieme"
        debut = contrats[0][0]
        if self.annee.lire(ctx) == "civile":
            debut = date(debut.year, 1, 1)
        limite = fin_de_duree(debut, pleine, meme)
        if contrats[-1][1] > limite:
            ctx.signaler(
                "info", f"Le calcul porte sur l'année qui finit le {formater_date(limite)} ; la suite est à part."
            )
        contrats = [(d, min(f, limite)) for d, f in contrats if d <= limite]
        trous = [(d2 - f1).days - 1 for (_, f1), (d2, _) in pairwise(contrats)]
        manquants = sum(trous)
        entiere = not manquants and (contrats[0][0], contrats[-1][1]) == (debut, limite)
        couverts = pleine if entiere else sum(mois_entiers(d, f, meme) for d, f in contrats)
        if any(d2 <= f1 for (_, f1), (d2, _) in pairwise(sorted(periodes))):
            ctx.signaler("info", "Des contrats se chevauchent : les jours communs ne comptent qu'une fois.")
        calcul = f"jours sans contrat entre le {formater_date(contrats[0][0])} et le {formater_date(contrats[-1][1])}"
        ctx.donner(self.rupture_jours, "Rupture de contrat", Fraction(manquants), "jours", calcul)
        if manquants:
            ctx.signaler(
                "bloquant" if self.portee.lire(ctx) == "obligation" else "attention",
                f"Le contrat est rompu pendant {formater(Fraction(manquants), 'jours')} avant le"
                f" {formater_date(limite)}, fin de l'année pleine.",
                "Un contrat qui commence le lendemain de la fin du précédent ne fait pas de rupture.",
            )
        ctx.poser(self.personnes, Fraction(1))
        ctx.poser(self.ruptures, Fraction(int(bool(manquants))))
        ctx.poser(self.mois, Fraction(pleine if manquants else couverts))
        ctx.poser(self.mois_rupture, Fraction(couverts))

    def transcrire(self, feuille: Feuille) -> None:
        """Nothing while no contract is given; with contracts, days and months are counted on the calendar: frozen."""
        if feuille.donnee(self.contrats):
            raise Intraduisible("les périodes de contrat se comptent jour par jour, sur le site")


def _joindre(contrats: list[Periode]) -> list[Periode]:
    """The same contracts in order, those that touch or overlap made one."""
    joints: list[Periode] = []
    for debut, fin in sorted(contrats):
        if joints and debut <= joints[-1][1] + timedelta(days=1):
            joints[-1] = (joints[-1][0], max(fin, joints[-1][1]))
        else:
            joints.append((debut, fin))
    return joints
