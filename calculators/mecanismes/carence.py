"""`carence`: a waiting period before one may come back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.dates import DUREES, fin_de, formater_date
from calculators.durees import entiere, exiger_un_depart
from calculators.limites import lire_jour
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, convention, entree_date, sortie, temps
from calculators.quantites import Expression
from calculators.typographie import en_suite, presenter

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur


class Carence(Mecanisme):
    """Délai à laisser passer après la fin d'un accompagnement avant d'en commencer un autre.

    Le délai court du lendemain de « fin », ou de « depuis », ce jour compris (« 18 mois à compter du premier jour ») :
    donnez l'un ou l'autre. La règle donne la première date possible, le lendemain du délai ; si une date de reprise
    est saisie, vérifie qu'elle ne vient pas trop tôt (sinon non conforme).

    Exemple :
        genre: carence
        cle: reprise_possible
        libelle: Reprise possible
        fin: fin
        delai: 6 mois
        reprise: reprise
        citation: un délai de carence de 6 mois
    """

    genre = "carence"
    sorties = ("cle",)
    exigees = ("libelle",)
    cle: str = sortie("la clé de la première date possible", OBLIGATOIRE)
    fin: str = entree_date("la date après laquelle court le délai", "")
    depuis: str = entree_date("le premier jour du délai", "")
    delai: Expression = temps("le délai", unites=DUREES)
    reprise: str = entree_date("le champ de la date de reprise prévue", "")
    convention: Choix = convention()

    def verifier(self, c: Chargeur) -> None:
        """The delay has one start."""
        exiger_un_depart(c, self.chemin, "depuis", self.depuis, self.fin)

    def pose_des_dates(self) -> bool:
        """The first possible day."""
        return True

    def evaluer(self, ctx: Contexte) -> None:
        """Give the first possible day, and judge the day planned."""
        cle = self.fin or self.depuis
        jour = lire_jour(cle, ctx)
        delai, meme = self.delai.lire(ctx), self.convention.lire(ctx) == "meme_quantieme"
        premier = jour + timedelta(days=1) if self.fin else jour
        possible = fin_de(premier, entiere(delai), delai.unite, meme) + timedelta(days=1)
        origine = f"lendemain de {_terme(ctx.nom(cle))}" if self.fin else _citer(ctx.nom(cle))
        calcul = ", ".join(filter(None, [f"{delai.texte} à compter du {formater_date(premier)}", origine]))
        ctx.donner(self.cle, self.libelle, possible, "", calcul)
        ctx.inscrire(self.cle, self.libelle, possible)
        reprise = ctx.valeur(self.reprise) if self.reprise else None
        if isinstance(reprise, date) and reprise < possible:
            correction = f"Attendez le {formater_date(possible)}."
            constat = f"le {formater_date(reprise)}, pendant le délai de carence."
            ctx.signaler("bloquant", presenter(ctx.nom(self.reprise) or "Reprise", constat), correction)


def _citer(nom: str) -> str:
    return f"« {nom} »" if nom else ""


def _terme(nom: str) -> str:
    """« la fin du suivi », « « Demande précédente » »: what the day after counts from, in the words of its field."""
    nom = nom or "Fin"
    return f"la {en_suite(nom)}" if f"{nom} ".lower().startswith("fin ") else _citer(nom)
