"""« Pour une personne »: the questions of every sheet on one page, and the list of sheets as if nothing were known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from calculators.orientation import TERRITOIRE, VOIR, FicheOrientee, Orientation, Question, rendre_orientation
from calculators.saisie import INCONNU
from calculators.typographie import en_suite
from site_src.appels import appel_regles, json_compact
from site_src.cadre import CALCUL, Page
from site_src.formulaire import CLAVIERS, INDICATIONS
from site_src.gabarits import a_appeler, rendre
from site_src.sujets import ESSENTIEL
from site_src.vues import VueCatalogue, VueFiche

RACINE = "../"
REGLES = "assets/personne/orientation.js"
FORMULAIRE = "personne"


@dataclass(frozen=True)
class Controle:
    """A question as the page shows it: its field, and the answer that stands while nobody gives one."""

    champ: Any
    valeur: Any


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The one page."""
    bilan_orientation = orientation(catalogue)
    bilan = bilan_orientation.orienter({})
    controles = [(question.demarche, _controle(question)) for question in bilan_orientation.questionnaire.questions]
    contenu = rendre(
        "personne.html",
        formulaire=FORMULAIRE,
        racine=RACINE,
        regles=REGLES,
        questions=[controle for demarche, controle in controles if not demarche],
        demarches=[controle for demarche, controle in controles if demarche],
        departements=bilan_orientation.departements,
        territoire=TERRITOIRE,
        voir=VOIR,
        indications=INDICATIONS,
        claviers=CLAVIERS,
        bilan=bilan.phrase,
        resultats=rendre_orientation(bilan, FORMULAIRE, RACINE),
    )
    return [
        Page(
            "personne/index.html",
            "Une action pour cette personne ?",
            "Quelques questions, et chaque fiche répond : convient, à vérifier, ne convient pas, et pourquoi.",
            "personne",
            contenu,
            feuilles=("calculateur", "resultat", "personne"),
            scripts=(*CALCUL, "personne"),
        )
    ]


def orientation(catalogue: VueCatalogue) -> Orientation:
    """The published sheets, ready to be asked about a person; their rules are those already loaded."""
    return Orientation([vue.une_fois("orientée", partial(_orientee, vue, catalogue)) for vue in catalogue.fiches])


def _orientee(vue: VueFiche, catalogue: VueCatalogue) -> FicheOrientee:
    return FicheOrientee(**{**_carte(vue, catalogue), "faits": _faits(vue)}, regles=vue.fiche.regles)


def ecrire_orientation(catalogue: VueCatalogue, cible: Path) -> None:
    """Write what the browser needs for it, in one file."""
    chemin = cible / REGLES
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(appel_regles(regles_orientation(catalogue)), encoding="utf-8", newline="\n")


def regles_orientation(catalogue: VueCatalogue) -> str:
    """Each sheet's eligibility rules and what its card shows, as JSON."""
    fiches = [_carte(vue, catalogue) | {"faits": _faits(vue)} | _regles(vue) for vue in catalogue.fiches]
    return json_compact({"fiches": fiches})


def _carte(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, Any]:
    fiche, essentiel = vue.fiche, vue.fiche.essentiel
    territoire = catalogue.catalogue.vocabulaire.departements[fiche.departement]
    return {
        "id": fiche.id,
        "repere": fiche.repere,
        "titre": fiche.titre,
        "departement": fiche.departement if territoire.code != "-" else "",
        "nom_departement": territoire.nom,
        "institution": territoire.institution or territoire.nom,
        "adresse": vue.adresse,
        "contact": () if essentiel.contact.muette else tuple(a_appeler(en_suite(essentiel.contact.texte))),
        "validite": tuple(jour.isoformat() if jour else "" for jour in (fiche.valide_du, fiche.valide_au)),
    }


def _faits(vue: VueFiche) -> tuple[str, ...]:
    """Its duration and its format, where the sheet says them."""
    essentiel = vue.fiche.essentiel
    cellules = {"Durée": essentiel.duree, ESSENTIEL["groupe"]: essentiel.groupe}
    return tuple(f"{nom} : {en_suite(cellule.texte)}" for nom, cellule in cellules.items() if not cellule.muette)


def _regles(vue: VueFiche) -> dict[str, Any]:
    """The eligibility calculator alone, without its example, and the hypotheses that it opens."""
    fiche = vue.fiche
    calculateur = fiche.regles.calculateurs.get("eligibilite")
    if calculateur is None:
        return {"hypotheses": {}, "calculateurs": {}}
    brut = {nom: valeur for nom, valeur in fiche.calculateurs["eligibilite"].items() if nom != "exemple"}
    hypotheses = {code: fiche.hypotheses[code] for code in fiche.hypotheses if code in calculateur.codes}
    return {"hypotheses": hypotheses, "calculateurs": {"eligibilite": brut}}


def _controle(question: Question) -> Controle:
    """« Je ne sais pas » stands at first for what is asked of the person; paperwork stands « non renseigné »."""
    champ = replace(question.champ, cle=question.nom)
    if champ.type == "choix_multiples":
        return Controle(replace(champ, facultatif=False), [])
    if champ.type not in ("oui_non", "choix"):
        aide = f"{champ.aide} Laissez vide si vous ne savez pas.".strip()
        return Controle(replace(champ, aide=aide), "")
    if not question.demarche:
        return Controle(champ, INCONNU)
    options = {"oui": "Oui", "non": "Non"} if champ.type == "oui_non" else champ.options
    options = {"": "Non renseigné", **options, INCONNU: "Je ne sais pas"}
    return Controle(replace(champ, type="choix", options=options), "")
