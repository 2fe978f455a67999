"""`silence`: the sheet says nothing, and the calculator says so."""

from __future__ import annotations

from calculators.contexte import Contexte
from calculators.mecanisme import Mecanisme
from calculators.parametres import texte


class Silence(Mecanisme):
    """Dit que la fiche ne prévoit rien sur ce point ; le résultat est « sans objet ».

    La seule règle du calculateur, sans champ ; une citation peut montrer les mots qui le disent.

    Exemple :
        genre: silence
        message: La fiche ne prévoit pas de financement.
    """

    genre = "silence"
    citation_facultative = True
    message: str = texte("ce que la fiche ne dit pas, et où le lecteur peut le trouver")

    def evaluer(self, ctx: Contexte) -> None:
        """Hand the sentence to the result."""
        ctx.silence = self.message
        if self.citation:
            ctx.signaler("info", self.message)
