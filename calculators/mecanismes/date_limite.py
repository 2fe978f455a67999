"""`date_limite`: a date that must not come after another, nor before one."""

from __future__ import annotations

from datetime import date
from datetime import date as Date
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.dates import DUREES, formater_date, reculer
from calculators.durees import entiere
from calculators.formules import CONFORME, NON_CONFORME, Formule, mot
from calculators.formules import jour as jour_de_feuille
from calculators.limites import lire_jour
from calculators.mecanisme import Mecanisme
from calculators.parametres import date_ou_cle, entree_date, jour, sortie, temps, texte
from calculators.quantites import Expression
from calculators.trace import Verdict, formater
from calculators.typographie import presenter

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class DateLimite(Mecanisme):
    """Vérifie qu'une date saisie ne dépasse pas une limite, ou ne vient pas trop tôt.

    « limite » est le dernier jour admis, « pas_avant » le premier : chacun est un jour fixé par la fiche ou une clé (un
    champ, une date calculée par « echeances »). « avant » recule la limite : « déposée au moins deux mois avant le
    début » s'écrit « limite: debut » et « avant: 2 mois » (le 1er janvier est admis pour un début le 1er mars). Hors
    limites, le résultat est non conforme et dit de combien de jours ; « ecart » donne ce nombre, 0 si la date convient.
    À vérifier tant qu'une limite calculée n'est pas connue.

    Exemple :
        genre: date_limite
        libelle: Fin de l'accompagnement
        date: fin
        limite: limite_24_mois
        citation: dans la limite de 24 mois
    """

    genre = "date_limite"
    sorties = ("ecart",)
    exigees = ("libelle",)
    date: str = entree_date("le champ de la date à vérifier")
    limite: Date | str | None = date_ou_cle("le dernier jour admis")
    le: Date | None = jour("le dernier jour admis, s’il est fixé par la fiche (comme « limite »)", None)
    avant: Expression | None = temps("le temps à compter à rebours de la limite", None, unites=DUREES)
    pas_avant: Date | str | None = date_ou_cle("le premier jour admis")
    ecart: str = sortie("la clé du nombre de jours en trop, 0 si la date convient")
    ecart_libelle: str = texte("le libellé de l’écart", defaut="Écart")

    def verifier(self, c: Chargeur) -> None:
        """There is a limit, written once, and days in order."""
        if self.limite and self.le:
            c.signaler(self.chemin, "« limite » et « le » disent la même chose ; gardez l’une des deux")
        self.limite = self.limite or self.le
        if not (self.limite or self.pas_avant):
            c.signaler(self.chemin, "une limite est attendue ; donnez « limite » ou « pas_avant », un jour ou une clé")
        elif self.avant and not self.limite:
            c.signaler((*self.chemin, "avant"), "« avant » se compte depuis « limite » ; donnez-la")
        if isinstance(self.limite, date) and isinstance(self.pas_avant, date) and self.pas_avant > self.limite:
            c.signaler(self.chemin, "le premier jour admis vient après le dernier ; échangez-les")

    def porte_sur(self) -> tuple[str, ...]:
        """The date that it checks."""
        return (self.date,)

    def pose_des_dates(self) -> bool:
        """The days that the sheet fixes or that it counts; others are laid by the rule that computes them."""
        return bool(self.avant) or any(isinstance(borne, date) for borne in (self.limite, self.pas_avant))

    def evaluer(self, ctx: Contexte) -> None:
        """Say whether the date keeps within its limits, and by how much it doesn't."""
        if isinstance(self.pas_avant, date):
            ctx.inscrire(f"pas_avant_{self.date}", f"{self.libelle} : au plus tôt", self.pas_avant)
        dernier, detail = _compter(self, ctx)
        quand = lire_jour(self.date, ctx)
        premier = lire_jour(self.pas_avant, ctx) if self.pas_avant else None
        tard, tot = (quand - dernier).days if dernier else 0, (premier - quand).days if premier else 0
        ecart = Fraction(max(tard, tot, 0))
        attendu = f"attendu : {_dire(premier, dernier)}{detail}"
        dite = formater_date(quand)
        if self.ecart:
            ctx.donner(self.ecart, self.ecart_libelle, ecart, "jours", f"{dite} ; {attendu}")
        verdict: Verdict = "non_satisfaite" if ecart else "satisfaite"
        jugement = ctx.constater(self.date, self.libelle, dite, verdict, attendu, self.citation)
        if ecart:
            correction = f"C'est {formater(ecart, 'jours')} trop {'tôt' if tot > tard else 'tard'}."
            ctx.signaler("bloquant", presenter(self.libelle, f"{dite} ; {attendu}."), correction, jugement=jugement)

    def transcrire(self, feuille: Feuille) -> None:
        """The days in excess, and the check."""
        quand, lus = feuille.champ(self.date), []
        excedents = ["0"]
        if self.limite:
            dernier, lu = _cellule(feuille, self.limite)
            lus += lu
            if self.avant:
                avant: Formule = self.avant.formule(feuille)
                pas = {"semaines": "7*", "jours": ""}.get(avant.unite)
                facteur = avant.facteur
                dernier = f"EDATE({dernier},-{facteur})" if pas is None else f"({dernier}-{pas}{facteur})"
                lus.append(avant)
            excedents.append(f"{quand}-{dernier}")
        if self.pas_avant:
            premier, lu = _cellule(feuille, self.pas_avant)
            lus += lu
            excedents.append(f"-({quand}-{premier})")
        ecart = Formule(f"MAX({','.join(excedents)})", "jours", (quand,), exacte=True).avec(*lus)
        if self.ecart:
            feuille.donner(self.ecart, self.ecart_libelle, ecart)
        verdict = f"IF({ecart.texte}>0,{mot(NON_CONFORME)},{mot(CONFORME)})"
        feuille.controler(self.libelle, verdict, ecart.connue, self.citation, cle=self.date)


def _cellule(feuille: Feuille, quand: date | str) -> tuple[str, list[Formule]]:
    """A day in a formula, and the cell that must hold it."""
    if isinstance(quand, date):
        return jour_de_feuille(quand), []
    nom = feuille.champ(quand)
    return nom, [Formule(nom, requis=(nom,))]


def _compter(regle: DateLimite, ctx: Contexte) -> tuple[date | None, str]:
    """The last day admitted, laid on the calendar where no other rule does, and how it was counted."""
    if not regle.limite:
        return None, ""
    dernier, detail = lire_jour(regle.limite, ctx), ""
    if regle.avant:
        avant = regle.avant.lire(ctx)
        detail = f", {avant.texte} avant le {formater_date(dernier)}"
        dernier = reculer(dernier, entiere(avant), avant.unite)
    if regle.avant or isinstance(regle.limite, date):
        ctx.inscrire(f"limite_{regle.date}", f"{regle.libelle} : au plus tard", dernier, limite=True)
    return dernier, detail


def _dire(premier: date | None, dernier: date | None) -> str:
    """« du 1er février 2026 au 30 juin 2026 », « le 30 juin 2026 au plus tard », « à partir du 1er février 2026 »."""
    if premier and dernier and premier <= dernier:
        return f"du {formater_date(premier)} au {formater_date(dernier)}"
    mots = [f"à partir du {formater_date(premier)}"] if premier else []
    mots += [f"le {formater_date(dernier)} au plus tard"] if dernier else []
    return " et ".join(mots)
