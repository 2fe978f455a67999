"""The Department's logo: a picture alone. An SVG is a document too, which can run a script or ask another host."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from catalogue.fichiers import FichierRefuse, lire_octets

_SVG = "{http://www.w3.org/2000/svg}"
_INTERDITS = {
    "script", "handler", "listener", "style", "set", "animate", "animatecolor", "animatemotion", "animatetransform",
    "discard",
    "a", "use", "image", "feimage", "foreignobject", "iframe", "object", "embed", "audio", "video",
}  # fmt: skip
"""Elements that run, load or change something; a logo is drawn without them."""
_AILLEURS = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|image-set\s*\(|expression\s*\(|\\", re.IGNORECASE)


def refus_du_logo(chemin: Path, dossier: Path) -> str:
    """Why the file can't be the logo, empty where it can: « quoi ; comment corriger »."""
    try:
        range_ici = chemin.resolve().is_relative_to(dossier.resolve()) and chemin.suffix == ".svg" and chemin.is_file()
    except OSError:
        range_ici = False
    if not range_ici:
        return "introuvable ; donnez un fichier .svg rangé à côté de site.yaml"
    try:
        texte = lire_octets(chemin).decode("utf-8-sig")
    except FichierRefuse as refus:
        return f"refusé, {refus}"
    except UnicodeDecodeError:
        return "refusé, il n'est pas en UTF-8 ; enregistrez-le en UTF-8"
    # No entity to expand, no instruction that names a style sheet.
    if re.search(r"<!(?:DOCTYPE|ENTITY)", texte, re.IGNORECASE) or re.search(r"<\?(?!xml\s)", texte):
        return "refusé, il porte un DOCTYPE ou une instruction ; enregistrez-le en « SVG simple »"
    # A browser would read it in the encoding that it names; we read it in UTF-8.
    if re.match(r"""<\?xml\s[^>]*encoding\s*=\s*["'](?!utf-8["'])""", texte.lstrip(), re.IGNORECASE):
        return "refusé, il dit un autre codage qu'UTF-8 ; enregistrez-le en UTF-8"
    try:
        racine = ET.fromstring(texte.removeprefix('<?xml version="1.0" encoding="UTF-8"?>').strip())
    except (ET.ParseError, ValueError, RecursionError):
        return "illisible ; enregistrez-le de nouveau en SVG"
    if racine.tag != f"{_SVG}svg":
        return 'refusé, sa racine n\'est pas <svg xmlns="http://www.w3.org/2000/svg"> ; enregistrez-le en SVG'
    for element in racine.iter():
        if faute := _faute(element):
            return f"refusé, il contient {faute} ; enregistrez-le en « SVG simple », sans script ni lien"
    return ""


def _faute(element: ET.Element) -> str:
    espace, _, nom = element.tag.rpartition("}")
    if nom.lower() in _INTERDITS:
        return f"<{nom}>"
    if espace == "{http://www.w3.org/1999/xhtml":
        return f"du HTML (<{nom}>)"
    for attribut, valeur in element.attrib.items():
        simple = attribut.rpartition("}")[2].lower()
        if simple.startswith("on"):
            return f"« {simple} »"
        ailleurs = simple in ("href", "src", "srcset", "base") and not valeur.strip().startswith("#")
        if ailleurs or _AILLEURS.search(valeur):
            return f"une adresse (« {simple} »)"
    return ""
