"""What every sheet says of a person, as HTML: a tree like the other results, the same at build and in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.dates import formater_date
from calculators.orientation.avis import Avis
from calculators.orientation.bilan import GROUPES, PREMIERES, Bilan
from calculators.orientation.changements import FAVEUR, Changement
from calculators.orientation.phrases import dire_a_part, dire_avis, dire_changement, dire_groupe
from calculators.rendu.balises import ajouter, citer, joindre
from calculators.rendu.erreurs import resumer_erreurs
from calculators.rendu.resultat import ancre_clause
from calculators.resultat import VERDICTS
from calculators.trace import Ligne, formater
from calculators.typographie import en_suite, typographie

_SEULE = {"eligible": "Convient", "non_eligible": "Ne convient pas"}
"""The heading of a group of one sheet, where it agrees with it."""


def rendre_orientation(bilan: Bilan, formulaire: str = "", racine: str = "") -> str:
    """The whole answer; `racine` is the way from the page to the root of the site, `formulaire` the form's id."""
    return ET.tostring(_Rendu(formulaire, racine).tout(bilan), encoding="unicode", method="html")


class _Rendu:
    def __init__(self, formulaire: str, racine: str) -> None:
        self.formulaire, self.racine = formulaire, racine

    def tout(self, bilan: Bilan) -> ET.Element:
        tout = ajouter(ET.Element("div"), "div", "orientation")
        tout.set("data-bilan", bilan.phrase)
        resumer_erreurs(tout, bilan.erreurs, self.formulaire)
        self._prochaine(tout, bilan)
        resultats = ajouter(tout, "div")
        resultats.set("data-resultats", "")
        montres = bilan.avis[: bilan.montrees]
        for groupe in GROUPES:
            if du_groupe := [avis for avis in montres if avis.groupe == groupe]:
                self._groupe(resultats, groupe, bilan.comptes[groupe], du_groupe)
        if reste := len(bilan.avis) - bilan.montrees:
            suite = ajouter(tout, "p", "suite")
            texte = f"Voir les suivantes ({formater(Fraction(reste), 'fiches')})"
            bouton = ajouter(suite, "button", "discret", typographie(texte))
            bouton.attrib |= {"type": "button", "data-voir": str(bilan.montrees + PREMIERES), "id": "voir-suivantes"}
        self._a_part(tout, bilan.a_part)
        return tout

    def _prochaine(self, parent: ET.Element, bilan: Bilan) -> None:
        if bilan.prochaine is None:
            return
        ligne = ajouter(parent, "p", "prochaine", typographie("À demander d'abord : "))
        lien = ajouter(ligne, "a", "", bilan.prochaine.champ.libelle)
        lien.set("href", f"#{self.formulaire}-{bilan.prochaine.nom}")
        attendent = "fiches attendent" if bilan.compte_pour > 1 else "fiche attend"
        lien.tail = typographie(f" {bilan.compte_pour} {attendent} cette réponse.")

    def _groupe(self, parent: ET.Element, groupe: str, compte: int, avis: Sequence[Avis]) -> None:
        section = ajouter(parent, "section", f"groupe groupe-{groupe}")
        section.attrib |= {"aria-labelledby": f"groupe-{groupe}", "data-groupe": groupe}
        titre = ajouter(section, "h3")
        titre.set("id", f"groupe-{groupe}")
        ajouter(titre, "span", "statut-icone").set("aria-hidden", "true")
        nom = _SEULE.get(groupe, GROUPES[groupe]) if compte == 1 else GROUPES[groupe]
        ajouter(titre, "span", "groupe-nom", f"{nom} ")
        ajouter(titre, "span", "compte", formater(Fraction(compte)))
        if dit := dire_groupe(avis, compte):
            ajouter(section, "p", "groupe-note", typographie(dit))
        liste = ajouter(section, "ol", "orientees")
        for un in avis:
            self._fiche(liste, un)

    def _fiche(self, parent: ET.Element, avis: Avis) -> None:
        fiche = avis.fiche
        element = ajouter(parent, "li", "orientee")
        element.attrib |= {"data-fiche": fiche.id, "data-statut": avis.statut, "data-groupe": avis.groupe}
        surtitre = ajouter(element, "p", "surtitre")
        ajouter(surtitre, "span", "code", fiche.repere).tail = f" {fiche.nom_departement}"
        self._lien_fiche(ajouter(element, "h4"), avis, typographie(fiche.titre), "")
        _validite(element, *fiche.validite)
        detaillees = self._raison(element, avis)
        if detaillees:
            self._conditions(element, detaillees, avis)
        if not avis.des_que:
            for changement in avis.utiles:
                self._changement(element, changement)
        if fiche.faits:
            ajouter(element, "p", "orientee-faits", typographie(" · ".join(fiche.faits)))
        if fiche.contact and (avis.groupe == "eligible" or avis.des_que):
            joindre(ajouter(element, "p", "orientee-contact", typographie("Contact : ")), fiche.contact)
        self._pli(element, avis)
        self._lien_fiche(
            ajouter(element, "p", "vers-fiche"), avis, "Vérifier dans la fiche", "#calculateur-eligibilite"
        )

    def _lien_fiche(self, parent: ET.Element, avis: Avis, texte: str, ancre: str) -> None:
        """To the sheet, in another tab: the answers given here would be lost with the page."""
        lien = ajouter(parent, "a", "", texte)
        lien.attrib |= {"href": f"{self.racine}{avis.fiche.adresse}{ancre}", "target": "_blank", "rel": "noopener"}
        lien.set("id", f"{self.formulaire}-{'verifier' if ancre else 'fiche'}-{avis.fiche.id}")
        if ancre:  # the page hands them over to the tab that it opens: nothing of a person goes into an address
            lien.set("data-reponses", json.dumps(avis.entrees, ensure_ascii=False))
        suite = f" {avis.fiche.repere}" if ancre else ""
        ajouter(lien, "span", "hors-ecran", f"{suite} (nouvel onglet)")

    def _raison(self, parent: ET.Element, avis: Avis) -> list[Ligne]:
        """The sentence that says why; gives the conditions to show whole under it."""
        phrase, suite, detaillees = dire_avis(avis)
        ligne = ajouter(parent, "p", "orientee-raison", typographie(phrase))
        if suite:
            ligne.text = typographie(f"{phrase} ")
            ajouter(ligne, "span", "orientee-suite", typographie(suite))
        for priorite in avis.priorites:
            ajouter(parent, "p", "orientee-priorite", typographie(priorite.message))
        for hypothese in avis.resultat.hypotheses:
            if hypothese.ouverte and not avis.ailleurs:
                ajouter(parent, "p", "orientee-ouverte", typographie(f"La fiche ne tranche pas : {hypothese.texte}"))
        return detaillees

    def _conditions(self, parent: ET.Element, lignes: Iterable[Ligne], avis: Avis) -> None:
        liste = ajouter(parent, "ul", "conditions")
        precedente = ""
        for ligne in lignes:
            element = ajouter(liste, "li", f"condition verdict-{ligne.verdict}")
            ajouter(element, "strong", "ligne-verdict", VERDICTS[ligne.verdict]).tail = " "
            ajouter(element, "span", "condition-libelle", typographie(ligne.libelle))
            ajouter(element, "span", "condition-reponse", ligne.constat)
            if ligne.citation and ligne.citation != precedente:
                self._clause(element, ligne.citation, avis)
            precedente = ligne.citation

    def _clause(self, parent: ET.Element, citation: str, avis: Avis) -> None:
        bloc = ajouter(parent, "blockquote", "clause")
        citer(bloc, citation).tail = " "
        lien = ajouter(bloc, "a", "clause-lien", "Lire dans la fiche")
        ajouter(lien, "span", "hors-ecran", " (nouvel onglet)")
        href = f"{self.racine}{avis.fiche.adresse}#{ancre_clause(citation)}"
        lien.attrib |= {"href": href, "target": "_blank", "rel": "noopener"}

    def _changement(self, parent: ET.Element, changement: Changement) -> None:
        ligne = ajouter(parent, "p", f"changement changement-{changement.groupe}")
        ligne.text = typographie(dire_changement(changement))
        ajouter(ligne, "span", "changement-question", changement.question.champ.libelle)

    def _pli(self, parent: ET.Element, avis: Avis) -> None:
        if not avis.conditions:
            return
        pli = ajouter(parent, "details", "pli")
        pli.set("data-pli", avis.fiche.id)
        nombre = len(avis.conditions)
        sujet = f"Les {nombre} conditions, leurs clauses" if nombre > 1 else "La condition, sa clause"
        ajouter(pli, "summary", "", typographie(f"{sujet} et ce qui changerait la réponse"))
        self._conditions(pli, avis.conditions, avis)
        for changement in avis.changements:
            if FAVEUR[changement.groupe] < FAVEUR[avis.groupe] or avis.des_que:
                self._changement(pli, changement)
        for hypothese in avis.resultat.hypotheses:
            lue = next((li.libelle for li in hypothese.lectures if li.mot == hypothese.en_vigueur), "")
            ligne = ajouter(pli, "p", "hypothese")
            ajouter(ligne, "span", "etiquette", "Hypothèse").tail = " "
            ajouter(ligne, "span", "", typographie(f"{hypothese.texte} {f'Lecture retenue : {lue}.' if lue else ''}"))

    def _a_part(self, parent: ET.Element, avis: Sequence[Avis]) -> None:
        """The sheets without a public of their own: in a sentence, folded where they are many."""
        if not avis:
            return
        nombre = len(avis)
        bloc = ajouter(parent, "div", "a-part") if nombre == 1 else ajouter(parent, "details", "a-part pli")
        if nombre > 1:
            bloc.set("data-pli", "a-part")
        ajouter(bloc, "p" if nombre == 1 else "summary", "", typographie(dire_a_part(nombre)))
        liste = ajouter(bloc, "ul")
        for un in avis[:PREMIERES]:
            ligne = ajouter(liste, "li")
            ajouter(ligne, "span", "code", un.fiche.repere).tail = " "
            self._lien_fiche(ligne, un, typographie(un.fiche.titre), "")
            ligne[-1].tail = typographie(f" : {en_suite(un.resultat.phrase)}")


def _validite(parent: ET.Element, du: str, au: str) -> None:
    """When the sheet holds; a page marks it by the day of its reader."""
    if not (du or au):
        return
    ligne = ajouter(parent, "p", "validite")
    ligne.set("data-validite", "")
    mots = {"data-du": "du" if au else "à partir du", "data-au": "au" if du else "jusqu’au"}
    avant = "Valable"
    for marque, jour in (("data-du", du), ("data-au", au)):
        if jour:
            ajouter(ligne, "span", "", f"{avant} {mots[marque]} ")
            ajouter(ligne, "time", "", formater_date(date.fromisoformat(jour))).attrib |= {marque: "", "datetime": jour}
            avant = ""
