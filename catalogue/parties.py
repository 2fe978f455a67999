"""The parts of a sheet: the cells of « L'essentiel », its text by sections, its source, its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from catalogue.mots import Jour, Modele, Mot, Phrase, cle_de, court

NON_PRECISE = "La fiche ne le précise pas"
"""What the draft of a sheet answers to each question of « L'essentiel », until its author does."""


class Cellule(Modele):
    """One cell of « L'essentiel »: our short words, and the sheet's own where it has some."""

    texte: Annotated[Phrase, court(300)]
    citation: Mot | None = None

    @property
    def muette(self) -> bool:
        """Whether it answers nothing: away from its question, its words would not be understood."""
        return self.texte == NON_PRECISE


class Essentiel(Modele):
    """The six questions that a reader asks first."""

    pour_qui: Cellule
    duree: Cellule
    prescription: Cellule
    groupe: Cellule
    financement: Cellule
    contact: Cellule


QUESTIONS = tuple(Essentiel.model_fields)
"""What a reader may ask of a sheet: the cells of « L'essentiel »."""


class Section(Modele):
    """A section of the source: its title as written, its text in Markdown, its sub-sections."""

    titre: Mot
    rubrique: Annotated[Mot, cle_de("rubriques")]
    texte: Mot = ""
    sections: tuple[Section, ...] = ()

    def a_plat(self) -> Iterator[Section]:
        """Itself, then the sections that it holds, in the order of the text."""
        yield self
        for section in self.sections:
            yield from section.a_plat()


class Source(Modele):
    """Where the sheet comes from."""

    fichier: Mot
    document: Phrase


class Evenement(Modele):
    """What was done to the sheet, and when."""

    date: Jour
    quoi: Phrase
