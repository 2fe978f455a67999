"""The files of `cas/`, read and replayed: those of the sheets that are here."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculators.typographie import guillemets
from catalogue.cas import CasDeFiche, rejouer
from catalogue.document import Document
from catalogue.fichiers import refus_de_dossier
from catalogue.lecture import lire_document
from catalogue.problemes import AVERTISSEMENT
from catalogue.validation import valider

if TYPE_CHECKING:
    from catalogue.analyse import Analyse


def lire_cas(a: Analyse, dossier: Path) -> None:
    """Replay the cases of the sheets that are here; the cases of others are not ours to judge."""
    if refus := refus_de_dossier(dossier):
        a.sans_fichier(dossier, refus)
        return
    vus: dict[str, str] = {}
    for chemin in a.lister(dossier):
        document = lire_document(chemin, a.memoire)
        brut = document.donnees.get("fiche", "")
        fiche = brut.strip() if isinstance(brut, str) else ""
        if fiche and fiche not in a.lues:
            _soupconner(a, document, chemin.stem, fiche)
            continue
        a.documents.append(document)
        bruts = document.donnees.get("cas")
        for rang, un in enumerate(bruts if isinstance(bruts, list) else ()):
            _situer_cas(a, document, rang, un, vus)
        cas = valider(CasDeFiche, document)
        if cas:
            a.cas.append(cas)
            if cas.fiche in a.fiches:
                rejouer(cas, a.fiches[cas.fiche].regles, document)
        if document.problemes:
            a.mal_verifiees.add(fiche or chemin.stem)


def _soupconner(a: Analyse, document: Document, nom: str, fiche: str) -> None:
    """Tell cases that would be left out in silence though a sheet that is here seems to be meant."""
    voulue = nom if nom in a.lues else next(iter(get_close_matches(fiche[:80], a.lues, n=1, cutoff=0.8)), "")
    if nom != fiche and voulue:
        a.documents.append(document)
        a.mal_verifiees.add(voulue)
        quoi = f"aucune fiche {guillemets(fiche)} ici, ces cas ne sont pas vérifiés"
        lieu = document.situer(("fiche",))
        document.signaler(lieu, f"{quoi} ; vouliez-vous dire {guillemets(voulue)} ?", AVERTISSEMENT)


def _situer_cas(a: Analyse, document: Document, rang: int, brut: Any, vus: dict[str, str]) -> None:
    """Note what a case checks, and refuse an id met before."""
    if not isinstance(brut, dict):
        return
    a.verifies.add((str(document.donnees.get("fiche")), str(brut.get("calculateur"))))
    identifiant = str(brut.get("id"))
    if ailleurs := vus.get(identifiant):
        quoi = f"cas {guillemets(identifiant)} en double, déjà dans {ailleurs}"
        document.signaler(document.situer(("cas", rang, "id")), f"{quoi} ; donnez-lui un autre id")
    vus.setdefault(identifiant, document.fichier)
