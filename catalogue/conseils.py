"""What is only advisable: a question that a sheet leaves without an answer, a rule that no worked case reaches."""

from __future__ import annotations

from collections import defaultdict

from catalogue.analyse import Analyse
from catalogue.cas import Cas
from catalogue.chiffres import chiffres_sans_source
from catalogue.document import Chemin
from catalogue.problemes import AVERTISSEMENT, ERREUR

ATTENDUS = ("eligibilite", "duree", "financement")
"""What every reader asks of an action: for whom, how long, how much. A sheet answers, or says that it doesn't."""


def conseiller(a: Analyse) -> None:
    """What is only advisable: a silence left unsaid; a calculator, or one of its rules, that no worked case reaches."""
    cas_de: dict[str, list[Cas]] = defaultdict(list)
    for groupe in a.cas:
        cas_de[groupe.fiche] += groupe.cas
    for nom, fiche in a.fiches.items():
        if any(probleme.niveau == ERREUR for probleme in a.lues[nom].problemes):
            continue  # a fault told already may well be the cause
        for attendu in ATTENDUS if fiche.publiee and fiche.nature == "action" else ():
            if attendu not in fiche.regles.calculateurs:
                quoi = f"rien sur « {attendu} » ; écrivez sa règle, ou « silence » si la fiche n’en dit rien"
                a.lues[nom].signaler(a.lues[nom].situer(("calculateurs",), cle=True), quoi, AVERTISSEMENT)
        if fiche.publiee and fiche.formats and fiche.essentiel.groupe.muette:
            quoi = "un format est nommé, et « groupe » dit que la fiche se tait ; retirez l’un ou complétez l’autre"
            a.lues[nom].signaler(a.lues[nom].situer(("formats",), cle=True), quoi, AVERTISSEMENT)
        for calculateur in fiche.regles.calculateurs:
            chemin: Chemin = ("calculateurs", calculateur)
            _conseiller_l_exemple(a, nom, calculateur)
            _conseiller_les_champs(a, nom, calculateur)
            _conseiller_les_chiffres(a, nom, calculateur)
            siens = [un for un in cas_de[nom] if un.calculateur == calculateur]
            if nom in a.mal_verifiees:
                continue
            if (nom, calculateur) not in a.verifies:
                _conseiller_un_cas(a, nom, chemin, f"aucun cas ne vérifie le calculateur « {calculateur} »")
            elif siens:
                exerces = [fiche.regles.regles_exercees(calculateur, un.entrees, un.lectures) for un in siens]
                for rang, mecanisme in enumerate(fiche.regles.calculateurs[calculateur].mecanismes):
                    if not any(rang in exerce for exerce in exerces):
                        quoi = f"aucun cas n’exerce la règle « {mecanisme.genre} » de « {calculateur} »"
                        _conseiller_un_cas(a, nom, (*chemin, "regles", rang), quoi)


def _conseiller_l_exemple(a: Analyse, nom: str, calculateur: str) -> None:
    """The first case that a reader sees is one that can be computed, and that the sheet admits."""
    regles, document = a.fiches[nom].regles, a.lues[nom]
    if not regles.calculateurs[calculateur].champs:
        return
    resultat = a.fiches[nom].resultat_de_l_exemple(calculateur)
    ou = document.situer(("calculateurs", calculateur, "exemple"))
    if resultat.erreurs and not regles.calculateurs[calculateur].exemple:
        document.signaler(ou, f"« {calculateur} » est sans exemple ; donnez-en un qui se calcule", AVERTISSEMENT)
    elif resultat.statut in ("non_conforme", "non_eligible"):
        quoi = f"l’exemple de « {calculateur} » est refusé par la fiche"
        document.signaler(ou, f"{quoi} ; donnez-en un qu’elle admet", AVERTISSEMENT)
    elif resultat.statut == "a_verifier" and not any(hypothese.ouverte for hypothese in resultat.hypotheses):
        # What the sheet itself leaves open, no example can settle.
        quoi = f"l’exemple de « {calculateur} » reste à vérifier"
        document.signaler(ou, f"{quoi} ; donnez-en un que la fiche admet en entier", AVERTISSEMENT)


def _conseiller_les_champs(a: Analyse, nom: str, calculateur: str) -> None:
    """What a reader is asked for serves a rule."""
    document, dans = a.lues[nom], ("calculateurs", calculateur, "champs")
    for champ in a.fiches[nom].regles.champs_inutiles(calculateur):
        quoi = f"aucune règle ne lit le champ « {champ} » ; citez-le dans une règle, ou retirez-le"
        document.signaler(document.situer((*dans, champ), cle=True), quoi, AVERTISSEMENT)


def _conseiller_les_chiffres(a: Analyse, nom: str, calculateur: str) -> None:
    """The figures of a rule stand in the words that it quotes."""
    document, fiche, dans = a.lues[nom], a.fiches[nom], ("calculateurs", calculateur)
    for chemin, chiffre in chiffres_sans_source(fiche.calculateurs[calculateur], fiche.hypotheses):
        quoi = f"« {chiffre} » n’est dans aucune citation de « {calculateur} »"
        conseil = "vérifiez ce chiffre, ou citez la phrase qui le donne"
        document.signaler(document.situer((*dans, *chemin)), f"{quoi} ; {conseil}", AVERTISSEMENT)


def _conseiller_un_cas(a: Analyse, nom: str, chemin: Chemin, quoi: str) -> None:
    document = a.lues[nom]
    document.signaler(document.situer(chemin), f"{quoi} ; ajoutez-en un dans cas/{nom}.yaml", AVERTISSEMENT)
