"""The one renderer of a result: HTML built as a tree (never as a string), the same at build and in the browser."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.calculateur import NOMS
from calculators.resultat import SANS_EFFET, VERDICTS, HypotheseVue, Resultat
from calculators.trace import Controle, Ligne, formater, valeur_json
from calculators.typographie import MONTANT, typographie

_NIVEAUX = {"bloquant": "Non conforme", "a_verifier": "À vérifier", "attention": "Attention", "info": "À savoir"}


def ancre_clause(citation: str) -> str:
    """The id of the passage of the sheet's page that holds a quotation."""
    return "clause-" + hashlib.sha256(" ".join(citation.split()).encode()).hexdigest()[:8]


def rendre_resultat(resultat: Resultat, formulaire: str = "", page_fiche: str = "") -> str:
    """The whole `<section data-resultat>`.

    `formulaire` is the id of the form that the hypothesis switches belong to; `page_fiche` the address of the
    sheet's page, empty on that page itself.
    """
    return ET.tostring(_Rendu(resultat, formulaire, page_fiche).section(), encoding="unicode", method="html")


@dataclass(frozen=True)
class _Rendu:
    resultat: Resultat
    formulaire: str
    page_fiche: str

    def section(self) -> ET.Element:
        resultat, nom = self.resultat, self.resultat.calculateur
        racine = ET.Element(
            "section",
            {
                "class": "resultat",
                "data-resultat": "",
                "data-calculateur": resultat.calculateur,
                "data-fiche": resultat.fiche,
                "data-statut": resultat.statut,
                "aria-label": typographie(f"Résultat : {NOMS.get(nom, nom).lower()} ({resultat.fiche})"),
            },
        )
        statut = _ajouter(racine, "p", f"statut statut-{resultat.statut}")
        _ajouter(statut, "span", "statut-icone").set("aria-hidden", "true")
        _ajouter(statut, "strong", "statut-mot", resultat.mot).tail = " "
        _ajouter(statut, "span", "statut-phrase", resultat.phrase)
        self._erreurs(racine)
        principale = next((li for li in resultat.lignes if li.cle == resultat.principale and not li.verdict), None)
        if principale:
            paragraphe = _ajouter(racine, "p", "principal")
            _ajouter(paragraphe, "span", "libelle", typographie(principale.libelle)).tail = " "
            _valeur(paragraphe, principale)
        # What is open or weighs on the amount stands on top, what changes nothing here is folded at the end.
        pesent = [hypothese for hypothese in resultat.hypotheses if hypothese.ouverte or hypothese.pese]
        self._hypotheses(racine, pesent)
        conditions = {ligne.citation for ligne in resultat.lignes if ligne.verdict}
        self._alertes(racine, [a for a in resultat.alertes if a.citation not in conditions or a.niveau == "info"])
        self._lignes(racine, principale)
        self._hypotheses_sans_effet(racine, [h for h in resultat.hypotheses if h not in pesent])
        return racine

    def _erreurs(self, parent: ET.Element) -> None:
        if not self.resultat.erreurs:
            return
        liste = _ajouter(parent, "ul", "erreurs")
        for erreur in self.resultat.erreurs:
            element = ET.SubElement(liste, "li")
            lien = ET.SubElement(element, "a", {"href": f"#{self.formulaire}-{erreur.champ}"})
            lien.text = erreur.message

    def _alertes(self, parent: ET.Element, alertes: list[Controle]) -> None:
        if not alertes:
            return
        liste = _ajouter(parent, "ul", "alertes")
        for alerte in alertes:
            element = _ajouter(liste, "li", f"alerte alerte-{alerte.niveau}")
            message = _ajouter(element, "p", "alerte-message")
            _ajouter(message, "strong", "alerte-niveau", _NIVEAUX[alerte.niveau]).tail = " "
            _ajouter(message, "span", "", typographie(alerte.message))
            if alerte.correction:
                _ajouter(element, "p", "alerte-correction", typographie(alerte.correction))
            self._clause(element, alerte.citation)

    def _lignes(self, parent: ET.Element, principale: Ligne | None) -> None:
        lignes = self.resultat.lignes
        if not lignes:
            return
        liste = _ajouter(parent, "ol", "lignes")
        precedente = ""
        for ligne in lignes:
            element = _ajouter(liste, "li", f"ligne condition verdict-{ligne.verdict}" if ligne.verdict else "ligne")
            tete = _ajouter(element, "div", "ligne-tete")
            _ajouter(tete, "span", "ligne-libelle", typographie(ligne.libelle)).tail = " "
            if ligne.verdict:
                _ajouter(tete, "strong", "ligne-verdict", VERDICTS[ligne.verdict])
            elif ligne is principale:
                _ajouter(tete, "span", "ligne-valeur", ligne.texte)
            else:
                _valeur(tete, ligne)
            reponse = f"Réponse : {ligne.texte} ; " if ligne.verdict else ""
            if ligne.explication:
                operation = not ligne.verdict and any(signe in ligne.explication for signe in "×÷+−")
                egal = f" = {ligne.texte}" if operation else ""
                _ajouter(element, "p", "ligne-calcul", typographie(reponse) + ligne.explication + egal)
            if ligne.citation == precedente and ligne.citation:
                rappel = _ajouter(element, "p", "clause clause-repetee")
                self._lien(rappel, ligne.citation, "Même clause")
            else:
                self._clause(element, ligne.citation)
            precedente = ligne.citation

    def _clause(self, parent: ET.Element, citation: str) -> None:
        if not citation:
            return
        bloc = _ajouter(parent, "blockquote", "clause")
        _citer(bloc, citation).tail = " "
        self._lien(bloc, citation, "Lire dans la fiche")

    def _lien(self, parent: ET.Element, citation: str, texte: str) -> None:
        lien = _ajouter(parent, "a", "clause-lien", texte)
        lien.set("href", f"{self.page_fiche}#{ancre_clause(citation)}")

    def _hypotheses(self, parent: ET.Element, hypotheses: Sequence[HypotheseVue]) -> None:
        if hypotheses:
            bloc = _ajouter(parent, "div", "hypotheses")
            for hypothese in hypotheses:
                self._hypothese(bloc, hypothese)

    def _hypotheses_sans_effet(self, parent: ET.Element, hypotheses: Sequence[HypotheseVue]) -> None:
        """Readings that change nothing here stay at hand, out of the way."""
        if hypotheses:
            repli = _ajouter(parent, "details", "hypotheses-sans-effet")
            nombre = formater(Fraction(len(hypotheses)), "autres hypothèses")
            _ajouter(repli, "summary", "", f"{nombre}, {SANS_EFFET}")
            self._hypotheses(repli, hypotheses)

    def _hypothese(self, parent: ET.Element, hypothese: HypotheseVue) -> None:
        bloc = _ajouter(parent, "fieldset", "hypothese" + (" hypothese-ouverte" if hypothese.ouverte else ""))
        bloc.set("data-hypothese", hypothese.code)
        legende = ET.SubElement(bloc, "legend")
        _ajouter(legende, "span", "etiquette", "Hypothèse").tail = " "
        _ajouter(legende, "span", "", hypothese.texte).tail = " "
        if hypothese.citation:
            self._lien(legende, hypothese.citation, "Lire dans la fiche")
        for lecture in hypothese.lectures:
            nom = f"hypothese:{hypothese.code}"
            attributs = {"type": "radio", "name": nom, "value": lecture.mot, "form": self.formulaire}
            attributs["autocomplete"] = "off"  # a reload shows the example: its readings, not the last ones
            attributs["id"] = f"{self.formulaire}-{hypothese.code}-{lecture.mot}"
            if lecture.mot == hypothese.en_vigueur:
                attributs["checked"] = "checked"
            etiquette = _ajouter(bloc, "label", "lecture")
            ET.SubElement(etiquette, "input", attributs).tail = " "
            _ajouter(etiquette, "span", "lecture-libelle", lecture.libelle).tail = " "
            if lecture.effet:
                _ajouter(etiquette, "span", "effet", typographie(lecture.effet))


def _ajouter(parent: ET.Element, balise: str, classe: str = "", texte: str = "") -> ET.Element:
    element = ET.SubElement(parent, balise, {"class": classe} if classe else {})
    element.text = texte or None
    return element


def _citer(parent: ET.Element, citation: str) -> ET.Element:
    """The sheet's own words, each amount held on one line."""
    bloc, fin = _ajouter(parent, "q"), 0
    dernier: ET.Element | None = None
    for montant in MONTANT.finditer(citation):
        _prolonger(bloc, dernier, citation[fin : montant.start()])
        dernier, fin = _ajouter(bloc, "span", "montant", montant[0]), montant.end()
    _prolonger(bloc, dernier, citation[fin:])
    return bloc


def _prolonger(bloc: ET.Element, dernier: ET.Element | None, texte: str) -> None:
    if dernier is None:
        bloc.text = texte
    else:
        dernier.tail = texte


def _valeur(parent: ET.Element, ligne: Ligne) -> None:
    brute = valeur_json(ligne.valeur, ligne.unite)
    attributs = {"data-cle": ligne.cle, "value": "" if brute is None else str(brute)}
    ET.SubElement(parent, "data", attributs).text = ligne.texte
