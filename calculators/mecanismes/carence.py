"""`carence`: a waiting period before one may come back."""

from __future__ import annotations

from datetime import date, timedelta

from calculators.contexte import Contexte, Manque
from calculators.dates import DUREES, fin_de, formater_date
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, choix, entree_date, sortie, temps
from calculators.typographie import en_suite, presenter


class Carence(Mecanisme):
    """Délai à laisser passer après la fin d'un accompagnement avant d'en commencer un autre.

    Donne la première date possible, le lendemain du délai ; si une date de reprise est saisie, vérifie qu'elle ne
    vient pas trop tôt (sinon non conforme). Le délai s'écrit en mois, en ans, en semaines ou en jours.

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
    libelle_obligatoire = True
    cle = sortie("la clé de la première date possible", OBLIGATOIRE)
    fin = entree_date("le champ de la date de fin")
    delai = temps("le délai", unites=DUREES)
    reprise = entree_date("le champ de la date de reprise prévue", "")
    convention = choix("comment s’achève une durée en mois", "veille", "meme_quantieme", defaut="veille")

    def pose_des_dates(self) -> bool:
        """The first possible day."""
        return True

    def evaluer(self, ctx: Contexte) -> None:
        """Give the first possible day, and judge the day planned."""
        fin = ctx.valeur(self.fin)
        if not isinstance(fin, date):
            raise Manque(self.fin)
        delai, meme = self.delai.lire(ctx), self.convention.lire(ctx) == "meme_quantieme"
        lendemain = fin + timedelta(days=1)
        possible = fin_de(lendemain, int(delai.nombre), delai.unite, meme) + timedelta(days=1)
        calcul = f"{delai.texte} à compter du {formater_date(lendemain)}, lendemain de {_terme(ctx.nom(self.fin))}"
        ctx.donner(self.cle, self.libelle, possible, "", calcul)
        ctx.inscrire(self.cle, self.libelle, possible)
        reprise = ctx.valeur(self.reprise) if self.reprise else None
        if isinstance(reprise, date) and reprise < possible:
            correction = f"Attendez le {formater_date(possible)}."
            constat = f"le {formater_date(reprise)}, pendant le délai de carence."
            ctx.signaler("bloquant", presenter(ctx.nom(self.reprise) or "Reprise", constat), correction)


def _terme(nom: str) -> str:
    """« la fin du suivi », « « Demande précédente » »: what the day after counts from, in the words of its field."""
    nom = nom or "Fin"
    return f"la {en_suite(nom)}" if f"{nom} ".lower().startswith("fin ") else f"« {nom} »"
