"""The data·inclusion export: the official package reads all that we wrote, and nothing is lost without being said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from data_inclusion.schema import v1
from data_inclusion.schema.v1.score_qualite import score

from catalogue import V1, lire_catalogue, telephones, verifier
from site_src import exports
from site_src.exports import ExportDataInclusion
from site_src.exports.data_inclusion import exporter
from site_src.exports.relecture import relire
from site_src.installation import RACINE
from site_src.jugements import JUGES
from site_src.vues import voir

FICHES = RACINE / "catalogue" / "fiches"
ENUMS = {
    "type": v1.TypeService,
    "frais": v1.Frais,
    "publics": v1.Public,
    "modes_accueil": v1.ModeAccueil,
    "modes_mobilisation": v1.ModeMobilisation,
    "mobilisable_par": v1.PersonneMobilisatrice,
    "thematiques": v1.Thematique,
}
MODELES = {"services": v1.Service, "structures": v1.Structure}
SANS_BLOC = """id: essai
etat: publiee
nature: action
code: "9.1"
titre: Atelier d’essai
intitule: ATELIER D'ESSAI
departement: isere
themes: [mobilite]
publics: [brsa]
formats: [collectif]
source: {fichier: essai.txt, document: Document d’essai}
transcrite_le: 2026-11-20
resume: Une fiche d’essai.
essentiel:
  pour_qui: {texte: Allocataires du RSA, citation: Allocataires du RSA}
  duree: {texte: La fiche ne le précise pas}
  prescription: {texte: La fiche ne le précise pas}
  groupe: {texte: La fiche ne le précise pas}
  financement: {texte: La fiche ne le précise pas}
  contact: {texte: La fiche ne le précise pas}
texte:
  - titre: PUBLIC
    rubrique: publics
    texte: |
      - Allocataires du RSA
      - L'atelier est gratuit et dure 26 semaines, une heure et demie par semaine
      - Contacts : 04 76 00 00 01 ou 04 76 00 00 02
"""


@pytest.fixture(scope="module")
def publies(site: Path) -> dict[str, Any]:
    """What the built site publishes."""
    dossier = site / "donnees" / "data-inclusion"
    return {fichier.stem: json.loads(fichier.read_text("utf-8")) for fichier in dossier.glob("*.json")}


@pytest.fixture
def essayer(tmp_path: Path) -> Callable[..., ExportDataInclusion]:
    """The export of sheets made from `SANS_BLOC`, each with its own replacements."""

    def faire(*fiches: dict[str, str], racine: str = "") -> ExportDataInclusion:
        dossier = tmp_path / "fiches"
        dossier.mkdir(exist_ok=True)
        for rang, remplacements in enumerate(fiches):
            texte = SANS_BLOC.replace("id: essai", f"id: essai-{rang}")
            for avant, apres in remplacements.items():
                assert avant in texte
                texte = texte.replace(avant, apres)
            (dossier / f"essai-{rang}.yaml").write_text(texte, "utf-8")
        return exporter(voir(lire_catalogue(dossier, avec_cas=False)), racine)

    return faire


def simple(valeur: Any) -> Any:
    """A value as JSON carries it, a set in the order of the schema."""
    if isinstance(valeur, set):
        return sorted(v.value for v in valeur)
    return valeur if isinstance(valeur, int | float | list | None) else str(getattr(valeur, "value", valeur))


@pytest.mark.parametrize("champ", ENUMS)
def test_our_words_are_those_of_the_package(champ: str) -> None:
    assert V1[champ] == {mot.value: mot.label for mot in ENUMS[champ]}


def test_our_fields_and_lengths_are_those_of_the_package() -> None:
    for nom, modele in (("service", v1.Service), ("structure", v1.Structure)):
        assert V1[nom]["champs"] == list(modele.model_fields)
        assert V1[nom]["requis"] == [cle for cle, champ in modele.model_fields.items() if champ.is_required()]
    proprietes = v1.Service.model_json_schema()["properties"]
    for champ, (moins, plus) in V1["longueurs"].items():
        assert (proprietes[champ]["minLength"], proprietes[champ]["maxLength"]) == (int(moins), int(plus))
    assert set(V1["reseaux_porteurs"].items()) < {(mot.value, mot.label) for mot in v1.ReseauPorteur}
    assert len(V1["departements"]) == len(set(V1["departements"])) == 101


@pytest.mark.parametrize("genre", MODELES)
def test_the_package_reads_every_field_as_we_wrote_it(publies: dict[str, Any], genre: str) -> None:
    assert publies[genre]
    for objet in publies[genre]:
        assert set(objet) <= set(MODELES[genre].model_fields)
        lu = MODELES[genre].model_validate(objet, context={"ignore_warnings": False})
        relu = {nom: simple(valeur) for nom, valeur in lu.model_dump().items() if valeur is not None}
        ecrit = {nom: sorted(v) if nom in exports.relecture.LISTES else v for nom, v in objet.items()}
        assert relu == ecrit


def test_services_and_structures_hold_together(publies: dict[str, Any]) -> None:
    structures = {une["id"]: une for une in publies["structures"]}
    assert {un["structure_id"] for un in publies["services"]} == set(structures)
    assert len({un["id"] for un in publies["services"]}) == len(publies["services"])
    assert all(un["source"] == structures[un["structure_id"]]["source"] for un in publies["services"])
    assert structures["departement-38--departement"]["nom"] == "Département de l’Isère"
    assert all(une["reseaux_porteurs"] == ["departements"] and "siret" not in une for une in structures.values())


def test_each_action_is_what_the_table_says(publies: dict[str, Any]) -> None:
    services = {un["id"]: un for un in publies["services"]}
    types = {nom: un["type"] for nom, un in services.items()}
    assert types == {
        "departement-38--action-2-3": "accompagnement",
        "departement-38--action-2-4": "accompagnement",
        "departement-38--action-2-5": "atelier",
        "departement-67-68--action-4": "accompagnement",
    }
    assert {len(un["thematiques"]) for un in services.values()} == {2, 5, 6}
    for nom, un in services.items():
        assert un["publics"] == ["beneficiaires-des-minimas-sociaux"]
        assert un["mobilisable_par"] == ["professionnels"]
        assert un["zone_eligibilite"] == (["38"] if "-38-" in nom else ["67", "68"])
        assert un.get("telephone") == ("+33476003838" if "-38-" in nom else None)
        assert un.get("modes_mobilisation") == (["telephoner"] if "-38-" in nom else None)
        assert un["date_maj"] == "2026-11-24"
        assert 200 <= len(un["description"]) <= 2000
        assert {"frais", "nombre_semaines", "volume_horaire_hebdomadaire", "lien_source"}.isdisjoint(un)


def test_what_is_said_in_full_is_the_sheet_s_own_words(publies: dict[str, Any]) -> None:
    catalogue = lire_catalogue(FICHES)
    liste = {un["service"]: un["fiche"] for un in publies["non-transposable"]["fiches"] if un["service"]}
    for service in publies["services"]:
        texte = " ".join(catalogue.fiche(liste[service["id"]]).texte_integral().split())
        for champ in ("publics_precisions", "conditions_acces", "mobilisation_precisions"):
            assert champ not in service or service[champ] in texte
        for ligne in service["description"].split("\n\n", 1)[1].splitlines():
            assert ligne.removeprefix("- ") in texte


def test_the_quality_score_is_lost_only_where_the_sheet_is_silent(publies: dict[str, Any]) -> None:
    for service in publies["services"]:
        note, criteres = score(v1.Service.model_validate(service))
        manques = {nom for nom, valeur in criteres.items() if valeur == 0 and nom != "date_maj_recente"}
        assert 0 < note <= 1
        silences = {"frais_bien_definis", "adresse_bien_definie", "au_moins_un_moyen_de_contact"}
        assert (
            manques <= silences if "67-68" in service["id"] else manques <= silences - {"au_moins_un_moyen_de_contact"}
        )


def test_what_can_t_be_said_is_listed_with_the_sheet_s_clauses(publies: dict[str, Any]) -> None:
    fiches = {un["fiche"]: un for un in publies["non-transposable"]["fiches"]}
    cadre = fiches["garantie-activite-6"]
    assert cadre["service"] is None and "fiche cadre" in cadre["motif"]
    perdu = {un["sujet"]: un for un in fiches["isere-2-3"]["non_transposable"]}
    assert perdu["La durée"]["citations"] == ["maximum 6 mois, renouvelable une fois"]
    assert any("800 € à 1 200 €" in citation for citation in perdu["Le financement"]["citations"])
    assert {"L’éligibilité", "Les hypothèses", "Le format", "Axes et objectifs", "Les frais", "La date"} <= set(perdu)
    assert "Le téléphone" not in perdu
    passerelle = {un["sujet"]: un for un in fiches["alsace-4-passerelle"]["non_transposable"]}
    assert "n’en donne pas" in passerelle["Le téléphone"]["raison"]
    assert {"L’intensité", "Les résultats", "La capacité"} <= set(passerelle) and "Le financement" not in passerelle


def test_a_sheet_without_a_block_gives_what_its_own_keys_say(essayer: Callable[..., ExportDataInclusion]) -> None:
    (service,) = essayer({}, racine="https://exemple.fr/insertion/").services
    assert service["id"] == "departement-38--action-9-1"
    assert service["publics_precisions"] == "Allocataires du RSA"
    assert service["lien_source"] == "https://exemple.fr/insertion/fiches/essai-0/index.html"
    assert "type" not in service and "telephone" not in service
    lu = v1.Service.model_validate(service, context={"ignore_warnings": False})
    assert str(lu.lien_source) == service["lien_source"]


def test_the_review_s_date_comes_before_the_transcription_s(essayer: Callable[..., ExportDataInclusion]) -> None:
    export = essayer(
        {"transcrite_le: 2026-11-20": "transcrite_le: 2026-11-20\nrevue_le: 2026-11-22"}, {'"9.1"': '"9.2"'}
    )
    assert [un["date_maj"] for un in export.services] == ["2026-11-22", "2026-11-20"]
    assert export.structures[0]["date_maj"] == "2026-11-22"


def test_what_costs_and_lasts_is_exported_when_quoted(essayer: Callable[..., ExportDataInclusion]) -> None:
    bloc = """data_inclusion:
  id: atelier-mobilite
  frais: {valeur: gratuit, citation: L'atelier est gratuit}
  nombre_semaines: {valeur: "26", citation: dure 26 semaines}
  volume_horaire_hebdomadaire: {valeur: "1,5", citation: une heure et demie par semaine}
texte:"""
    (service,) = essayer({"texte:\n  -": f"{bloc}\n  -"}).services
    assert service["id"] == "departement-38--atelier-mobilite"
    assert (service["frais"], service["frais_precisions"]) == ("gratuit", "L'atelier est gratuit")
    lu = v1.Service.model_validate(service, context={"ignore_warnings": False})
    assert (lu.frais, lu.nombre_semaines, lu.volume_horaire_hebdomadaire) == (v1.Frais.GRATUIT, 26, 1.5)


def test_publics_that_differ_are_left_to_the_author(essayer: Callable[..., ExportDataInclusion]) -> None:
    export = essayer({"publics: [brsa]": "publics: [brsa, rqth]"}, {"[brsa]": "[tns]", '"9.1"': '"9.2"'})
    assert "publics" not in export.services[0], "« RSA and handicapped » is not « RSA or handicapped »"
    assert "Le public" in {silence.sujet for silence in export.transpositions[0].silences}
    assert export.services[1]["publics"] == ["beneficiaires-des-minimas-sociaux"], "never every worker"


def test_check_says_of_two_sheets_with_one_number_that_the_second_is_left_out(tmp_path: Path) -> None:
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    (tmp_path / "cas").mkdir()
    for nom in ("essai-0", "essai-1"):
        (fiches / f"{nom}.yaml").write_text(SANS_BLOC.replace("id: essai", f"id: {nom}"), "utf-8")
    dits = [str(p) for p in verifier(fiches, *JUGES) if "data·inclusion" in p.message]
    assert len(dits) == 1 and f"{fiches / 'essai-1'}.yaml:4:7: avertissement" in dits[0] and "essai-0" in dits[0]


def test_two_numbers_are_not_one_telephone(essayer: Callable[..., ExportDataInclusion]) -> None:
    contact = "contact: {texte: La fiche ne le précise pas}"
    export = essayer({contact: "contact: {texte: Deux, citation: 04 76 00 00 01 ou 04 76 00 00 02}"})
    assert "telephone" not in export.services[0]
    assert any("en donne 2" in silence.raison for silence in export.transpositions[0].silences)


def test_a_sheet_that_can_t_be_a_service_says_why(essayer: Callable[..., ExportDataInclusion], tmp_path: Path) -> None:
    long = "Un titre " + "très " * 40 + "long"
    bloc = "data_inclusion: {type: atelier}\ntexte:\n  -"
    export = essayer(
        {},
        {"texte:\n  -": bloc},
        {"departement: isere": "departement: non-nomme"},
        {"titre: Atelier d’essai": f"titre: {long}", '"9.1"': '"9.3"', "texte:\n  -": bloc},
    )
    motifs = [t.motif for t in export.transpositions]
    assert not motifs[0]
    assert "est déjà la fiche essai-0" in motifs[1]
    assert "n’est pas le code d’un Département" in motifs[2]
    assert "il en faut de 3 à 150" in motifs[3]
    assert len(export.services) == 1
    vues = voir(lire_catalogue(tmp_path / "fiches", avec_cas=False))
    avertis = exports.ecrire(vues, tmp_path / "site", "").avertissements
    assert [avis.partition(" ")[0] for avis in avertis] == ["essai-1", "essai-3"], "those that their author meant"


def test_when_an_action_holds_is_lost_and_said(essayer: Callable[..., ExportDataInclusion]) -> None:
    ligne = "transcrite_le: 2026-11-20"
    fiches = ({}, {ligne: f"{ligne}\nvalide_du: 2026-01-01"}, {ligne: f"{ligne}\nvalide_au: 2026-12-31"})
    export = essayer(*(un | {'"9.1"': f'"9.{rang}"'} for rang, un in enumerate(fiches)))
    sujets = [[silence.sujet for silence in t.silences] for t in export.transpositions]
    assert ["La période de validité" in lus for lus in sujets] == [False, True, True]


BON = {
    "source": "departement-38",
    "structure_id": "departement-38--departement",
    "id": "departement-38--action-2-3",
    "nom": "Une action",
    "description": "Une description",
    "date_maj": "2026-11-24",
}


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("zone_eligibilite", ["Isère"]),
        ("zone_eligibilite", ["Ain"]),
        ("zone_eligibilite", []),
        ("modes_mobilisation", ["envoyer-un-email"]),
        ("modes_orientation_accompagnateur", ["telephoner"]),
        ("thematiques", ["mobilite"]),
        ("publics", ["tous-publics", "jeunes"]),
        ("publics", "jeunes"),
        ("type", "atelier "),
        ("frais", "gratuit-sous-conditions"),
        ("nom", "ab"),
        ("nom", "Une action."),
        ("nom", "x" * 151),
        ("description", "x" * 10_001),
        ("telephone", "04 76 00 38 38"),
        ("lien_source", "fiches/isere-2-3/index.html"),
        ("date_maj", "1999-12-31"),
        ("nombre_semaines", 0),
        ("nombre_semaines", "26"),
        ("volume_horaire_hebdomadaire", -1),
        ("id", "action 2.3"),
        ("structure_id", ""),
    ],
)
def test_a_value_that_the_schema_refuses_or_loses_is_refused(champ: str, valeur: Any) -> None:
    assert relire(BON, "service") == []
    assert relire({**BON, champ: valeur}, "service") != []


def test_the_package_alone_would_let_these_pass() -> None:
    faux = {**BON, "zone_eligibilite": ["Isère"], "modes_orientation_accompagnateur": ["telephoner"]}
    lu = v1.Service.model_validate(faux, context={"ignore_warnings": False})
    assert lu.zone_eligibilite == ["Isère"] and not hasattr(lu, "modes_orientation_accompagnateur")


def test_telephones_are_written_as_the_schema_wants_them() -> None:
    assert telephones("Service – 04 76 00 38 38, ou +33 4.76.00.38.39") == ["+33476003838", "+33476003839"]
    assert telephones("N° 2019-2021, 12 04 76 00, 10476003838 et 047600383") == []
