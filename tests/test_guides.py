"""The guides for authors: whatever a sheet may say is documented, and every example is a tested file."""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from playwright.sync_api import Page, expect

from calculators import MECANISMES, NOMS, STATUTS, Champ, SaisieInvalide
from calculators.chargement.calculateur import _CALCULATEUR
from calculators.chargement.champs import _CHAMP
from calculators.chargement.conditions import _FAIT, _GROUPE
from calculators.chargement.hypotheses import _HYPOTHESE
from calculators.faits import FAITS
from calculators.indices import INDICES
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import Parametre
from calculators.saisie import LECTEURS
from catalogue import (
    Cas,
    CasDeFiche,
    Cellule,
    Essentiel,
    Fiche,
    Section,
    Site,
    Vocabulaire,
    brouillon,
    lire_catalogue,
    verifier,
)
from catalogue.accessibilite import Accessibilite, Audit
from catalogue.cas import Attendu
from catalogue.parties import Evenement, Source
from site_src.commandes import TABLE
from site_src.commandes.new import _schema
from site_src.entetes import CSP
from site_src.installation import RACINE, npm_dir
from site_src.prose import etiqueter, respacer
from site_src.reference_page import FAMILLES, TYPES, documentation
from site_src.serveurs import FICHIERS as CONFIGURATIONS

GUIDES = RACINE / "site_src" / "pages" / "guides"
EXEMPLES = RACINE / "tests" / "exemples"
PAGES = ("auteurs", "ecrire-ses-regles", "regles")
BLOC = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCS = [(page, bloc) for page in PAGES for bloc in BLOC.findall((GUIDES / page / "index.md").read_text("utf-8"))]
FICHIERS = [f.read_text("utf-8") for dossier in (EXEMPLES, RACINE / "catalogue") for f in dossier.rglob("*.yaml")]


def codes(page: Path) -> set[str]:
    """What a page sets as code outside its blocks."""
    html = re.sub(r"<pre\b.*?</pre>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return {unescape(mot) for mot in re.findall(r"<code>([^<]*)</code>", html)}


def mots(site: Path) -> set[str]:
    """Every word that the guides set as code, « selon: H-X » counting for « selon »."""
    return {mot.partition(":")[0] for page in PAGES for mot in codes(site / "guides" / page / "index.html")}


def fenetres(texte: str, hauteur: int) -> Iterator[str]:
    lignes = texte.splitlines()
    for debut in range(len(lignes) - hauteur + 1):
        yield textwrap.dedent("\n".join(lignes[debut : debut + hauteur]))


@pytest.mark.parametrize(("page", "bloc"), BLOCS, ids=[f"{p}-{n}" for n, (p, _) in enumerate(BLOCS, start=1)])
def test_every_example_of_the_guide_is_cut_from_a_tested_file(page: str, bloc: str) -> None:
    bloc = bloc.rstrip()
    cherche, hauteur = textwrap.dedent(bloc), len(bloc.splitlines())
    assert any(cherche in fenetres(fichier, hauteur) for fichier in FICHIERS), f"{page} :\n{bloc}"


@pytest.mark.parametrize("dossier", [EXEMPLES / "guides" / "fiches", EXEMPLES / "fiches"], ids=["guides", "exemples"])
def test_the_examples_load_and_their_cases_hold(dossier: Path) -> None:
    assert verifier(dossier) == []


def test_another_department_s_folder_is_a_site(tmp_path: Path) -> None:
    from site_src.construction import construire

    construire(EXEMPLES / "guides" / "fiches", tmp_path / "site", "", RACINE, usage="aperçu")
    assert "Val-Exemple" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert (tmp_path / "site" / "fiches" / "atelier-mobilite" / "index.html").is_file()


@pytest.mark.parametrize("genre", MECANISMES)
def test_every_mechanism_and_parameter_is_in_the_reference(site: Path, genre: str) -> None:
    html = (site / "guides" / "regles" / "index.html").read_text("utf-8")
    section = html.partition(f'<h3 id="regle-{genre}">')[2].partition("</section>")[0]
    communs = set(MecanismeDeValeur.parametres if issubclass(MECANISMES[genre], MecanismeDeValeur) else ())
    communs |= {"libelle", "citation", "hypotheses", "du", "au"}
    for nom in set(MECANISMES[genre].parametres) - communs:
        assert f"<dt><code>{nom}</code>" in section, nom
    sens, exemple = documentation(genre)
    assert sens[0] and unescape(section.partition("<pre")[2]).count("\n") > exemple.count("\n") > 0
    assert communs <= {mot for mot in codes(site / "guides" / "regles" / "index.html")}


def test_every_parameter_says_how_it_is_written(site: Path) -> None:
    def formes(parametres: Mapping[str, Parametre]) -> Iterator[str]:
        for parametre in parametres.values():
            yield parametre.forme
            yield from formes(parametre.elements)

    assert all(forme for mecanisme in MECANISMES.values() for forme in formes(mecanisme.parametres))
    html = (site / "guides" / "regles" / "index.html").read_text("utf-8")
    assert "un mot : veille, meme_quantieme (ou une hypothèse)" in unescape(re.sub("<[^>]+>", "", html)).replace(
        "\u00a0:", " :"
    )


def test_every_mechanism_has_its_family() -> None:
    import calculators.mecanismes as carte

    familles = re.findall(r"^([A-Z]\w+)?\s+(?:`\w+`\s*)+$", carte.__doc__ or "", re.MULTILINE)
    assert {famille for famille in familles if famille} == set(FAMILLES)


def test_types_facts_indices_calculators_and_statuses_are_in_the_reference(site: Path) -> None:
    vus = codes(site / "guides" / "regles" / "index.html")
    assert {*LECTEURS, *FAITS, *INDICES, *NOMS, *STATUTS} <= vus
    assert {mot for fait in FAITS.values() for mot in fait.get("options", {})} <= vus


def test_the_method_says_each_status() -> None:
    methode = (GUIDES.parent / "methode" / "index.md").read_text("utf-8")
    tableau = methode.partition("## Comment lire un résultat")[2].partition("## ")[0]
    dits = [mot for ligne in re.findall(r"^\| ([^|-][^|]*) \|", tableau, re.MULTILINE) for mot in ligne.split(", ")]
    assert {mot.capitalize() for mot in dits} == {"Mot", *(mot for mot, _ in STATUTS.values())}


@pytest.mark.parametrize("nom", LECTEURS)
def test_each_type_accepts_and_refuses_what_the_reference_says(nom: str) -> None:
    champ = Champ(nom, nom, nom, options={"oui": "Oui"})
    _, exemple, refuse = TYPES[nom]
    assert champ.lire(exemple) is not None
    with pytest.raises(SaisieInvalide):
        champ.lire(refuse)


def test_every_key_of_a_sheet_is_documented_and_said_required_or_not(site: Path) -> None:
    guide = (GUIDES / "auteurs" / "index.md").read_text("utf-8")
    section = guide.partition("### La fiche")[2].partition("### Ses parties")[0]
    dites = dict(re.findall(r"^\| `(\w+)` \| (oui|non) \|", section, re.MULTILINE))
    assert dites == {nom: "oui" if champ.is_required() else "non" for nom, champ in Fiche.model_fields.items()}
    section = guide.partition("## Les cas")[2].partition("## Ce que dit")[0]
    dites = dict(re.findall(r"^\| `(\w+)` \| (oui|non) \|", section, re.MULTILINE))
    assert dites == {nom: "oui" if champ.is_required() else "non" for nom, champ in Cas.model_fields.items()}
    autres = (Cellule, Essentiel, Section, Source, Evenement, CasDeFiche, Attendu)
    cles = {nom for modele in autres for nom in modele.model_fields}
    assert cles <= mots(site)
    montrees = {*Accessibilite.model_fields, *Audit.model_fields, *Site.model_fields, *Vocabulaire.model_fields}
    assert all(f"`{nom}`" in guide or f"\n{nom}:" in guide for nom in montrees)


def test_every_key_of_the_rules_is_documented(site: Path) -> None:
    assert {*_CALCULATEUR, *_CHAMP, *_HYPOTHESE, *_FAIT, *_GROUPE, "a_demander", "si"} <= mots(site)


def test_what_the_guide_says_that_check_says_is_in_the_code() -> None:
    guide = (GUIDES / "auteurs" / "index.md").read_text("utf-8")
    section = guide.partition("## Ce que dit")[2].partition("\n## ")[0]
    code = "".join(f.read_text("utf-8") for nom in ("calculators", "catalogue") for f in (RACINE / nom).rglob("*.py"))
    dits = [
        dit for ligne in re.findall(r"^\| («.*?) \|", section, re.MULTILINE) for dit in re.findall(r"« (.*?) »", ligne)
    ]
    assert len(dits) > 10
    assert [dit for dit in dits if dit.replace("'", "’") not in code.replace("'", "’")] == []


def test_code_is_never_respaced() -> None:
    markdown = "Prix : 5 000 €\n\n```yaml\na: 5 000 € # l'un ?\n```\n\nPuis `b : 1 €` !\n"
    attendu = "Prix\u00a0: 5\u202f000\u00a0€\n\n```yaml\na: 5 000 € # l'un ?\n```\n\nPuis `b : 1 €`\u202f!\n"
    assert respacer(markdown) == attendu


def test_a_block_of_code_is_a_region_with_a_name_of_its_own() -> None:
    html = etiqueter('<h2 id="a">Un « titre »</h2><pre><code>x</code></pre><pre><code>y</code></pre>')
    assert html.count('tabindex="0" role="region"') == 2
    assert 'aria-label="Extrait 1, Un « titre »"' in html and 'aria-label="Extrait 2, Un « titre »"' in html


@pytest.mark.parametrize("page", PAGES)
def test_a_guide_has_its_title_and_its_contents(site: Path, page: str) -> None:
    html = (site / "guides" / page / "index.html").read_text("utf-8")
    assert '<body class="page-prose">' in html and '<nav class="sommaire"' in html
    assert "scripts: []" not in html


@pytest.mark.parametrize(
    ("page", "theme"),
    [*((f"guides/{p}", theme) for p in PAGES for theme in ("light", "dark"))]
    + [(page, "light") for page in ("guides/operateurs", "guides/informatique", "guides/commandes", "vie-privee")]
    + [("guides/contributing", "dark")],
)
def test_the_guides_are_accessible_and_fit_a_phone(ouvrir: Callable[..., Page], page: str, theme: str) -> None:
    onglet = ouvrir(color_scheme=theme, viewport={"width": 360, "height": 780})
    onglet.goto(f"/{page}/")
    assert onglet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    onglet.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = onglet.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []


# ---- the first sheet, its steps followed to the letter ----


def blocs(page: str, titre: str, langue: str) -> list[str]:
    """The blocks of a section of a guide, in their order."""
    suite = (GUIDES / page / "index.md").read_text("utf-8").partition(f"\n{titre}\n")[2]
    section = re.split(rf"^#{{1,{titre.count('#', 0, 3)}}} (?=[A-ZÉÀ])", suite, maxsplit=1, flags=re.MULTILINE)[0]
    trouves = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [bloc for nom, bloc in trouves if nom == langue]


def test_the_first_sheet_of_the_guide_is_made_by_following_it(commande: Callable[..., Any], tmp_path: Path) -> None:
    fiches, cas = tmp_path / "fiches", tmp_path / "cas"
    fiches.mkdir()
    cas.mkdir()
    for nom in ("vocabulaire.yaml", "site.yaml"):
        (tmp_path / nom).write_bytes((EXEMPLES / "guides" / nom).read_bytes())
    titre = "## Une fiche en quinze minutes"
    identite, texte, financement, calculateurs, un_cas = blocs("auteurs", titre, "yaml")
    lignes = [ligne for bloc in blocs("auteurs", titre, "") for ligne in bloc.splitlines()]
    assert [ligne.split()[2] for ligne in lignes] == ["new", "check", "calc", "serve"]
    assert commande(*lignes[0].split()[2:], "--fiches", fiches).returncode == 0
    fiche = fiches / "atelier-mobilite.yaml"
    schema = fiche.read_text("utf-8").splitlines()[0]
    assert commande(*lignes[1].split()[2:], "--fiches", fiches).returncode == 0, "the draft itself is accepted"
    parties = [schema, identite, texte, calculateurs + "\n" + textwrap.indent(financement, "  ")]
    fiche.write_text("\n".join(parties), encoding="utf-8")
    (cas / "atelier-mobilite.yaml").write_text(un_cas, encoding="utf-8")
    verifie = commande(*lignes[1].split()[2:], "--fiches", fiches)
    assert verifie.returncode == 0 and ": erreur" not in verifie.stdout, verifie.stdout
    calcule = commande(*lignes[2].split()[2:], "--fiches", fiches)
    assert "3\u202f600,00\u00a0€" in calcule.stdout and calcule.returncode == 0


def test_the_editor_s_schema_is_where_the_draft_says(site: Path) -> None:
    fiches = RACINE / "catalogue" / "fiches"
    assert (fiches / _schema(fiches)).resolve() == RACINE / "site" / "donnees" / "schema" / "fiche.schema.json"
    guide = (GUIDES / "auteurs" / "index.md").read_text("utf-8")
    assert f"# yaml-language-server: $schema={_schema(fiches)}\n" in guide
    schema = json.loads((site / "donnees" / "schema" / "fiche.schema.json").read_text("utf-8"))
    texte = brouillon("nouvelle-fiche", date(2026, 11, 25), lire_catalogue(fiches).vocabulaire)
    jsonschema.Draft202012Validator(schema).validate(yaml.load(texte, yaml.BaseLoader))


# ---- commands ----


def test_every_command_and_option_is_documented(site: Path) -> None:
    html = (site / "guides" / "commandes" / "index.html").read_text("utf-8")
    for nom in TABLE:
        section = html.partition(f'<h3 id="commande-{nom}">')[2].partition("</section>")[0]
        analyseur = argparse.ArgumentParser(add_help=False)
        import_module(f"site_src.commandes.{nom}").arguments(analyseur)
        dits = {
            mot
            for code in re.findall(r"<dt><code>([^<]*)</code></dt>\s*<dd>[^<]+</dd>", section)
            for mot in code.split()
        }
        assert {option for action in analyseur._actions for option in action.option_strings} <= dits, nom
        assert {str(a.metavar) for a in analyseur._actions if a.metavar} <= dits, nom
        assert f"python3 build.py {nom}" in section


def test_the_commands_that_guides_show_exist() -> None:
    for page in [*GUIDES.rglob("*.md"), RACINE / "README.md"]:
        for ligne in re.findall(r"python3 build\.py ([a-z][^`\n]*)", page.read_text("utf-8")):
            mots_ = ligne.split("#")[0].split()
            assert mots_[0] in TABLE, f"{page} : {ligne}"
            analyseur = argparse.ArgumentParser(add_help=False)
            import_module(f"site_src.commandes.{mots_[0]}").arguments(analyseur)
            connues = {option for action in analyseur._actions for option in action.option_strings} | {"--help"}
            if mots_[0] != "test":  # pytest's own come after it
                assert {mot for mot in mots_ if mot.startswith("--")} <= connues, f"{page} : {ligne}"


# ---- the IT service, contributors, the way to each guide ----


def test_every_sentence_of_a_broken_engine_is_explained_to_the_it_service() -> None:
    script = (RACINE / "site_src" / "assets" / "js" / "pannes.js").read_text("utf-8").replace("\\u00a0", " ")
    guide = (GUIDES / "informatique" / "index.md").read_text("utf-8")
    causes = re.findall(
        r'^    \w+: \["(.*?)", "(.*?)"\],$', script.partition("const CAUSES")[2].partition("};")[0], re.M
    )
    assert len(causes) > 6
    for constat, remede in causes:
        assert f"| {constat} |" in guide, constat
        # « la politique … doit permettre A » and « … B » share one line.
        assert all(partie in guide for partie in re.findall(r"«[^»]*»|[^«»]+", remede)), remede
    assert "n’a pas été trouvé" in script and "| n’a pas été trouvé |" in guide


def test_the_server_s_policy_and_configurations_are_those_of_the_guide() -> None:
    guide = (GUIDES / "informatique" / "index.md").read_text("utf-8")
    assert f"Content-Security-Policy: {CSP}\n" in guide
    assert all(f"| `{nom}` |" in guide for nom in CONFIGURATIONS)


def test_the_contributors_example_is_the_code_itself() -> None:
    guide = (GUIDES / "contributing" / "index.md").read_text("utf-8")
    source = (RACINE / "calculators" / "mecanismes" / "quotient.py").read_text("utf-8")
    (exemple,) = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    assert {ligne for ligne in exemple.splitlines() if ligne.strip()} <= set(source.splitlines())
    for nom in re.findall(r"`((?:calculators|catalogue|site_src|tests|assets)/[\w./]*)`", guide):
        chemin = RACINE / "site_src" / nom if nom.startswith("assets/") else RACINE / nom
        assert chemin.exists(), nom


def test_the_english_guide_says_its_language_and_keeps_its_spaces(site: Path) -> None:
    html = (site / "guides" / "contributing" / "index.html").read_text("utf-8")
    assert '<div class="prose" lang="en">' in html and '<ol lang="en">' in html
    assert (
        "the rules: exact numbers" in html
        and "\u00a0:" not in html.partition('<div class="prose"')[2].partition("</main>")[0]
    )


TOUS = sorted(f.parent.name for f in GUIDES.glob("*/index.md"))


@pytest.mark.parametrize("guide", TOUS)
def test_each_guide_is_found_from_the_list_and_by_the_search(page: Page, guide: str) -> None:
    page.goto("/guides/")
    assert page.locator(f"main a[href='{guide}/index.html']").count() == 1
    titre = re.search(r"^title: (.*)$", (GUIDES / guide / "index.md").read_text("utf-8"), re.MULTILINE)
    assert titre
    page.get_by_role("combobox").fill(titre[1])
    expect(page.locator(f".boite-option[href*='guides/{guide}/']").first).to_be_visible()
