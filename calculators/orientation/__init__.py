"""« Une action pour cette personne ? »: many sheets asked about one person.

`questions`        the questions of all the sheets as one list
`fiche_orientee`   one sheet among those that are asked
`changements`      which answer would change what it says
`avis`, `bilan`    what one sheet says of the person; what all of them say, in order
`institutions`, `phrases`, `rendu`   the same in words, and as HTML
"""

from calculators.orientation.avis import TERRITOIRE, Avis
from calculators.orientation.bilan import GROUPES, VOIR, Bilan, Orientation, ouvrir
from calculators.orientation.fiche_orientee import FicheOrientee
from calculators.orientation.institutions import avec_article
from calculators.orientation.questions import Question
from calculators.orientation.rendu import rendre_orientation

__all__ = [
    "GROUPES",
    "TERRITOIRE",
    "VOIR",
    "Avis",
    "Bilan",
    "FicheOrientee",
    "Orientation",
    "Question",
    "avec_article",
    "ouvrir",
    "rendre_orientation",
]
