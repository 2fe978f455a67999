"""Results as HTML: trees, never strings, the same at build and in the browser.

`balises`    small pieces: an element, a quotation, the steps of a sum
`erreurs`    what can't be read of what was typed, on top of a result
`resultat`   the one renderer of a result
`dessin`     what charts are drawn with
"""

from calculators.rendu.resultat import ancre_clause, rendre_resultat

__all__ = ["ancre_clause", "rendre_resultat"]
