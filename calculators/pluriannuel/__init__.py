"""Several years and several funders: what each brings, what remains, what is still to be filled in.

`grille`         the years, the expenses and the funders that a sheet names
`deploiement`    these, unfolded into one plain calculator
`cofinancement`  the table filled in
`bandes`         the drawing: a bar a year
`rendu`          the sentence, the drawing, its table, as HTML
"""

from calculators.pluriannuel.cofinancement import Cofinancement, Pluriannuel, cofinancer
from calculators.pluriannuel.deploiement import deployer
from calculators.pluriannuel.grille import NOM, Grille, case
from calculators.pluriannuel.rendu import dire, rendre_cofinancement

__all__ = [
    "NOM",
    "Cofinancement",
    "Grille",
    "Pluriannuel",
    "case",
    "cofinancer",
    "deployer",
    "dire",
    "rendre_cofinancement",
]
