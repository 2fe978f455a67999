"""`rythme`: how many meetings, phase by phase."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from calculators.contexte import Contexte
from calculators.dates import fin_de_duree
from calculators.durees import entiere
from calculators.formules import Formule, fonction, litteral, produit, quotient, somme
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, elements, entree_date, quantite, sortie, structure, temps, texte
from calculators.quantites import Expression, Litteral, Quantite
from calculators.trace import formater

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille

_MOIS = {
    "semaine": Fraction(12, 52),
    "mois": Fraction(1),
    "trimestre": Fraction(3),
    "semestre": Fraction(6),
    "an": Fraction(12),
}
"""How many months a period lasts."""


class Rythme(Mecanisme):
    """Nombre de rencontres d'un accompagnement à phases : tant par semaine, mois, trimestre, semestre ou an.

    Chaque phase donne ses rencontres ; « total » les additionne. La durée d'une phase s'écrit en mois. Une année compte
    52 semaines. Une période entamée ne compte pas, une rencontre incomplète non plus : « 0,5 par semaine » (une toutes
    les deux semaines) pendant 3 mois, soit 13 semaines, fait 6 rencontres. Avec « debut », les phases se suivent au
    calendrier du parcours.

    Exemple :
        genre: rythme
        total: rencontres
        citation: un entretien par trimestre
        phases:
          - {cle: entretiens, libelle: Entretiens, duree: 6 mois, nombre: "1", par: trimestre}
          - {cle: visites, libelle: Visites, duree: 6 mois, nombre: "1", par: mois}
    """

    genre = "rythme"
    sorties = ("total",)
    debut: str = entree_date("le champ du premier jour, pour poser les phases au calendrier du parcours", "")
    total: str = sortie("la clé du nombre total de rencontres")
    phases: list[SimpleNamespace] = elements(
        "les phases, dans l’ordre",
        cle=sortie("la clé du nombre de rencontres de la phase", OBLIGATOIRE),
        libelle=texte("le nom de la phase"),
        duree=temps("la durée de la phase, en mois", fraction=True),
        nombre=quantite("le nombre de rencontres par période"),
        par=structure(
            "la période : semaine, mois, trimestre, semestre ou an",
            "un de ces mots",
            lambda c, b, ou: c.mot(b, ou, list(_MOIS)),
        ),
        citation=texte("la clause de la phase, si elle a la sienne", ""),
    )

    def pose_des_dates(self) -> bool:
        """Its phases, one after the other, where it knows the first day."""
        return bool(self.debut)

    def evaluer(self, ctx: Contexte) -> None:
        """Give the meetings of each phase, then their sum."""
        total, debut = Fraction(0), ctx.valeur(self.debut) if self.debut else None
        for phase in self.phases:
            duree, nombre = phase.duree.lire(ctx), phase.nombre.lire(ctx)
            periodes = duree.nombre // _MOIS[phase.par]
            rencontres = Fraction(math.floor(periodes * nombre.nombre))
            total += rencontres
            calcul = f"{formater(nombre.nombre)} par {phase.par} pendant {duree.texte}"
            ctx.donner(phase.cle, phase.libelle, rencontres, "rencontres", calcul, phase.citation)
            if isinstance(debut, date):
                debut = self._poser(ctx, phase, debut, duree, formater(rencontres, "rencontres"))
        if self.total:
            ctx.donner(self.total, self.libelle or "Rencontres en tout", total, "rencontres", "somme des phases")

    def _poser(self, ctx: Contexte, phase: Any, debut: date, duree: Quantite, rencontres: str) -> date:
        """Lay a phase on the calendar; give the day after it."""
        fin = fin_de_duree(debut, entiere(duree))
        detail = {"duree": duree.texte, "citation": phase.citation, "piste": "phases"}
        ctx.inscrire(phase.cle, f"{phase.libelle} : {rencontres}", debut, fin, **detail)
        return fin + timedelta(days=1)

    def transcrire(self, feuille: Feuille) -> None:
        """The meetings of each phase, then their sum."""
        phases: list[Formule] = []
        for phase in self.phases:
            pleines = quotient(phase.duree.formule(feuille), litteral(_MOIS[phase.par]))
            rencontres = produit(_entiere(pleines), phase.nombre.formule(feuille))
            rencontres = rencontres if _est_entier(phase.nombre) else _entiere(rencontres)
            feuille.donner(phase.cle, phase.libelle, rencontres.en("rencontres").avec(*phases), phase.citation)
            phases.append(feuille.lire(phase.cle))
        if self.total:
            feuille.donner(self.total, self.libelle or "Rencontres en tout", somme(*phases, unite="rencontres"))


def _entiere(formule: Formule) -> Formule:
    return fonction("INT", replace(formule, texte=formule.compare))


def _est_entier(nombre: Expression) -> bool:
    return isinstance(nombre, Litteral) and nombre.quantite.nombre.denominator == 1
