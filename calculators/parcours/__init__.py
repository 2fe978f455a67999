"""The course of an action on the calendar, from its first day.

`rencontres`   the least number of meetings over a span
`plan`         what the rules of time give from a first day
`frise`        the drawing: time flows down
`rendu`        the sentence, the drawing, its table, as HTML
"""

from calculators.parcours.frise import Frise
from calculators.parcours.plan import NOM, Parcours, Plan, composer, planifier
from calculators.parcours.rendu import dire, rendre_parcours

__all__ = ["NOM", "Frise", "Parcours", "Plan", "composer", "dire", "planifier", "rendre_parcours"]
