"""The form of a budget (`budget.yaml`): its lines, dated, as the operator's desk asks for them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator

from catalogue.mots import Jour, Modele, Mot, OuiNon, Phrase, motif, refuser


class Poste(Modele):
    """A line that the reader fills in, or (without `cle`) the title of an account that gathers lines."""

    nom: Phrase
    compte: Mot | None = None
    cle: Annotated[Mot, motif(r"[a-z][a-z0-9_]*", "écrivez des minuscules, des chiffres et _")] | None = None
    dans: Mot | None = None
    departement: OuiNon = False
    """The Département's own payment: the rules fill it in."""
    heures: OuiNon = False
    """May be reckoned from hours and an hourly rate."""
    du: Jour | None = None
    au: Jour | None = None
    """The years where the line exists."""


Postes = tuple[Poste, ...]


class FormulaireBudget(Modele):
    """A form of budget: the associations' CERFA n° 12156, or another that a Département prefers."""

    formulaire: Phrase
    edition: Phrase
    arretee_le: Jour
    charges: Postes
    indirectes: Postes = ()
    produits: Annotated[Postes, AfterValidator(lambda postes: _un_departement(postes))]
    propres: Postes = ()
    contributions_charges: Postes = ()
    contributions_produits: Postes = ()

    def donnees(self) -> dict[str, Any]:
        """The plain data that `calculators.bureau.charger_plan` takes, here as in the browser."""
        return self.model_dump(mode="json", exclude_none=True)


def _un_departement(postes: Postes) -> Postes:
    if sum(poste.departement for poste in postes) != 1:
        raise refuser(
            "une ligne, et une seule, porte « departement: oui » ; c’est là que va le versement du Département"
        )
    return postes
