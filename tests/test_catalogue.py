"""The project's own catalogue: its sheets hold together and say what their sources say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from calculators.faits import FAITS
from catalogue import Catalogue, brouillon, lire_catalogue, normaliser, verifier
from catalogue.analyse import ICI

FICHES = ICI / "fiches"
SOURCES = Path(__file__).parent / "sources"
IDS = ["alsace-4-passerelle", "garantie-activite-6", "isere-2-3", "isere-2-4", "isere-2-5"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return lire_catalogue(FICHES)


def phrases(source: str) -> list[str]:
    """The sentences of a source document, without what its conversion left in it."""
    source = re.sub(r"\s*\^\{([^}]*)\}", r"\1", re.sub(r"<[^>]*>", "\n", source))
    source = re.sub(r"[⇒➤▪↳#]", " ", source).replace("**", "")
    brutes = re.split(r"[\n\t]|(?<=[.;])\s+(?=[A-ZÉ])|(?:^|\s)- (?=[A-ZÉ])", source)
    plates = (normaliser(phrase.strip().removeprefix("*").removesuffix("*")) for phrase in brutes)
    return [phrase for phrase in plates if phrase]


def test_le_catalogue_n_a_ni_faute_ni_conseil() -> None:
    assert [str(probleme) for probleme in verifier(FICHES)] == []


def test_les_fiches_sont_triees(catalogue: Catalogue) -> None:
    assert [fiche.id for fiche in catalogue.fiches] == IDS
    assert catalogue.publiees == catalogue.fiches
    assert {fiche.id for fiche in catalogue.fiches if fiche.nature == "cadre"} == {"garantie-activite-6"}


@pytest.mark.parametrize("identifiant", IDS)
def test_chaque_phrase_de_la_source_est_dans_la_fiche(catalogue: Catalogue, identifiant: str) -> None:
    fiche = catalogue.fiche(identifiant)
    texte, position, absentes = normaliser(fiche.texte_integral()), 0, []
    attendues = phrases((SOURCES / fiche.source.fichier).read_text("utf-8"))
    for phrase in attendues:
        trouvee = texte.find(phrase, position)
        if trouvee < 0:
            absentes.append(phrase)
        else:
            position = trouvee + len(phrase)
    assert absentes == []
    assert len(attendues) > 30


@pytest.mark.parametrize("identifiant", IDS)
def test_la_fiche_n_ajoute_rien_a_la_source(catalogue: Catalogue, identifiant: str) -> None:
    fiche = catalogue.fiche(identifiant)
    source = " ".join(phrases((SOURCES / fiche.source.fichier).read_text("utf-8")))
    mots = re.findall(r"\w+", source)
    assert re.findall(r"\w+", normaliser(fiche.texte_integral())) == mots


def test_l_orthographe_des_sources_reste(catalogue: Catalogue) -> None:
    assert "Une part fixe lié à l'ingénierie" in catalogue.fiche("isere-2-3").texte_integral()
    assert "bénéficiaires du rSa" in catalogue.fiche("alsace-4-passerelle").texte_integral()
    garantie = catalogue.fiche("garantie-activite-6").texte_integral()
    assert "étoffer l' offre existante" in garantie
    assert "dès le 2ème semestre 2019" in garantie
    assert "2019* : > 200 000 € / an" in garantie


def test_nos_mots_ont_les_espaces_du_francais(catalogue: Catalogue) -> None:
    financement = catalogue.fiche("isere-2-3").essentiel.financement
    assert "800\u00a0€ à 1\u202f200\u00a0€" in financement.texte
    assert "1 200 €" in str(financement.citation)


def test_une_fiche_s_appelle_par_son_numero(catalogue: Catalogue) -> None:
    assert (catalogue.fiche("isere-2-3").repere, catalogue.fiche("garantie-activite-6").repere) == (
        "Action 2.3",
        "Fiche 6",
    )


def test_aucune_date_n_est_inventee(catalogue: Catalogue) -> None:
    for fiche in catalogue.fiches:
        assert fiche.transcrite_le == date(2026, 11, 24)
        assert (fiche.revue_le, fiche.valide_du, fiche.valide_au) == (None, None, None)


def test_donnees_regles_sont_des_mots(catalogue: Catalogue) -> None:
    donnees = catalogue.fiche("isere-2-5").donnees_regles()
    assert sorted(donnees) == ["calculateurs", "hypotheses", "id", "nature", "titre"]

    def feuilles(brut: object) -> set[type]:
        elements = brut.values() if isinstance(brut, dict) else brut if isinstance(brut, list) else None
        return {type(brut)} if elements is None else set().union(*map(feuilles, elements))

    assert feuilles(donnees) == {str}


def test_les_cas_sont_tous_lus(catalogue: Catalogue) -> None:
    assert [cas.fiche for cas in catalogue.cas] == IDS
    resultat = catalogue.fiche("isere-2-5").regles.calculer(
        "financement", {"jours": "10", "cout_jour": "400", "prevus": "8", "presents_moyens": "6"}
    )
    assert resultat.en_json()["valeurs"]["total"] == "3500.00"


def test_un_public_large_reste_sous_les_publics_qu_il_contient(catalogue: Catalogue) -> None:
    couverts = catalogue.vocabulaire.publics_couverts
    assert couverts(["brsa", "pssi"]) == ("brsa", "pssi", "tns", "sans-enfant", "droits-et-devoirs")
    assert couverts(["tns"]) == ("brsa", "tns")
    assert couverts(["jeunes"]) == ("jeunes",)


REFUSEES = {
    ("alsace-4-passerelle", "besoin"): set(),
    ("isere-2-3", "orientation"): {"SOCIOPRO", "EMPLOI", "AUCUNE"},
    ("isere-2-3", "difficultes"): set(),
    ("isere-2-4", "situation"): set(),
    ("isere-2-4", "orientation"): {"TNS", "SOCIOPRO", "EMPLOI", "AUCUNE"},
    ("isere-2-4", "porteur"): {"association", "autre"},
    ("isere-2-5", "orientation"): set(),
    ("isere-2-5", "contrat"): {"aucun"},
}
"""Sheet and shared fact → the answers that it turns down, its example being right for all the rest.

A sheet names the answers that it admits, and so turns down any that is added to `FAITS`. One that appears here is to be
decided sheet by sheet, on its text: turned down indeed, or to be named in its condition.
"""


def test_chaque_reponse_d_un_fait_partage_est_jugee_fiche_par_fiche(catalogue: Catalogue) -> None:
    refusees: dict[tuple[str, str], set[str]] = {}
    for fiche in catalogue.fiches:
        calculateur = fiche.regles.calculateurs.get("eligibilite")
        if calculateur is None:
            continue
        for cle, champ in ((c, champ) for c, champ in calculateur.champs.items() if c in FAITS and champ.options):
            essais = {m: [m] if champ.type == "choix_multiples" else m for m in champ.options}
            statuts = {
                mot: fiche.regles.calculer("eligibilite", {**calculateur.exemple, cle: saisie}).statut
                for mot, saisie in essais.items()
            }
            refusees[fiche.id, cle] = {mot for mot, statut in statuts.items() if statut == "non_eligible"}
    assert refusees == REFUSEES


def test_une_fiche_retiree_renvoie_a_celle_que_le_lecteur_peut_ouvrir(catalogue: Catalogue) -> None:
    retiree = catalogue.fiche("isere-2-4").model_copy(update={"etat": "retiree", "remplacee_par": "isere-2-5"})
    suivante = catalogue.fiche("isere-2-5")
    assert catalogue.remplacante(retiree) == suivante
    for etat, ouverte in (("retiree", True), ("brouillon", False)):
        change = suivante.model_copy(update={"etat": etat})
        trouvee = replace(catalogue, fiches=(change, retiree)).remplacante(retiree)
        assert (trouvee is change) == ouverte, etat
    assert catalogue.remplacante(suivante) is None


def test_le_vocabulaire_connait_les_mots_du_metier(catalogue: Catalogue) -> None:
    sigles = {sigle.sigle: sigle for sigle in catalogue.vocabulaire.sigles}
    assert "Pôle emploi" in sigles["FT"].autres_noms
    assert {"indépendant", "agriculteur"} <= {*sigles["TNS"].formes}
    assert sigles["AI"].capitales
    assert not sigles["RSA"].capitales
    assert {"BRSA", "PSSI", "CER", "PPAE", "SIPE", "FAPI", "MAAC"} <= sigles.keys()


def test_le_site_a_son_logo(catalogue: Catalogue) -> None:
    chemin = catalogue.site.chemin_logo
    assert chemin is not None
    assert chemin.read_text("utf-8").startswith("<svg")
    assert catalogue.site.contact.courriel.endswith(".example")


def test_un_brouillon_passe_la_verification(catalogue: Catalogue, tmp_path: Path) -> None:
    dossier = tmp_path / "fiches"
    dossier.mkdir()
    texte = brouillon("nouvelle-action", date(2026, 11, 24), catalogue.vocabulaire)
    (dossier / "nouvelle-action.yaml").write_text(texte, "utf-8")
    assert verifier(dossier) == []
    assert lire_catalogue(dossier).publiees == ()
    avant, regles = texte.split("# --- Les règles", 1)
    regles = re.sub(r"(?m)^# ", "", regles).replace("La phrase de la fiche qui donne ce montant", "Allocataires du RSA")
    decommente = f"{avant}#{regles}"
    (dossier / "nouvelle-action.yaml").write_text(decommente, "utf-8")
    # The sentence that stands in for the sheet's own has no figure.
    dits = [probleme.message.replace("\u00a0", " ") for probleme in verifier(dossier) if probleme.niveau != "erreur"]
    assert len(dits) == len(verifier(dossier)) == 2 and any("« 150 € » n’est dans aucune citation" in d for d in dits)


@pytest.mark.parametrize("nom", ["con", "Majuscule", "../evasion", "", "a" * 65, "-tiret", "accentué", "$id"])
def test_un_brouillon_refuse_un_mauvais_nom(catalogue: Catalogue, nom: str) -> None:
    with pytest.raises(ValueError, match="ne peut pas nommer une fiche"):
        brouillon(nom, date(2026, 11, 24), catalogue.vocabulaire)
