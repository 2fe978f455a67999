"""File → `Document`, through checks that come in the order that keeps each one safe.

Size and nature of the file (`fichiers`), strict UTF-8, no control or bidi character, then YAML *events*
(`evenements`): no alias, anchor, tag or second document, bounded depth, no duplicate key. Nothing is ever
resolved: `NO`, `01004` and `1200.10` stay what was written.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from catalogue.document import Document, Lieu, caractere_refuse
from catalogue.evenements import construire
from catalogue.fichiers import FichierRefuse, lire_octets
from catalogue.memoire import Memoire
from catalogue.problemes import nommer


def lire_document(chemin: Path, memoire: Memoire | None = None) -> Document:
    """Read one file; nothing in it makes this raise."""
    nom = nommer(chemin)
    try:
        octets = lire_octets(chemin)
    except FichierRefuse as refus:
        document = Document(nom)
        document.signaler((1, 1), str(refus))
        return document
    empreinte = hashlib.sha256(octets).hexdigest()
    if memoire is None:
        return _comprendre(nom, octets, empreinte)
    lu = memoire.tenir(("document", nom, empreinte), lambda: _comprendre(nom, octets, empreinte))
    return replace(lu, problemes=list(lu.problemes))  # others will add theirs


def _comprendre(nom: str, octets: bytes, empreinte: str) -> Document:
    """The document of a file's bytes."""
    document = Document(nom, empreinte=empreinte)
    texte = _decoder(octets, document)
    if texte is not None:
        construire(texte, document)
        document.refuses = frozenset((p.ligne, p.colonne) for p in document.problemes)
    return document


def _decoder(octets: bytes, document: Document) -> str | None:
    """Strict UTF-8 (a BOM and CRLF are fine) without hidden characters, or `None` once the fault is recorded."""
    try:
        texte = octets.decode("utf-8-sig", "strict")
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start].decode("utf-8-sig", "replace")
        document.signaler(_lieu(avant), "ce fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8")
        return None
    if refuse := caractere_refuse(texte):
        rang, nom = refuse
        perdue = "lettre perdue par une conversion (U+FFFD) ; retapez-la"
        document.signaler(_lieu(texte[:rang]), perdue if nom == "U+FFFD" else f"caractère invisible {nom} ; effacez-le")
        return None
    return texte


def _lieu(avant: str) -> Lieu:
    lignes = avant.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lignes), len(lignes[-1]) + 1
