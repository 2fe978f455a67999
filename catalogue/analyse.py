"""The whole catalogue, read, validated and cross-checked in one pass; every fault of every file is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.accessibilite import Accessibilite
from catalogue.budget import FormulaireBudget
from catalogue.cas import CasDeFiche
from catalogue.croisements import (
    croiser_budget,
    croiser_citations,
    croiser_exemples,
    croiser_identifiant,
    croiser_regles,
    croiser_retrait,
)
from catalogue.document import Document
from catalogue.fichiers import FichierRefuse, juger_nom, lister
from catalogue.lecture import lire_document
from catalogue.memoire import Memoire
from catalogue.modele import Fiche
from catalogue.problemes import AVERTISSEMENT, Probleme, borner, nommer
from catalogue.references import Site, Vocabulaire
from catalogue.rejeu import lire_cas
from catalogue.validation import valider

ICI = Path(__file__).resolve().parent
"""The project's own `vocabulaire.yaml`, `site.yaml`, `budget.yaml` and `cas/`, where a folder of sheets brings none."""
VOISINS = ("vocabulaire.yaml", "site.yaml", "budget.yaml", "accessibilite.yaml", "cas")
"""What is read beside a folder of sheets."""


@dataclass
class Analyse:
    """What was understood of a catalogue, and what was not."""

    documents: list[Document] = field(default_factory=list)
    fiches: dict[str, Fiche] = field(default_factory=dict)
    lues: dict[str, Document] = field(default_factory=dict)
    """Every sheet's file by the sheet's id, the faulty ones included."""
    vocabulaire: Vocabulaire | None = None
    site: Site | None = None
    budget: FormulaireBudget | None = None
    accessibilite: Accessibilite | None = None
    cas: list[CasDeFiche] = field(default_factory=list)
    verifies: set[tuple[str, str]] = field(default_factory=set)
    """Sheet and calculator of every case, those of a faulty file included."""
    mal_verifiees: set[str] = field(default_factory=set)
    """Sheets whose cases hold a fault: what they check is not known yet."""
    memoire: Memoire = field(default_factory=Memoire)
    partage: str = ""
    """The hash of what all sheets share."""

    def problemes(self) -> list[Probleme]:
        """Every fault and advice found so far, sorted."""
        return sorted({probleme for document in self.documents for probleme in document.problemes})

    def lire(self, chemin: Path) -> Document:
        """Read a file of the catalogue and keep it."""
        document = lire_document(chemin, self.memoire)
        self.documents.append(document)
        return document

    def lister(self, dossier: Path) -> Iterator[Path]:
        """The files of a folder; what looks like one of them and is none is told."""
        try:
            chemins, suspects = lister(dossier)
        except FichierRefuse as refus:
            self.sans_fichier(dossier, str(refus))
            return
        for suspect in suspects:
            self.sans_fichier(suspect, f"extension ignorée ; renommez ce fichier en « {suspect.stem}.yaml »")
        yield from chemins

    def sans_fichier(self, chemin: Path, message: str) -> None:
        """A fault of something that was not read."""
        document = Document(nommer(chemin))
        document.signaler((1, 1), message)
        self.documents.append(document)


def analyser(dossier: Path, avec_cas: bool = True, memoire: Memoire | None = None) -> Analyse:
    """Read the sheets of `dossier`, what stands beside it, and check all of it together."""
    a = Analyse(memoire=memoire or Memoire())
    a.vocabulaire = valider(Vocabulaire, a.lire(_a_cote(dossier, "vocabulaire.yaml")))
    site = _a_cote(dossier, "site.yaml")
    a.site = valider(Site, a.lire(site), {"dossier": site.parent})
    a.budget = valider(FormulaireBudget, a.lire(_a_cote(dossier, "budget.yaml")))
    audit = dossier.absolute().parent / "accessibilite.yaml"  # another site's audit never stands for this one's
    a.accessibilite = valider(Accessibilite, a.lire(audit)) if os.path.lexists(audit) else Accessibilite()
    a.partage = " ".join(document.empreinte for document in a.documents)
    _lire_fiches(a, dossier)
    if avec_cas:
        lire_cas(a, _a_cote(dossier, "cas"))
    return a


def _a_cote(dossier: Path, nom: str) -> Path:
    voisin = dossier.absolute().parent / nom
    return voisin if os.path.lexists(voisin) else ICI / nom


def _lire_fiches(a: Analyse, dossier: Path) -> None:
    for chemin in a.lister(dossier):
        nom = chemin.name.removesuffix(".yaml")
        document = a.lues[nom] = a.lire(chemin)
        if refus := juger_nom(chemin):
            document.signaler((1, 1), refus)
    if not a.lues and os.path.isdir(dossier):  # noqa: PTH112 (False where the name itself is too long to be one)
        a.sans_fichier(dossier, "aucune fiche dans ce dossier ; créez-en une avec « python3 build.py new ID »")
    contexte = {**(a.vocabulaire.cles() if a.vocabulaire else {}), "fiches": a.lues}
    voisines = " ".join((a.partage, *a.lues))
    for nom, document in a.lues.items():
        cle = ("fiche", nom, document.fichier, document.empreinte, tuple(document.problemes), voisines)
        fiche, problemes = a.memoire.tenir(cle, partial(_juger, nom, document, contexte))
        document.problemes = borner(problemes)
        if fiche:
            a.fiches[nom] = fiche
    _croiser_liens(a)
    lignes = frozenset(a.budget.champs if a.budget else ())
    for nom, fiche in a.fiches.items():
        croiser_budget(a.lues[nom], fiche.regles, lignes)


def _juger(nom: str, document: Document, contexte: Mapping[str, Any]) -> tuple[Fiche | None, tuple[Probleme, ...]]:
    """A sheet that holds by itself, else none; and every problem known of its file."""
    fiche = valider(Fiche, document, contexte)
    if document.donnees:
        croiser_identifiant(document, nom)
        texte, regles = croiser_citations(document), croiser_regles(document)
        if fiche and regles:
            fiche.attacher(regles, texte, document.empreinte)
            croiser_exemples(document, fiche)
            return fiche, tuple(document.problemes)
    return None, tuple(document.problemes)


def _croiser_liens(a: Analyse) -> None:
    for nom, fiche in a.fiches.items():
        for rang, liee in enumerate(fiche.liees):
            document, autre = a.lues[nom], a.fiches.get(liee)
            lieu = document.situer(("liees", rang))
            if liee == nom:
                document.signaler(lieu, "la fiche est liée à elle-même ; retirez cet identifiant")
            elif fiche.etat != "brouillon" and autre and autre.etat == "brouillon":
                conseil = "publiez-la ou retirez le lien"
                document.signaler(lieu, f"la fiche liée « {liee} » n'est pas publiée ; {conseil}", AVERTISSEMENT)
        if fiche.retiree:
            croiser_retrait(a.lues[nom], fiche, a.fiches)
