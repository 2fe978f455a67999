"""`date_limite`: a date that must not come after another."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from calculators.contexte import Contexte, Manque
from calculators.dates import formater_date
from calculators.mecanisme import Mecanisme
from calculators.parametres import Chemin, entree_date, jour
from calculators.trace import Verdict, formater


class DateLimite(Mecanisme):
    """Vérifie qu'une date saisie ne dépasse pas une limite : un jour fixé, ou une date calculée avant (« echeances »).

    La date elle-même est admise. Au-delà, le résultat est non conforme et dit de combien de jours. À vérifier tant que
    la limite calculée n'est pas connue.

    Exemple :
        genre: date_limite
        libelle: Fin de l'accompagnement
        date: fin
        limite: limite_24_mois
        citation: dans la limite de 24 mois
    """

    genre = "date_limite"
    libelle_obligatoire = True
    date = entree_date("le champ de la date à vérifier")
    limite = entree_date("la clé de la date limite, si une règle d’avant la calcule", "")
    le = jour("le jour limite, s’il est fixé par la fiche", None)

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        if bool(self.limite) == bool(self.le):
            chargeur.signaler(chemin, "une limite est attendue ; donnez « limite » (une clé) ou « le » (un jour)")

    def pose_des_dates(self) -> bool:
        """The day that the sheet fixes; a computed one is laid by the rule that computes it."""
        return self.le is not None

    def evaluer(self, ctx: Contexte) -> None:
        """Say whether the date keeps within the limit, and by how much it doesn't."""
        quand, limite = ctx.valeur(self.date), self.le or ctx.valeur(self.limite)
        if self.le:
            ctx.inscrire(f"limite_{self.date}", f"{self.libelle} : au plus tard", self.le, limite=True)
        if not isinstance(quand, date):
            raise Manque(self.date)
        if not isinstance(limite, date):
            raise Manque(self.limite)
        trop = (quand - limite).days
        attendu = f"attendu : le {formater_date(limite)} au plus tard"
        verdict: Verdict = "non_satisfaite" if trop > 0 else "satisfaite"
        dite = formater_date(quand)
        ctx.constater(self.date, self.libelle, dite, verdict, attendu, self.citation)
        if trop > 0:
            exces = formater(Fraction(trop), "jours")
            ctx.signaler("bloquant", f"{self.libelle} : {dite} ; {attendu}.", f"C'est {exces} de trop.")
