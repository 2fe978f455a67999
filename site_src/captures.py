"""The screenshots of the guides: each with its words, hung where a guide asks for it.

The pictures and `captures.json`, their sizes and the words that they show, are made from the built site by
`tests/test_captures.py`, which also fails once one of them no longer shows the site:

    python3 build.py test tests/test_captures.py --captures
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from site_src.gabarits import rendre

IMAGES = Path(__file__).resolve().parent / "assets" / "images"
RELEVE = Path(__file__).resolve().parent / "captures.json"


@dataclass(frozen=True)
class Capture:
    """What a picture shows, for who sees it and for who doesn't."""

    legende: str
    alternative: str


CAPTURES = {
    "catalogue": Capture(
        "Le catalogue : à gauche les filtres, à droite les fiches, et pourquoi chacune répond.",
        "Le mot « mobilité » est cherché. Trois filtres se déplient à gauche ; à droite, chaque fiche montre son "
        "numéro, son titre, son public, sa durée, et la phrase où le mot a été trouvé, surligné.",
    ),
    "personne": Capture(
        "Pour une personne : chaque réponse trie toutes les fiches.",
        "À gauche, les questions ; à droite, combien de fiches conviennent et combien sont à vérifier, puis chaque "
        "fiche avec sa raison et ce qui reste à faire.",
    ),
    "essentiel": Capture(
        "L'essentiel d'une fiche, en six cases.",
        "Six cases : pour qui, combien de temps, comment prescrire, quel format, quel financement, qui appeler ; "
        "sous chacune, un lien « Lire la phrase ».",
    ),
    "calculateur": Capture(
        "Un calculateur : vos valeurs, le montant, et la phrase qui fonde chaque ligne.",
        "À gauche, le formulaire ; à droite, le total et le mot « Conforme », puis chaque montant avec son opération "
        "et, à côté, la phrase de la fiche.",
    ),
    "budget": Capture(
        "Le bureau du budget : vos coûts en face du versement, puis ce qui change si moins de personnes viennent.",
        "À gauche, les lignes à remplir ; à droite, les charges et les produits, où le versement du Département est "
        "inscrit au compte 74, et leurs totaux. Dessous, le début de la courbe du versement selon les présents.",
    ),
    "panne": Capture(
        "Ce que voit le lecteur quand le serveur ne donne pas un fichier du moteur.",
        "Une phrase nomme le fichier qui n'a pas été trouvé, rappelle que l'exemple et le texte restent lisibles, dit "
        "au service informatique que le serveur répond 404, et offre un bouton « Réessayer ».",
    ),
}
"""Each picture, by its name: the file is `capture-<name>.webp`, the token of a guide `capture-<name>`."""


def morceaux() -> dict[str, Markup]:
    """What hangs in the guides, by token."""
    tailles = json.loads(RELEVE.read_text(encoding="utf-8"))
    return {
        f"capture-{nom}": rendre("capture.html", nom=nom, capture=capture, **tailles[nom])
        for nom, capture in CAPTURES.items()
        if nom in tailles
    }
