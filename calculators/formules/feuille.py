"""The cells of one calculator as a spreadsheet holds them: what is typed, results, checks, steps between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, count
from typing import TYPE_CHECKING

from calculators.formules.cellule import (
    GENRES,
    SAISIE_ADMISE,
    SAISIES,
    STATUT,
    Cellule,
    Genre,
    libelle_date,
    nom_lecture,
)
from calculators.formules.formule import A_CORRIGER, CONFORME, Formule, et, mot, nom_defini
from calculators.formules.operations import arrondie
from calculators.formules.references import References
from calculators.formules.saisies import formule_retenue, nom_retenu

if TYPE_CHECKING:
    from calculators.calculateur import Calculateur
    from calculators.evaluation import Evaluation
    from calculators.hypotheses import Hypothese
    from calculators.mecanisme import Mecanisme


class Feuille(References):
    """Gathers the cells while each rule writes itself in.

    With `lectures`, these readings are fixed and every name ends with `suffixe`: a second set of cells that shows what
    another reading gives. `evaluation` is the case of the day, for the values that no formula gives.
    """

    def __init__(
        self,
        calculateur: Calculateur,
        hypotheses: Mapping[str, Hypothese],
        lectures: Mapping[str, str] | None = None,
        suffixe: str = "",
        evaluation: Evaluation | None = None,
    ) -> None:
        super().__init__(calculateur, hypotheses, lectures or {}, evaluation)
        self.cellules: list[Cellule] = []
        self.effets: list[list[str]] = []
        """For each rule, the tests that say that something came of it."""
        self._suffixe = suffixe
        self._noms = {SAISIE_ADMISE, SAISIES, STATUT, *map(nom_defini, self.champs), *map(nom_lecture, hypotheses)}
        self._gardes = [SAISIE_ADMISE]
        self._validite = ""
        self._regle: Mecanisme | None = None
        for cle, champ in self.champs.items():
            if formule := formule_retenue(champ, SAISIES):
                self._noms.add(nom_retenu(cle))
                if not suffixe:
                    self._ecrire("etape", nom_retenu(cle), "", f"{champ.libelle} (retenu)", f"={formule}")

    def ouvrir(self, regle: Mecanisme, validite: str) -> None:
        """A rule begins: its cells stand under its clause and its hypotheses, while `validite` holds."""
        self._regle, self._validite = regle, validite
        self.effets.append([])

    def clore(self) -> None:
        """The rules are all written: what follows is about the form."""
        self._regle, self._validite = None, ""

    def noter_effet(self, test: str) -> None:
        """The rule in hand is of use where this holds, even without a value."""
        self.effets[-1].append(test)

    def donner(self, cle: str, libelle: str, formule: Formule, citation: str = "") -> None:
        """A value shown: an amount is rounded here, half-up to the cent, as the engine does."""
        formule = arrondie(formule, 2) if formule.unite == "€" else formule
        self._libelles.setdefault(cle, libelle)
        self._placer("ligne", cle, libelle, formule, citation)

    def poser(self, cle: str, formule: Formule, libelle: str = "") -> None:
        """A value for the rules that follow; it may stand in for what was typed under the same key."""
        self._placer("etape", cle, libelle or self._libelles.get(cle) or "Calcul intermédiaire", formule)

    def dire(self, cle: str, libelle: str, texte: str, connue: str) -> None:
        """A value in words."""
        condition = et(self._validite, *self._gardes, connue)
        nom = self.nom_libre(nom_defini(cle))
        self._ecrire("ligne", nom, cle, libelle, f'=IF({condition},{texte},"")')

    def controler(self, libelle: str, verdict: str, connue: str, citation: str = "", cle: str = "") -> None:
        """A check: `verdict` is a formula that gives one of the words above."""
        condition = et(self._validite, *(branche for branche in self._branches if branche != "TRUE"), connue)
        formule = f'=IF({condition},{verdict},"")' if condition else f"={verdict}"
        # A rule that reads a value twice asks for it once.
        dite = any((c.genre, c.libelle, c.formule) == ("controle", libelle, formule) for c in self.cellules)
        if not self._suffixe and not dite:
            self._ecrire("controle", self.nom_libre("controle_1"), cle, libelle, formule, "", citation)

    def refuser(self, libelle: str, faute: str, connue: str) -> None:
        """Values that contradict each other: while they do, nothing that follows is given."""
        nom = f"refus_{len(self._gardes)}"
        self._gardes.append(f"{nom}={mot(CONFORME)}")
        if not self._suffixe:
            self.noter_effet(connue)
            fautive = f"IF({et(self._validite, connue)},{faute},FALSE)"
            self._ecrire("controle", nom, "", libelle, f"=IF({fautive},{mot(A_CORRIGER)},{mot(CONFORME)})")

    def figer(self, regle: Mecanisme, motif: str) -> None:
        """A rule that no formula can say: its values stand as they were computed."""
        for cle in filter(None, (getattr(regle, nom) for nom in (*regle.sorties, *regle.depots))):
            nom, genre = self.nom_libre(self._nom(cle)), GENRES[bool(regle.libelle)]
            unite = self._evaluation.unites.get(cle, "") if self._evaluation else ""
            self._ecrire(genre, nom, cle, regle.libelle or self.nom(cle), "", unite, motif=motif)
            self._references[cle] = Formule(nom, unite, (nom,), exacte=unite == "€")

    def _placer(self, genre: Genre, cle: str, libelle: str, formule: Formule, citation: str = "") -> None:
        gardes = self._gardes if genre == "ligne" else []
        condition = et(self._validite, *gardes, formule.connue)
        texte = f'=IF({condition},{formule.texte},"")' if condition else f"={formule.texte}"
        ancienne = self._references.get(cle)
        nom = self.nom_libre(self._nom(cle))
        date = libelle_date(libelle, self._regle.validite) if self._regle else libelle
        self._ecrire(genre, nom, cle, date, texte, formule.unite, citation)
        reference = Formule(nom, formule.unite, (nom,), exacte=formule.exacte)
        if ancienne and self._validite and cle not in self.champs:
            # Two versions of a rule in time: whichever holds that day.
            choix = f"=IF(ISNUMBER({ancienne.texte}),{ancienne.texte},{nom})"
            reference = Formule(self.nom_libre(f"{nom}_retenu"), formule.unite, exacte=formule.exacte)
            reference = reference.avec(Formule("", requis=(reference.texte,)))
            self._ecrire("etape", reference.texte, cle, libelle, choix, formule.unite)
        self._references[cle] = reference

    def _nom(self, cle: str) -> str:
        return nom_retenu(cle) if cle in self.champs else nom_defini(cle)

    def _ecrire(
        self, genre: Genre, nom: str, cle: str, libelle: str, formule: str,
        unite: str = "", citation: str = "", motif: str = "",
    ) -> None:  # fmt: skip
        cite, declarees = (self._regle.citation, self._regle.hypotheses) if self._regle else ("", ())
        lues = [code for code in self._hypotheses if re.search(rf"\b{nom_lecture(code)}=", formule)]
        codes = tuple(dict.fromkeys((*declarees, *lues)))
        if self.effets and self._regle and not nom.startswith("refus_"):
            self.effets[-1].append(f'{nom}<>""')
        self.cellules.append(Cellule(genre, nom, cle, libelle, formule, unite, citation or cite, codes, motif))

    def nom_libre(self, nom: str) -> str:
        """The name with the suffix of this set of cells, and the next number where it is taken."""
        racine = nom.removesuffix("_1")
        noms = (f"{racine}_{rang}{self._suffixe}" for rang in count(2))
        libre = next(un for un in chain([nom + self._suffixe], noms) if un not in self._noms)
        self._noms.add(libre)
        return libre
