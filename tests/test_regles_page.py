"""The page of a sheet's rules says in words what the engine reads, so that a transcription can be checked."""

from __future__ import annotations

import html
import re

import pytest

from calculators import MECANISMES, Champ
from calculators.mecanismes.public import PRIORITE
from catalogue import lire_catalogue
from site_src.installation import RACINE
from site_src.regles_en_mots import Lecture
from site_src.regles_page import rendre_regles
from site_src.vues import VueCatalogue, voir


@pytest.fixture(scope="module")
def vues() -> VueCatalogue:
    return voir(lire_catalogue(RACINE / "catalogue" / "fiches", avec_cas=False))


def regles(vues: VueCatalogue, fiche: str) -> list[str]:
    """Each rule of the page, its text alone."""
    vue = next(vue for vue in vues.fiches if vue.fiche.id == fiche)
    morceaux = rendre_regles(vue)["contenu"].split('<li class="regle">')[1:]
    mots = [html.unescape(re.sub(r"<[^>]+>", " ", m.split("</li>")[0])) for m in morceaux]
    return [" ".join(mot.replace("\u202f", " ").replace("\u00a0", " ").split()) for mot in mots]


def regle(vues: VueCatalogue, fiche: str, debut: str) -> str:
    return next(mot for mot in regles(vues, fiche) if mot.startswith(debut))


def test_the_figures_that_the_engine_reads_stand_under_each_clause(vues: VueCatalogue) -> None:
    cout = regle(vues, "isere-2-3", "Coût d’une mesure")
    assert "la plus petite valeur admise 800 € la plus grande valeur admise 1 200 €" in cout
    assert "Base financée × 50 %" in regle(vues, "isere-2-5", "Part fixe")
    assert "la limite 400 €" in regle(vues, "isere-2-5", "Base financée Retient")
    assert "24 mois" in regle(vues, "alsace-4-passerelle", "Durée prévue")


def test_a_rule_is_headed_by_what_it_bears_on_and_says_what_it_does(vues: VueCatalogue) -> None:
    for vue in vues.fiches:
        for mot in regles(vues, vue.fiche.id):
            assert not re.match(r"(bornes|plafond|produit|condition)\b", mot, re.IGNORECASE), mot
    assert "Vérifie qu’une valeur se tient entre un minimum et un maximum." in regle(vues, "isere-2-3", "Coût d’une")


def test_a_priority_is_no_condition(vues: VueCatalogue) -> None:
    prioritaire = regle(vues, "isere-2-5", "accompagnée en PSSI")
    assert PRIORITE in prioritaire and "sans écarter les autres" in prioritaire
    assert "Condition à remplir" in regle(vues, "isere-2-5", "Allocataire du RSA")


def test_a_rule_names_every_hypothesis_that_it_opens(vues: VueCatalogue) -> None:
    assert regle(vues, "isere-2-5", "Part variable").startswith("Part variable H-DENOM H-LIN H-PLAF")


def test_a_value_that_is_not_shown_is_told_where_it_is_made(vues: VueCatalogue) -> None:
    assert "Ne sert qu’aux règles suivantes." in regle(vues, "isere-2-5", "valeur A")
    assert "la quantité de départ valeur A" in regle(vues, "isere-2-5", "Reste à charge")


def test_the_limits_and_the_words_of_a_rule_are_french() -> None:
    lecture = Lecture({}, {"d": Champ("d", "date", "Dépôt")})
    condition = {"champ": "d", "a_partir_du": "2024-01-01", "jusqu_au": "2024-12-31"}
    assert [quoi for quoi, _ in lecture.condition(condition)] == ["question", "jusqu’au", "à partir du"]
    exigence = MECANISMES["presences"].parametres["exigence"]
    assert lecture.dire("presents_chaque_jour", "exigence", exigence) == "présents chaque jour"
