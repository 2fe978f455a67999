"""The name of an authority within a sentence: with its article, or as what something belongs to."""

from __future__ import annotations

_AU_FEMININ = ("Collectivité", "Métropole")
_AU_MASCULIN = "Département"


def de(institution: str) -> str:
    """« du Département de l’Isère », « de la Collectivité européenne d’Alsace »; a mere place name after a colon."""
    if institution.startswith(_AU_FEMININ):
        return f"de la {institution}"
    return f"du {institution}" if institution.startswith(_AU_MASCULIN) else f"du Département : {institution}"


def avec_article(institution: str, debut: bool = True) -> str:
    """« Le Département de l’Isère », at the head of a sentence unless told; a mere place name stays bare."""
    if institution.startswith((*_AU_FEMININ, _AU_MASCULIN)):
        article = "la" if institution.startswith(_AU_FEMININ) else "le"
        return f"{article.capitalize() if debut else article} {institution}"
    return institution
