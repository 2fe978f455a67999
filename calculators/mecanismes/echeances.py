"""`echeances`: milestones counted in months from a start."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.dates import DUREES, existe_dans_le_mois, fin_de, formater_date
from calculators.durees import entiere, exiger_un_depart
from calculators.limites import lire_jour
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, bascule, convention, elements, entree_date, sortie, temps, texte
from calculators.trace import Operation
from calculators.typographie import en_suite

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur


class Echeances(Mecanisme):
    """Date des étapes d'une action : la fin de N mois comptés depuis le début, ou après une fin.

    « debut » : ce jour compris ; « fin » : le délai court du lendemain (« un bilan dans le mois qui suit la fin »).

    « apres » s'écrit en mois, en ans, en semaines ou en jours entiers. « convention » : veille (la veille du même
    quantième) ou meme_quantieme ; où ce jour n'existe pas, le dernier jour du mois. Chaque étape donne une date sous
    sa clé, et se place au calendrier du parcours (« au_choix » : « un bilan à 3 ou 6 mois » n'en demande qu'un ;
    « limite » : le dernier jour que la fiche admet, « au plus tard », gardé même après la fin prévue).

    Exemple :
        genre: echeances
        debut: debut
        convention: H-DATE
        citation: Un bilan est produit à l'issue des 3 ou 6 premiers mois
        etapes:
          - {cle: bilan_3_mois, libelle: Bilan à 3 mois, apres: 3 mois}
    """

    genre = "echeances"
    debut: str = entree_date("le premier jour du délai", "")
    fin: str = entree_date("la date après laquelle court le délai", "")
    convention: Choix = convention()
    etapes: list[SimpleNamespace] = elements(
        "les étapes",
        cle=sortie("la clé de la date", OBLIGATOIRE),
        libelle=texte("le nom de l’étape"),
        apres=temps("le temps écoulé depuis le début", unites=DUREES),
        citation=texte("la clause de l’étape, si elle a la sienne", ""),
        au_choix=bascule("oui si la fiche demande une seule des étapes ainsi marquées"),
        limite=bascule("oui si l’étape est le dernier jour admis"),
    )

    def verifier(self, c: Chargeur) -> None:
        """The delay has one start."""
        exiger_un_depart(c, self.chemin, "debut", self.debut, self.fin)

    def pose_des_dates(self) -> bool:
        """Each of its steps."""
        return True

    def evaluer(self, ctx: Contexte) -> None:
        """Give each date."""
        cle = self.fin or self.debut
        debut = lire_jour(cle, ctx)
        if self.fin:
            debut += timedelta(days=1)
        meme = self.convention.lire(ctx) == "meme_quantieme"
        for etape in self.etapes:
            apres = etape.apres.lire(ctx)
            fin = fin_de(debut, entiere(apres), apres.unite, meme)
            calcul = dire_fin(debut, apres.texte, apres.unite, fin, meme)
            ctx.donner(etape.cle, etape.libelle, fin, "", calcul, etape.citation)
            detail = {"duree": apres.texte, "citation": etape.citation}
            ctx.inscrire(etape.cle, etape.libelle, fin, au_choix=etape.au_choix, limite=etape.limite, **detail)


def dire_le_terme(libelle: str) -> str:
    """« Fin (année pleine) », « Fin du projet »: what the last day of a span is called."""
    return libelle if libelle.lower().startswith("fin ") else f"Fin ({en_suite(libelle)})"


def dire_fin(debut: date, duree: str, unite: str, fin: date, meme_quantieme: bool) -> str:
    """« 1er mars 2024 + 3 mois, la veille du même quantième »; `unite` is that of the length."""
    comptee = unite in ("jours", "semaines")
    suite = "" if meme_quantieme else ", premier jour compris" if comptee else ", la veille du même quantième"
    if not comptee and not existe_dans_le_mois(debut.day, fin):
        suite = f", le dernier jour du mois, qui n'a pas de {debut.day}"
    return Operation(f"{formater_date(debut)} + {duree}{suite}")
