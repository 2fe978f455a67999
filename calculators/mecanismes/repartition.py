"""`repartition`: a sum shared out: co-financers, or a schedule of payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from calculators.contexte import Contexte
from calculators.dates import formater_date
from calculators.formules import ZERO, Formule, arrondie, choisir, difference, et, fonction, produit, somme
from calculators.mecanisme import Mecanisme
from calculators.nombres import centimes
from calculators.parametres import OBLIGATOIRE, elements, entree_date, quantite, sortie, texte
from calculators.quantites import ADemander, Expression, Litteral, Quantite
from calculators.trace import Operation, formater

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Repartition(Mecanisme):
    """Partage un montant entre des parts dont les taux totalisent 100 % : cofinanceurs, ou versements successifs.

    Chaque part est arrondie au centime ; la dernière est la différence, pour que les lignes totalisent le montant. À
    la lecture de la fiche : des taux littéraux qui ne totalisent pas 100 % sont refusés. À la saisie : des taux
    saisis qui ne totalisent pas 100 % donnent « erreur_saisie » sur le premier de leurs champs. Les parts sont en
    euros. « le » dit quand une part est versée : un champ de date, ou l'étape d'une règle « echeances ».

    Exemple :
        genre: repartition
        montant: budget
        citation: 40 % État, 35 % Département, 25 % Région
        parts:
          - {cle: part_etat, libelle: État, taux: 40 %}
          - {cle: part_departement, libelle: Département, taux: 35 %}
          - {cle: part_region, libelle: Région, taux: 25 %}
    """

    genre = "repartition"
    montant: Expression = quantite("le montant à partager")
    parts: list[SimpleNamespace] = elements(
        "les parts",
        cle=sortie("la clé de la part", OBLIGATOIRE),
        libelle=texte("le nom de la part"),
        taux=quantite("le taux de la part"),
        citation=texte("la clause de la part, si elle a la sienne", ""),
        le=entree_date("la clé de la date de son versement", None),
    )

    def verifier(self, c: Chargeur) -> None:
        """Rates that the sheet writes total 100 %."""
        parts = self.parts or ()
        for rang, part in enumerate(parts):
            if c.unite(part.taux) not in ("%", None):
                c.signaler((*self.chemin, "parts", rang, "taux"), "un taux est attendu ici ; écrivez-le en %, 40 %")
        if parts and all(isinstance(part.taux, Litteral) for part in parts):
            total = sum((part.taux.quantite.nombre for part in parts), Fraction(0))
            if total != 100:
                c.signaler(
                    (*self.chemin, "parts"),
                    f"les parts totalisent {formater(total, '%')} ; elles doivent totaliser 100 %",
                )

    def evaluer(self, ctx: Contexte) -> None:
        """Give each part; rates entered by the reader that don't total 100 % are refused."""
        taux: list[Quantite] = [part.taux.lire(ctx) for part in self.parts]
        total = sum((un.nombre for un in taux), Fraction(0))
        if total != 100:
            champs = [cle for part, un in zip(self.parts, taux, strict=True) for cle in _cles(part.taux, un)]
            champs = [cle for cle in champs if cle in ctx.champs] or [*ctx.saisies, *ctx.champs]
            raise ctx.refuser(champs, f"Les parts totalisent {formater(total, '%')} : il faut 100 %.")
        montant = self.montant.lire(ctx)
        reste = centimes(montant.nombre)
        # The last part that has a share takes the difference: a part of 0 % stays at 0, and none is ever negative.
        derniere = max(rang for rang, un in enumerate(taux) if un.nombre)
        for rang, (part, un) in enumerate(zip(self.parts, taux, strict=True)):
            solde = rang == derniere
            valeur = reste if solde else min(centimes(montant.nombre * un.coefficient), reste)
            reste -= valeur
            du = formater(montant.nombre, montant.unite)
            calcul = Operation(
                f"{du} × {un.texte}" + (" (le reste, au centime)" if solde else "") + _dire_jour(part, ctx)
            )
            ctx.donner(part.cle, part.libelle, valeur, "€", calcul, part.citation)

    def transcrire(self, feuille: Feuille) -> None:
        """Each part rounded; the last that has a share takes what remains."""
        montant = self.montant.formule(feuille)
        taux = [part.taux.formule(feuille) for part in self.parts]
        total = somme(*taux)
        if any(un.litteral is None for un in taux):
            feuille.refuser("Les parts totalisent 100 %", f"ROUND({total.texte},9)<>100", total.connue)
        donnees: list[Formule] = []
        for rang, (part, un) in enumerate(zip(self.parts, taux, strict=True)):
            reste = arrondie(difference(arrondie(montant, 2), somme(*donnees)) if donnees else montant, 2)
            calculee = fonction("MIN", arrondie(produit(montant, un), 2), reste, unite="€")
            valeur = choisir([(self._solde(un, taux[rang + 1 :]), reste)], calculee).nue.avec(montant, total)
            feuille.donner(part.cle, part.libelle, valeur, part.citation)
            donnees.append(feuille.lire(part.cle))

    def _solde(self, taux: Formule, suivants: list[Formule]) -> str:
        """Whether a part is the last that has a share."""
        reste = somme(*suivants) if suivants else ZERO
        if taux.litteral is not None and reste.litteral is not None:
            return "TRUE" if taux.litteral and not reste.litteral else "FALSE"
        return et(f"{taux.compare}<>0", f"{reste.compare}=0" if suivants else "")


def _dire_jour(part: Any, ctx: Contexte) -> str:
    """« , le 31 mars 2024 », where the day is known."""
    jour = ctx.valeur(part.le) if part.le else None
    return f", le {formater_date(jour)}" if isinstance(jour, date) else ""


def _cles(expression: Expression, lue: Quantite) -> Iterator[str]:
    """The keys that a rate was read from, however deep."""
    if isinstance(expression, ADemander):
        yield expression.champ
    a_voir = [lue]
    for quantite_lue in a_voir:
        yield quantite_lue.cle
        a_voir += quantite_lue.operandes
