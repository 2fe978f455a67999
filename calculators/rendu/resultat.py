"""The one renderer of a result: HTML built as a tree (never as a string), the same at build and in the browser."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.calculateur import NOMS
from calculators.hypotheses import SANS_EFFET, HypotheseVue
from calculators.rendu.balises import ajouter, arbre, citer, tenir
from calculators.rendu.erreurs import resumer_erreurs
from calculators.resultat import STATUTS, VERDICTS, Erreur, Resultat
from calculators.trace import Controle, Ligne, Operation, formater, valeur_json
from calculators.typographie import typographie

_NIVEAUX = {
    "bloquant": STATUTS["non_conforme"][0],
    "a_verifier": STATUTS["a_verifier"][0],
    "attention": "Attention",
    "info": "À savoir",
}


def ancre_clause(citation: str) -> str:
    """The id of the passage of the sheet's page that holds a quotation."""
    return "clause-" + hashlib.sha256(" ".join(citation.split()).encode()).hexdigest()[:8]


def rendre_resultat(resultat: Resultat, formulaire: str = "", page_fiche: str = "") -> str:
    """The whole `<section data-resultat>`.

    `formulaire` is the id of the form that the hypothesis switches belong to; `page_fiche` the address of the
    sheet's page, empty on that page itself.
    """
    return ET.tostring(Rendu(resultat, formulaire, page_fiche).section(), encoding="unicode", method="html")


@dataclass(frozen=True)
class Rendu:
    """The pieces of a result's section, each added to a parent."""

    resultat: Resultat
    formulaire: str
    page_fiche: str
    erreurs: Sequence[Erreur] | None = None
    """Those to gather on top of it, where they aren't the result's own."""

    def entete(self, nom: str) -> ET.Element:
        """The section itself, its status and the errors of what was typed."""
        resultat = self.resultat
        racine = ET.Element(
            "section",
            {
                "class": "resultat",
                "data-resultat": "",
                "data-calculateur": resultat.calculateur,
                "data-fiche": resultat.fiche,
                "data-statut": resultat.statut,
                "aria-label": typographie(f"Résultat : {nom} ({resultat.fiche})"),
            },
        )
        statut = ajouter(racine, "p", f"statut statut-{resultat.statut}")
        ajouter(statut, "span", "statut-icone").set("aria-hidden", "true")
        ajouter(statut, "strong", "statut-mot", resultat.mot).tail = " "
        ajouter(statut, "span", "statut-phrase", resultat.bandeau)
        self.clause(racine, resultat.citation)
        resumer_erreurs(racine, resultat.erreurs if self.erreurs is None else self.erreurs, self.formulaire)
        return racine

    def section(self) -> ET.Element:
        """The whole of it."""
        resultat, nom = self.resultat, self.resultat.calculateur
        racine = self.entete(NOMS.get(nom, nom).lower())
        principale = next((li for li in resultat.lignes if li.cle == resultat.principale and not li.verdict), None)
        if principale:
            paragraphe = ajouter(racine, "p", "principal")
            ajouter(paragraphe, "span", "libelle", typographie(principale.libelle)).tail = " "
            _valeur(paragraphe, principale)
        self.hypotheses(racine)  # what is open or weighs on the amount stands on top
        self.alertes(racine, resultat.alertes_seules)
        self.lignes(racine, resultat.lignes, principale)
        self.hypotheses_sans_effet(racine)
        return racine

    @property
    def _pesent(self) -> list[HypotheseVue]:
        return [hypothese for hypothese in self.resultat.hypotheses if hypothese.ouverte or hypothese.pese]

    def alertes(self, parent: ET.Element, alertes: Sequence[Controle]) -> None:
        """What does not hold, and what is good to know; not what the sentence of the status says, with its clause."""
        alertes = [alerte for alerte in alertes if not self.resultat.message or alerte.message != self.resultat.message]
        if not alertes:
            return
        liste = ajouter(parent, "ul", "alertes")
        for alerte in alertes:
            element = ajouter(liste, "li", f"alerte alerte-{alerte.niveau}")
            message = ajouter(element, "p", "alerte-message")
            ajouter(message, "strong", "alerte-niveau", _NIVEAUX[alerte.niveau]).tail = " "
            ajouter(message, "span", "", typographie(alerte.message))
            if alerte.correction:
                ajouter(element, "p", "alerte-correction", typographie(alerte.correction))
            self.clause(element, alerte.citation)

    def lignes(self, parent: ET.Element, lignes: Sequence[Ligne], principale: Ligne | None = None) -> None:
        """Each value with its sum and its clause."""
        if not lignes:
            return
        liste = ajouter(parent, "ol", "lignes")
        precedente = ""
        for ligne in lignes:
            element = ajouter(liste, "li", f"ligne condition verdict-{ligne.verdict}" if ligne.verdict else "ligne")
            if isinstance(ligne.valeur, str) and not ligne.verdict:
                element.set("data-mot", ligne.valeur)
            tete = ajouter(element, "div", "ligne-tete")
            ajouter(tete, "span", "ligne-libelle", typographie(ligne.libelle)).tail = " "
            if ligne.verdict:
                ajouter(tete, "strong", "ligne-verdict", VERDICTS[ligne.verdict])
            elif ligne is principale:
                ajouter(tete, "span", "ligne-valeur", ligne.texte)
            else:
                _valeur(tete, ligne)
            if ligne.explication:
                dite = ligne.constat if ligne.verdict else ligne.explication
                calcul = ajouter(element, "p", "ligne-calcul", dite)
                if ligne.nature is Operation:
                    calcul.text = f"{dite} "
                    ajouter(calcul, "span", "insecable", f"= {ligne.texte}")
            arbre(element, ligne.etapes, ligne.citation)
            if ligne.citation == precedente and ligne.citation:
                rappel = ajouter(element, "p", "clause clause-repetee")
                self._lien(rappel, ligne.citation, "Même clause")
            else:
                self.clause(element, ligne.citation)
            precedente = ligne.citation

    def clause(self, parent: ET.Element, citation: str) -> None:
        """The sheet's own words, and the way to them."""
        if not citation:
            return
        self.citer(ajouter(parent, "blockquote", "clause"), citation)

    def citer(self, parent: ET.Element, citation: str) -> None:
        """The sheet's own words in a sentence, and the way to them."""
        citer(parent, citation).tail = " "
        self._lien(parent, citation, "Lire dans la fiche")

    def _lien(self, parent: ET.Element, citation: str, texte: str) -> None:
        lien = ajouter(parent, "a", "clause-lien", texte)
        lien.set("href", f"{self.page_fiche}#{ancre_clause(citation)}")

    def hypotheses(self, parent: ET.Element, ouvertes: bool | None = None) -> None:
        """What is open or weighs on the result; with `ouvertes`, only what is open, or only what is not."""
        self._bloc(parent, [h for h in self._pesent if ouvertes is None or h.ouverte is ouvertes])

    def _bloc(self, parent: ET.Element, hypotheses: Sequence[HypotheseVue]) -> None:
        if hypotheses:
            bloc = ajouter(parent, "div", "hypotheses")
            for hypothese in hypotheses:
                self._hypothese(bloc, hypothese)

    def hypotheses_sans_effet(self, parent: ET.Element) -> None:
        """Readings that change nothing here stay at hand, out of the way."""
        if hypotheses := [h for h in self.resultat.hypotheses if h not in self._pesent]:
            repli = ajouter(parent, "details", "hypotheses-sans-effet")
            nombre = formater(Fraction(len(hypotheses)), "autres hypothèses")
            ajouter(repli, "summary", "", f"{nombre}, {SANS_EFFET}")
            self._bloc(repli, hypotheses)

    def _hypothese(self, parent: ET.Element, hypothese: HypotheseVue) -> None:
        bloc = ajouter(parent, "fieldset", "hypothese" + (" hypothese-ouverte" if hypothese.ouverte else ""))
        bloc.set("data-hypothese", hypothese.code)
        legende = ET.SubElement(bloc, "legend")
        ajouter(legende, "span", "etiquette", "Hypothèse").tail = " "
        tenir(ajouter(legende, "span"), hypothese.texte).tail = " "
        if hypothese.citation:
            self._lien(legende, hypothese.citation, "Lire dans la fiche")
        for lecture in hypothese.lectures:
            nom = f"hypothese:{hypothese.code}"
            attributs = {"type": "radio", "name": nom, "value": lecture.mot, "form": self.formulaire}
            attributs["autocomplete"] = "off"  # the page gives back the readings of a visit, not the browser
            attributs["id"] = f"{self.formulaire}-{hypothese.code}-{lecture.mot}"
            if lecture.mot == hypothese.en_vigueur:
                attributs["checked"] = "checked"
            etiquette = ajouter(bloc, "label", "lecture")
            ET.SubElement(etiquette, "input", attributs).tail = " "
            tenir(ajouter(etiquette, "span", "lecture-libelle"), lecture.libelle).tail = " "
            if lecture.effet:
                ajouter(etiquette, "span", "effet", typographie(lecture.effet))


def _valeur(parent: ET.Element, ligne: Ligne) -> None:
    brute = valeur_json(ligne.valeur, ligne.unite)
    attributs = {"data-cle": ligne.cle, "value": "" if brute is None else str(brute)}
    ET.SubElement(parent, "data", attributs).text = ligne.texte
