"""The form of a budget (`budget.yaml`): its lines, dated, as the operator's desk asks for them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo, model_validator

from calculators.typographie import guillemets
from catalogue.mots import Jour, Modele, Mot, OuiNon, Phrase, motif, refuser


def _apres(au: date, info: ValidationInfo) -> date:
    if (du := info.data.get("du")) and au < du:
        raise refuser("cette ligne finit avant de commencer ; vérifiez du et au")
    return au


class Poste(Modele):
    """A line that the reader fills in, or (without `cle`) the title of an account that gathers lines."""

    nom: Phrase
    compte: Mot | None = None
    cle: Annotated[Mot, motif(r"[a-z][a-z0-9_]*", "écrivez des minuscules, des chiffres et _")] | None = None
    dans: Mot | None = None
    """The account of the title that gathers it."""
    departement: OuiNon = False
    """The Département's own payment: the rules fill it in."""
    heures: OuiNon = False
    """May be reckoned from hours and an hourly rate."""
    du: Jour | None = None
    au: Annotated[Jour, AfterValidator(_apres)] | None = None
    """The first and the last day of the years where the line exists."""

    def existe(self, jour: date) -> bool:
        """Whether a form of that day has the line."""
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)


def _rangees(postes: tuple[Poste, ...]) -> tuple[Poste, ...]:
    """Every line of a part has its own key, and stands under a title of that part."""
    vues: set[str] = set()
    titres = {poste.compte for poste in postes if poste.cle is None}
    for poste in postes:
        if poste.cle is not None and poste.cle in vues:
            raise refuser(f"clé {guillemets(poste.cle)} en double ; donnez-en une autre à l'une des deux lignes")
        if poste.dans is not None and poste.dans not in titres:
            quoi = f"{guillemets(poste.nom)} est rangé dans le compte {guillemets(poste.dans)}, qui n'a pas de titre"
            raise refuser(f"{quoi} ; ajoutez « {{compte: …, nom: … }} » ou corrigez « dans »")
        vues.add(poste.cle or "")
    return postes


def _un_departement(postes: tuple[Poste, ...]) -> tuple[Poste, ...]:
    if sum(poste.departement for poste in postes) != 1:
        raise refuser(
            "une ligne, et une seule, porte « departement: oui » ; c’est là que va le versement du Département"
        )
    return postes


Postes = Annotated[tuple[Poste, ...], AfterValidator(_rangees)]


class FormulaireBudget(Modele):
    """A form of budget: the associations' CERFA n° 12156, or another that a Département prefers."""

    formulaire: Phrase
    edition: Phrase
    arretee_le: Jour
    charges: Postes
    indirectes: Postes = ()
    produits: Annotated[Postes, AfterValidator(_un_departement)]
    propres: Postes = ()
    contributions_charges: Postes = ()
    contributions_produits: Postes = ()

    @property
    def champs(self) -> list[str]:
        """The keys of its fields, those of hours and rates included."""
        parts = (self.charges, self.indirectes, self.produits, self.propres)
        postes = [p for part in (*parts, self.contributions_charges, self.contributions_produits) for p in part]
        return [cle for p in postes if p.cle for cle in (p.cle, *((f"{p.cle}_heures", f"{p.cle}_taux") * p.heures))]

    @model_validator(mode="after")
    def _sans_homonyme(self) -> FormulaireBudget:
        """A key is one field of the whole form, whatever its part."""
        if doubles := [cle for cle, nombre in Counter(self.champs).items() if nombre > 1]:
            raise refuser(f"clé {guillemets(doubles[0])} donnée à deux lignes ; donnez-en une autre à l'une d'elles")
        return self

    def donnees(self, jour: date) -> dict[str, Any]:
        """The lines of that day, as the plain data that `calculators.bureau.charger_plan` takes."""
        bruts = self.model_dump(mode="json", exclude_none=True)
        for section, postes in bruts.items():
            if isinstance(postes, list):
                existent = [poste.existe(jour) for poste in getattr(self, section)]
                bruts[section] = [brut for brut, existe in zip(postes, existent, strict=True) if existe]
        return bruts
