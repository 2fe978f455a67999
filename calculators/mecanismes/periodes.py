"""`periodes`: which window of the calendar a date falls in."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.dates import formater_date
from calculators.erreurs import Manque
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, elements, entree_date, jour, sortie, texte

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur


class Periodes(Mecanisme):
    """Situe une date dans les périodes de la fiche ; hors de toutes, la date est « hors » et le résultat non
    conforme.

    La clé donne le mot de la période. À vérifier : sans date, la règle montre ce que la fiche laisse ouvert («
    sans_date ») ; sans ce mot, elle attend la date, si le champ n'est pas facultatif.

    Exemple :
        genre: periodes
        cle: periode
        libelle: Période
        date: date
        citation: Préparation dès le 2ème semestre 2019 pour toute la période 2020-2022
        sans_date: Les périodes de la fiche ne concordent pas.
        periodes:
          - {mot: action, libelle: Action, du: 2020-01-01, au: 2022-12-31}
    """

    genre = "periodes"
    sorties = ("cle",)
    exigees = ("libelle",)
    cle: str = sortie("la clé sous laquelle la période est donnée", OBLIGATOIRE)
    date: str = entree_date("le champ de la date")
    sans_date: str = texte("ce qui reste à vérifier tant qu’aucune date n’est donnée", "")
    correction: str = texte("ce que le lecteur peut faire", "")
    periodes: list[SimpleNamespace] = elements(
        "les périodes",
        mot=texte("le code de la période, sans accent"),
        libelle=texte("le nom de la période, comme le lecteur le lit"),
        du=jour("le premier jour"),
        au=jour("le dernier jour"),
    )

    def verifier(self, c: Chargeur) -> None:
        """No period ends before it begins, nor overlaps another."""
        connues = [(rang, p) for rang, p in enumerate(self.periodes or ()) if p.du and p.au]
        for rang, periode in connues:
            if periode.du > periode.au:
                jours = f"{formater_date(periode.du)} > {formater_date(periode.au)}"
                c.signaler(
                    (*self.chemin, "periodes", rang), f"la période finit avant de commencer ({jours}) ; échangez"
                )
        for (_, une), (rang, autre) in pairwise(sorted(connues, key=lambda connue: connue[1].du)):
            if une.du <= autre.du <= une.au:
                suite = f"le {formater_date(autre.du)} est dans les deux ; revoyez leurs dates"
                c.signaler(
                    (*self.chemin, "periodes", rang), f"« {autre.libelle} » chevauche « {une.libelle} » : {suite}"
                )

    def pose_des_dates(self) -> bool:
        """Its windows, and the day entered."""
        return True

    def evaluer(self, ctx: Contexte) -> None:
        """Give the period of the date, or what is to be verified."""
        for periode in self.periodes:
            ctx.inscrire(f"{self.cle}_{periode.mot}", periode.libelle, periode.du, periode.au, piste="périodes")
        quand = ctx.valeur(self.date)
        if not isinstance(quand, date):
            if not self.sans_date:
                raise Manque(self.date)
            ctx.signaler("a_verifier", self.sans_date, self.correction)
            return
        for periode in self.periodes:
            if periode.du <= quand <= periode.au:
                calcul = f"du {formater_date(periode.du)} au {formater_date(periode.au)}"
                ctx.donner(self.cle, self.libelle, periode.mot, "", calcul, mots=periode.libelle)
                ctx.inscrire(self.cle, f"{ctx.nom(self.date)} : {periode.libelle}", quand)
                return
        calcul = f"le {formater_date(quand)} n'est dans aucune période de la fiche"
        ctx.donner(self.cle, self.libelle, "hors", "", calcul, mots="hors période")
        ctx.inscrire(self.cle, f"{ctx.nom(self.date)} : hors période", quand)
        ctx.signaler("bloquant", f"Le {formater_date(quand)} est hors des périodes de la fiche.")
