"""The results of an accessibility audit (`accessibilite.yaml`): what the declaration says, and the state of the site.

A site never calls itself compliant: without an audit that is less than three years old, it is « non conforme ».
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from calculators import SaisieInvalide, lire_nombre
from catalogue.mots import Jour, Modele, Mot, Phrase, motif, refuser

NON, PARTIELLE, TOTALE = "non conforme", "partiellement conforme", "totalement conforme"
VALIDITE_ANS = 3
"""A declaration is made again three years after its audit."""


def _taux(brut: Any) -> Fraction:
    try:
        taux = lire_nombre(brut, "%")
    except SaisieInvalide as erreur:
        raise refuser(f"{erreur.message.rstrip('.')} ; écrivez la part des critères respectés, comme 78,5") from None
    if not 0 <= taux <= 100:
        raise refuser("un taux de conformité va de 0 à 100 ; reprenez celui du rapport d'audit")
    return taux


Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]
Page = Annotated[Mot, motif(r"https?://[^\s]+", "écrivez une adresse comme https://departement.example/plan")]


Telephone = Annotated[Phrase, motif(r"[+(]?\d[\d\s.()/-]{2,30}", "écrivez un numéro en chiffres, comme 04 76 00 38 38")]


class Document(Modele):
    """A document that the declaration sends to: the schéma pluriannuel, a plan d'action."""

    titre: Phrase
    adresse: Page


class Derogation(Modele):
    """A content left inaccessible because the charge would be disproportionate: the law wants both reasons."""

    contenu: Phrase
    motif: Phrase
    alternative: Phrase


class Audit(Modele):
    """What the auditor found."""

    date: Jour
    auditeur: Phrase
    taux: Annotated[Fraction, BeforeValidator(_taux)]
    version: Annotated[Mot, motif(r"\d(\.\d)*", "écrivez la version du RGAA, comme 4.1.2")] = "4.1.2"
    environnements: Phrases
    outils: Phrases
    pages: Phrases

    @property
    def fin(self) -> datetime.date:
        """The last day on which it counts."""
        an = self.date.year + VALIDITE_ANS
        try:
            return self.date.replace(year=an)
        except ValueError:  # 29 February
            return datetime.date(an, 2, 28)


def _coherentes(fautes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    audit: Audit | None = info.data.get("audit")
    if audit and audit.taux == 100 and fautes:
        raise refuser("le taux est de 100 % et des non-conformités sont listées ; corrigez l'un ou l'autre")
    if audit and audit.taux < 100 and not fautes:
        raise refuser("le taux est inférieur à 100 % ; listez les non-conformités de l'audit")
    return fautes


class Accessibilite(Modele):
    """What a Department says of its site's accessibility; all of it may be missing, and then nothing is claimed."""

    audit: Audit | None = None
    etablie_le: Jour | None = None
    """When the declaration was first made; the day of the audit, or of the site, where it is missing."""
    mise_a_jour_le: Jour | None = None
    schema_pluriannuel: Document | None = None
    plans_action: tuple[Document, ...] = ()
    non_conformites: Annotated[tuple[Phrase, ...], AfterValidator(_coherentes), Field(validate_default=True)] = ()
    derogations: tuple[Derogation, ...] = ()
    exemptes: tuple[Phrase, ...] = ()
    technologies: tuple[Phrase, ...] = ()
    formulaire: Page | None = None
    """Where a message can be sent without a mail program."""
    telephone: Telephone | None = None

    def perimee(self, jour: datetime.date) -> bool:
        """Whether the audit is too old to count on that day."""
        return self.audit is not None and jour > self.audit.fin

    def etat(self, jour: datetime.date) -> str:
        """The words that the law wants on every home page."""
        if self.audit is None or self.perimee(jour) or self.audit.taux < 50:
            return NON
        return TOTALE if self.audit.taux == 100 else PARTIELLE
