"""The blank *fiche de prescription* of an action: one page of paper, to fill by hand.

The site asks for no name: what is written about a person stands on this paper alone. Its boxes to tick are the
conditions of the `eligibilite` rules, so that paper and calculator ask for the same things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from calculators import Champ, Hypothese, typographie
from calculators.conditions import Condition, Fait, Groupe, SelonLecture
from calculators.mecanisme import MecanismeDeValeur
from calculators.mecanismes.public import Public
from calculators.mecanismes.silence import Silence
from calculators.typographie import en_suite, enumerer
from calculators.validite import en_vigueur
from catalogue.texte import forme_citee
from site_src.fiche_page import RACINE
from site_src.gabarits import rendre
from site_src.recherche_documents import passages
from site_src.vues import VueCatalogue, VueFiche

CONTRATS = ("CER", "PPAE")
"""The contracts that a prescription may belong to, by their abbreviation in the vocabulary."""


@dataclass
class Case:
    """A box to tick: a condition and the words that set it."""

    libelle: str
    citation: str
    options: list[str] = field(default_factory=list)
    """The answers that satisfy it, each with its own box, where several do."""
    note: str = ""
    """The question that the sheet leaves open, and how it is read."""
    sous: list[Case] = field(default_factory=list)


def rendre_prescription(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, str]:
    """What to hang in the frame: `titre`, `description`, `contenu`."""
    fiche = vue.fiche
    cases, prioritaires, silence = _conditions(vue)
    titre = f"Fiche de prescription\u00a0: {fiche.repere}"
    contenu = rendre(
        "prescription.html",
        fiche=fiche,
        racine=RACINE,
        repere=fiche.repere,
        departement=catalogue.departement(fiche),
        cases=cases,
        prioritaires=prioritaires,
        silence=silence,
        contrats=list(_contrats(vue, catalogue)),
    )
    description = f"À imprimer et à remplir à la main\u00a0: {fiche.titre}"
    return {"titre": titre, "description": description, "contenu": contenu}


def _conditions(vue: VueFiche) -> tuple[list[Case], list[Case], str]:
    """The boxes of the sheet's rules, those that only give priority, and what the sheet says where it has no rule.

    Of a rule dated in several versions, the latest: the paper is filled in today.
    """
    regles = vue.fiche.regles
    cases: list[Case] = []
    prioritaires: list[Case] = []
    silence = ""
    if calculateur := regles.calculateurs.get("eligibilite"):
        lire = _Lecture(calculateur.champs, regles.hypotheses)
        mecanismes = calculateur.mecanismes
        for regle in (mecanismes[rang] for rang in en_vigueur(mecanismes, None)):
            if isinstance(regle, Public):
                cases += [case for condition in regle.conditions for case in lire.cases(condition)]
                prioritaires += [case for condition in regle.prioritaires for case in lire.cases(condition)]
            elif isinstance(regle, Silence):
                silence = typographie(regle.message)
            elif regle.citation and not isinstance(regle, MecanismeDeValeur):  # a limit that is computed asks nothing
                cases.append(Case(typographie(regle.libelle or "Autre condition de la fiche"), regle.citation))
    return cases, prioritaires, silence


@dataclass(frozen=True)
class _Lecture:
    """Conditions as boxes, with the words of a form's fields and of a sheet's hypotheses."""

    champs: Mapping[str, Champ]
    hypotheses: Mapping[str, Hypothese]

    def cases(self, condition: Condition) -> list[Case]:
        """One box; one for each reading where the sheet's words leave several."""
        if isinstance(condition, Fait):
            return [self._fait(condition)]
        if isinstance(condition, Groupe) and not condition.minimum:
            # What must not be: one box, that none of it holds.
            exclus = enumerer([en_suite(membre.libelle) for membre in condition.parmi])
            return [Case(typographie(f"{condition.libelle} (aucun de ces cas : {exclus})"), condition.citation)]
        if isinstance(condition, Groupe):
            libelle = typographie(f"{condition.libelle} ({condition.combien})")
            sous = [case for membre in condition.parmi for case in self.cases(membre)]
            return [Case(libelle, condition.citation, sous=sous)]
        if isinstance(condition, SelonLecture):
            return self._selon(condition)
        raise TypeError(f"no box for {condition!r}")

    def _fait(self, fait: Fait) -> Case:
        mots = [*fait.attendus, *fait.selon]
        noms = self.champs[fait.champ].options if fait.champ in self.champs else {}
        options = [typographie(noms.get(mot, mot)) for mot in mots] if len(mots) > 1 else []
        note = " ".join(self._question(code, "") for code in dict.fromkeys(fait.selon.values()))
        return Case(typographie(fait.libelle), fait.citation, options, note)

    def _selon(self, condition: SelonLecture) -> list[Case]:
        retenue = self.hypotheses[condition.code].retenue
        cases = []
        for lecture in [retenue] if retenue else condition.cas:
            for case in self.cases(condition.cas[lecture]):
                case.note = self._question(condition.code, lecture)
                cases.append(case)
        return cases

    def _question(self, code: str, lecture: str) -> str:
        """« … un seul suffit-il ? Lecture retenue : un seul suffit. »"""
        hypothese = self.hypotheses[code]
        lue = lecture or hypothese.retenue
        debut = "Lecture retenue" if hypothese.retenue else "Selon la lecture"
        suite = f" {debut} : {hypothese.lectures[lue]}." if lue else ""
        return typographie(f"{hypothese.texte}{suite}")


def _contrats(vue: VueFiche, catalogue: VueCatalogue) -> Iterator[dict[str, str]]:
    """The contracts that the sheet names, each with the words that do: the prescription's own first."""
    fiche = vue.fiche
    clauses = [fiche.essentiel.prescription.citation or "", *(clause.citation for clause in vue.clauses.values())]
    phrases = [*clauses, *(texte for _, texte in passages(vue))]
    tout = forme_citee(" ; ".join(phrases))
    entrees = {entree.sigle: entree for entree in catalogue.catalogue.vocabulaire.sigles}
    for sigle in CONTRATS:
        if entree := entrees.get(sigle):
            developpement = forme_citee(entree.developpement)
            if sigle not in tout and developpement not in tout:
                continue  # most sheets name none
            motif = re.compile(rf"\b(?:{sigle}|{re.escape(developpement)})\b")
            if trouvee := next((phrase for phrase in phrases if motif.search(forme_citee(phrase))), ""):
                nom = typographie(entree.developpement)
                yield {"sigle": sigle, "nom": nom[:1].upper() + nom[1:], "citation": trouvee}
