"""`indice`: an outside index on a day (SMIC, RSA)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.dates import ajouter_mois, formater_date
from calculators.durees import entiere
from calculators.erreurs import Manque
from calculators.formules import Formule, Intraduisible, arrondie, choisir, jour, litteral, produit
from calculators.indices import INDICES, Valeur
from calculators.limites import lire_jour
from calculators.mecanisme import MecanismeDeValeur
from calculators.nombres import centimes
from calculators.parametres import entree_date, quantite, structure, temps
from calculators.quantites import Expression, Quantite, facultative
from calculators.trace import Operation, formater

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class IndiceDate(MecanismeDeValeur):
    """Valeur d'un indice extérieur à une date, ou la part de cet indice ; en euros, arrondie au centime.

    « pendant » donne la somme sur des mois entiers, chacun à la valeur en vigueur à son premier jour.
    Indices connus : smic_mensuel, smic_horaire, rsa_socle (datés et sourcés dans `calculators/indices.py`). À
    vérifier : une date antérieure à la première valeur connue. Après la dernière, le calcul la prend et le dit.

    Exemple :
        genre: indice
        cle: aide_mensuelle
        indice: smic_mensuel
        date: debut
        part: 47 %
    """

    genre = "indice"
    indice: str = structure(
        "le nom de l’indice", "un mot : " + ", ".join(INDICES), lambda c, brut, ou: c.mot(brut, ou, list(INDICES))
    )
    date: str = entree_date("le champ de la date")
    part: Expression | None = quantite("la part de l’indice", None)
    pendant: Expression | None = temps("les mois à additionner, chacun à la valeur de son premier jour", None)

    def verifier(self, c: Chargeur) -> None:
        """The share is a rate."""
        if self.part is not None and c.unite(self.part) not in ("%", None):
            c.signaler((*self.chemin, "part"), "un taux est attendu ici ; écrivez-le en %, 47 %")

    def calculer(self, ctx: Contexte) -> Quantite:
        """The share of the index in force on the day, or the sum of those of each month."""
        jour = lire_jour(self.date, ctx)
        part = facultative(self.part, ctx)
        if self.pendant is None:
            return self._un_jour(ctx, jour, part)
        mois = entiere(self.pendant.lire(ctx))
        montants = [self._part(self._au(ctx, ajouter_mois(jour, rang)[0]), part) for rang in range(mois)]
        suites = [(montant, len(list(suite))) for montant, suite in groupby(montants)]
        dits = [f"{formater(Fraction(nombre), 'mois')} × {formater(montant, '€')}" for montant, nombre in suites]
        total = sum(montants, Fraction(0))
        return Quantite(total, "€", Operation(" + ".join(dits) or formater(total, "€")), len(dits) > 1)

    def _un_jour(self, ctx: Contexte, jour: Date, part: Quantite | None) -> Quantite:
        valeur = self._au(ctx, jour)
        source = f"{INDICES[self.indice].nom} au {formater_date(valeur.depuis)}, {valeur.source}"
        entier = formater(valeur.montant, "€")
        if part is None:
            return Quantite(valeur.montant, "€", f"{entier} ({source})")
        montant = self._part(valeur, part)
        # Within another sum, the amount that this one multiplies or adds is the one that is read.
        calcul = (
            f"{part.texte} de {entier} ({source})"
            if self.libelle
            else f"{formater(montant, '€')} ({part.texte} de {entier}, {source})"
        )
        return Quantite(montant, "€", calcul)

    def _au(self, ctx: Contexte, jour: Date) -> Valeur:
        """The value in force on a day; the newest one known is said to be so."""
        indice = INDICES[self.indice]
        valeur = indice.au(jour)
        if valeur is None:
            raise Manque("", f"la valeur du {indice.nom} au {formater_date(jour)}, antérieure à celles que nous avons")
        if valeur is indice.valeurs[-1]:
            message = f"{indice.nom} : dernière valeur connue, du {formater_date(valeur.depuis)} ({valeur.source})."
            ctx.signaler("info", message, "Vérifiez qu'aucune revalorisation n'a eu lieu depuis.", self.citation)
        return valeur

    def _part(self, valeur: Valeur, part: Quantite | None) -> Fraction:
        return valeur.montant if part is None else centimes(valeur.montant * part.coefficient)

    def traduire(self, feuille: Feuille) -> Formule:
        """A test a value of the index, from the newest to the oldest."""
        if self.pendant is not None:
            raise Intraduisible("les valeurs de chaque mois s’additionnent sur le site")
        nom, valeurs = feuille.champ(self.date), INDICES[self.indice].valeurs
        cas = [(f"{nom}>={jour(valeur.depuis)}", litteral(valeur.montant, "€")) for valeur in reversed(valeurs)]
        montant = choisir(cas, None).avec(Formule(nom, requis=(nom,)))
        if self.part is None:
            return montant
        part = self.part.formule(feuille)
        part_de = arrondie(produit(montant, part, unite="€"), 2)
        if not part.connue:
            return part_de
        return choisir([(part.connue, replace(part_de, requis=montant.requis, conditions=montant.conditions))], montant)
