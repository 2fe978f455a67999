"""`succession`: spans of the calendar, one after the other, from a first day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.dates import DUREES, fin_de, formater_date
from calculators.durees import entiere
from calculators.erreurs import Manque
from calculators.limites import lire_jour
from calculators.mecanisme import Mecanisme
from calculators.mecanismes.echeances import dire_fin, dire_le_terme
from calculators.parametres import OBLIGATOIRE, choix, convention, entree_date, sortie, temps, texte
from calculators.quantites import Expression, Quantite, facultative
from calculators.trace import formater

_SUITE_MAX = 60
"""The most spans of one succession: five years of monthly ones."""
_JOURS = {"mois": 30, "semaines": 7, "jours": 1}
"""About how many days each unit lasts; years are read as months."""


class Succession(Mecanisme):
    """Pose au calendrier une durée depuis son premier jour, entière ou coupée en contrats qui se suivent.

    Sans « pas », une seule période ; avec, autant de contrats de cette longueur qu'il en faut pour couvrir la durée,
    chacun commençant le lendemain du précédent. « reste » : un dernier contrat que la durée ne remplit pas court
    jusqu'à son terme (entier) ou s'arrête avec elle (coupe). « annee » : la durée se compte depuis le premier jour
    (glissante), depuis le 1er janvier de son année (civile), ou de la première année qui en reste entière
    (civile_pleine). La clé donne la dernière fin ; chaque contrat donne la sienne sous cle_1, cle_2…

    Exemple :
        genre: succession
        cle: cer
        libelle: CER
        debut: debut
        duree: duree_mois
        pas: duree_cer_mois
        reste: coupe
        convention: H-DATE
        citation: conclu pour une durée de 6 mois renouvelable
    """

    genre = "succession"
    sorties = ("cle",)
    exigees = ("libelle",)
    cle: str = sortie("la clé de la dernière fin", OBLIGATOIRE)
    plusieurs: str = texte("comment appeler les contrats ensemble, au pluriel", defaut="")
    debut: str = entree_date("le champ du premier jour")
    duree: Expression = temps("la durée en tout", unites=DUREES)
    pas: Expression | None = temps("la durée de chaque contrat ; sans elle, un seul", None, unites=DUREES)
    reste: Choix = choix("jusqu’où court un dernier contrat entamé", "entier", "coupe", defaut="entier")
    annee: Choix = choix("d’où se compte la durée", "glissante", "civile", "civile_pleine", defaut="glissante")
    convention: Choix = convention()

    def pose_des_dates(self) -> bool:
        """Its spans."""
        return True

    def evaluer(self, ctx: Contexte) -> None:
        """Lay the spans, and say where the last one outlasts the whole."""
        debut = lire_jour(self.debut, ctx)
        duree, pas = self.duree.lire(ctx), facultative(self.pas, ctx)
        annee = self.annee.lire(ctx)
        if annee != "glissante":
            entame = annee == "civile_pleine" and (debut.month, debut.day) != (1, 1)
            debut = date(debut.year + entame, 1, 1)
        # A year of the calendar ends on its 31 December, whatever the convention.
        meme = annee == "glissante" and self.convention.lire(ctx) == "meme_quantieme"
        terme = _fin(debut, duree, meme)
        if pas is None:
            ctx.donner(
                self.cle, dire_le_terme(self.libelle), terme, "", dire_fin(debut, duree.texte, duree.unite, terme, meme)
            )
            ctx.inscrire(self.cle, self.libelle, debut, terme, piste=self.libelle, duree=_dire(duree))
            return
        coupe = self.reste.lire(ctx) == "coupe"
        fin, nombre = debut, _combien(duree, pas)
        if nombre > _SUITE_MAX:
            raise Manque("", f"des contrats plus longs : il en faudrait {nombre}, le calendrier en pose {_SUITE_MAX}")
        for rang in range(1, nombre + 1):
            nom, fin, dite = f"{self.libelle} n° {rang}", _fin(debut, pas, meme), _dire(pas)
            if rang == nombre and coupe and fin > terme:
                fin, dite = terme, _dire_le_reste(duree, pas, nombre)
            calcul = dire_fin(debut, dite, pas.unite, fin, meme) if dite else "la fin prévue"
            ctx.donner(f"{self.cle}_{rang}", dire_le_terme(nom), fin, "", calcul)
            ctx.inscrire(f"{self.cle}_{rang}", nom, debut, fin, piste=self.plusieurs or self.libelle, duree=dite)
            if rang == nombre and fin > terme:
                au_dela = f"le {formater_date(fin)}, après la fin prévue, le {formater_date(terme)}"
                ctx.signaler("info", f"{nom} court jusqu'à son terme, {au_dela}.")
            debut = fin + timedelta(days=1)
        ctx.poser(self.cle, fin)


def _fin(debut: date, duree: Quantite, meme_quantieme: bool) -> date:
    return fin_de(debut, entiere(duree), duree.unite, meme_quantieme)


def _combien(duree: Quantite, pas: Quantite) -> int:
    """How many spans of one length cover the whole; months and weeks don't compare, so days stand for both."""
    if pas.nombre < 1:
        return 1
    rapport = duree.nombre / pas.nombre
    if duree.unite != pas.unite:
        rapport *= Fraction(_JOURS[duree.unite], _JOURS[pas.unite])
    return -(-rapport.numerator // rapport.denominator)


def _dire_le_reste(duree: Quantite, pas: Quantite, nombre: int) -> str:
    """The length of a last span cut short; empty where the two lengths are not counted in the same unit."""
    return formater(duree.nombre - pas.nombre * (nombre - 1), pas.unite) if duree.unite == pas.unite else ""


def _dire(duree: Quantite) -> str:
    return formater(duree.nombre, duree.unite)
