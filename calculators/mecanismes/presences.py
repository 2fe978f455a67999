"""`presences`: attendance given day by day, or as an average."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.champs import NOMBRES
from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import A_NOTER, A_VERIFIER, CONFORME, NON_CONFORME, Formule, et, mot, ou
from calculators.mecanisme import Mecanisme
from calculators.nombres import formater_nombre
from calculators.parametres import choix, entree, quantite
from calculators.quantites import Expression, facultative
from calculators.trace import formater
from calculators.typographie import guillemets

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Presences(Mecanisme):
    """Présences jour par jour : donne le nombre de jours et la moyenne, et signale les jours sous le minimum.

    « exigence » : inscrits (le minimum porte sur la composition du groupe : simple alerte) ou presents_chaque_jour
    (non conforme ; à vérifier sur une moyenne, qui ne dit rien de chaque jour). La règle remplit les champs « jours »
    et « moyenne » : déclarez-les avec « sauf ». À la saisie : une moyenne ou un nombre de jours qui contredit la liste
    est refusé.

    Exemple :
        genre: presences
        liste: presences
        jours: jours
        moyenne: presents_moyens
        minimum: 6
        exigence: H-MIN6
        citation: "Composition des groupes : minimum 6 allocataires du RSA"
    """

    genre = "presences"
    liste: str = entree("le champ des présences de chaque jour", types=("liste_entiers",))
    jours: str = entree("le champ du nombre de jours", types=NOMBRES)
    moyenne: str = entree("le champ de la moyenne des présents", types=NOMBRES)
    prevus: Expression | None = quantite("l’effectif prévu, pour signaler les jours qui le dépassent", None)
    minimum: Expression = quantite("le nombre de présents attendu")
    exigence: Choix = choix("sur quoi porte le minimum", "inscrits", "presents_chaque_jour", defaut="inscrits")

    def evaluer(self, ctx: Contexte) -> None:
        """Hand down the days and the average; refuse what contradicts the list."""
        liste, moyenne = ctx.valeur(self.liste), ctx.valeur(self.moyenne)
        presents = [n for n in liste if isinstance(n, Fraction)] if isinstance(liste, tuple) else []
        if presents:
            self._completer(ctx, self.jours, Fraction(len(presents)), "jours")
            self._completer(ctx, self.moyenne, sum(presents, Fraction(0)) / len(presents), "présents en moyenne")
        elif isinstance(moyenne, Fraction):
            presents = [moyenne]
        else:
            raise Manque(self.moyenne)
        if liste:
            self._signaler_les_depassements(ctx, presents)
        minimum, exige = self.minimum.lire(ctx), self.exigence.lire(ctx) == "presents_chaque_jour"
        faibles = [n for n in presents if n < minimum.nombre]
        if not faibles:
            if exige and not liste and not self._tous_presents(ctx, presents[0]):
                ctx.signaler(
                    "a_verifier",
                    f"La moyenne ne dit pas si chaque jour réunit {minimum.texte} présents.",
                    "Saisissez les présents jour par jour.",
                )
            return

        def constat() -> str:
            sujet = f"{formater(Fraction(len(faibles)), 'jours')} sur {len(presents)}" if liste else "En moyenne"
            return f"{sujet} : moins de {minimum.texte} présents ({_enumerer(faibles)})."

        if exige:
            ctx.signaler("bloquant", constat, f"Réunissez {minimum.texte} présents au moins chaque jour.")
        else:
            ctx.signaler("attention", constat, "Vérifiez avec le Département que le groupe reste conforme.")

    def _tous_presents(self, ctx: Contexte, moyenne: Fraction) -> bool:
        """Whether an average is that of a group that misses no day."""
        prevus = facultative(self.prevus, ctx)
        return prevus is not None and moyenne >= prevus.nombre

    def _signaler_les_depassements(self, ctx: Contexte, presents: list[Fraction]) -> None:
        prevus = facultative(self.prevus, ctx)
        jours = [n for n in presents if prevus and n > prevus.nombre]
        if prevus and jours:
            ctx.signaler(
                "attention",
                f"{formater(Fraction(len(jours)), 'jours')} au-dessus de {prevus.texte}"
                f" ({_enumerer(jours)}) : le calcul porte sur la moyenne.",
                "Si le Département plafonne chaque jour, saisissez au plus l'effectif prévu.",
            )

    def _completer(self, ctx: Contexte, cle: str, valeur: Fraction, nom: str) -> None:
        donnee = ctx.saisies.get(cle)
        # As they are shown: 7,33 typed beside 8, 7, 7 is their average.
        if isinstance(donnee, Fraction) and formater_nombre(donnee) != formater_nombre(valeur):
            autre = f"{guillemets(ctx.champs[cle].libelle, 80)} dit {ctx.champs[cle].ecrire(donnee)}"
            raise ctx.refuser(
                [self.liste],
                f"Ces présences font {formater(valeur, nom)}, mais {autre} : corrigez l'un ou videz-le.",
            )
        ctx.poser(cle, valeur)

    def transcrire(self, feuille: Feuille) -> None:
        """The days and the average of the list where it is filled in, else as typed; and the least attendance."""
        liste, jours, moyenne = feuille.champ(self.liste), feuille.lire(self.jours), feuille.lire(self.moyenne)
        donnee = f"COUNT({liste})>0"
        for cle, tapee, lue in ((self.jours, jours, f"COUNT({liste})"), (self.moyenne, moyenne, f"AVERAGE({liste})")):
            faute = f"IFERROR(ROUND({tapee.texte},2)<>ROUND({lue},2),FALSE)"
            feuille.refuser(f"{feuille.nom(cle)} : d’accord avec la liste", faute, et(donnee, tapee.connue))
            retenue = Formule(f"IF({donnee},{lue},{tapee.texte})", tapee.unite)
            feuille.poser(cle, retenue.avec(conditions=[ou(donnee, tapee.connue)]), f"{feuille.nom(cle)} (retenu)")
        moyenne, minimum = feuille.lire(self.moyenne), self.minimum.formule(feuille)
        faible = f'IF({donnee},COUNTIF({liste},"<"&{minimum.texte})>0,{moyenne.compare}<{minimum.compare})'
        exige = self.exigence.est(feuille, "presents_chaque_jour")
        prevus = self.prevus.formule(feuille) if self.prevus else None
        partiels = f"{moyenne.compare}<{prevus.compare}" if prevus else "TRUE"
        inconnu = f"AND({exige},NOT({donnee}),{partiels})"
        verdict = f"IF({inconnu},{mot(A_VERIFIER)},{mot(CONFORME)})"
        verdict = f"IF({faible},IF({exige},{mot(NON_CONFORME)},{mot(A_NOTER)}),{verdict})"
        feuille.controler(f"{minimum.texte} présents au moins", verdict, moyenne.avec(minimum).connue)
        if prevus:
            trop = f'COUNTIF({liste},">"&{prevus.texte})>0'
            verdict = f"IF({trop},{mot(A_NOTER)},{mot(CONFORME)})"
            feuille.controler("Chaque jour, pas plus de présents que prévu", verdict, et(donnee, prevus.connue))


def _enumerer(presents: list[Fraction]) -> str:
    autres = len(presents) - 12
    suite = [f"et {autres} autre{'s' * (autres > 1)}"] if autres > 0 else []
    return ", ".join([*map(formater_nombre, presents[:12]), *suite])
