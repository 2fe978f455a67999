"""`rythme`: how many meetings, phase by phase."""

from __future__ import annotations

from fractions import Fraction

from calculators.contexte import Contexte
from calculators.mecanisme import Mecanisme
from calculators.parametres import OBLIGATOIRE, elements, quantite, sortie, structure, temps, texte
from calculators.trace import formater

_MOIS = {"semaine": Fraction(12, 52), "mois": Fraction(1), "trimestre": Fraction(3), "semestre": Fraction(6)}


class Rythme(Mecanisme):
    """Nombre de rencontres d'un accompagnement à phases : tant par semaine, par mois, par trimestre, par semestre.

    Chaque phase donne ses rencontres ; « total » les additionne. La durée d'une phase s'écrit en mois. Une période
    entamée ne compte que si elle est pleine ; une année compte 52 semaines.

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
    total = sortie("la clé du nombre total de rencontres")
    phases = elements(
        "les phases, dans l’ordre",
        cle=sortie("la clé du nombre de rencontres de la phase", OBLIGATOIRE),
        libelle=texte("le nom de la phase"),
        duree=temps("la durée de la phase, en mois"),
        nombre=quantite("le nombre de rencontres par période"),
        par=structure("la période : semaine, mois, trimestre ou semestre", lambda c, b, ou: c.mot(b, ou, list(_MOIS))),
        citation=texte("la clause de la phase, si elle a la sienne", ""),
    )

    def evaluer(self, ctx: Contexte) -> None:
        """Give the meetings of each phase, then their sum."""
        total = Fraction(0)
        for phase in self.phases:
            duree, nombre = phase.duree.lire(ctx), phase.nombre.lire(ctx)
            periodes = Fraction(duree.nombre // _MOIS[phase.par])
            rencontres = periodes * nombre.nombre
            total += rencontres
            calcul = f"{formater(nombre.nombre)} par {phase.par} pendant {duree.texte}"
            ctx.donner(phase.cle, phase.libelle, rencontres, "rencontres", calcul, phase.citation)
        if self.total:
            ctx.donner(self.total, self.libelle or "Rencontres en tout", total, "rencontres", "somme des phases")
