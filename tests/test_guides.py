"""The guides for authors: whatever a sheet may say is documented, and every example is a tested file."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from calculators import MECANISMES, NOMS, STATUTS, Champ, SaisieInvalide
from calculators.faits import FAITS
from calculators.indices import INDICES
from calculators.lecture_conditions import _FAIT, _GROUPE
from calculators.mecanisme import MecanismeDeValeur
from calculators.regles import _CALCULATEUR, _CHAMP, _HYPOTHESE
from calculators.saisie import LECTEURS
from catalogue import Cas, CasDeFiche, Cellule, Essentiel, Fiche, Section, Site, Vocabulaire, verifier
from catalogue.cas import Attendu
from catalogue.modele import Evenement, Source
from site_src.installation import RACINE, npm_dir
from site_src.prose import etiqueter, respacer
from site_src.reference_page import FAMILLES, TYPES, documentation

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

    construire(EXEMPLES / "guides" / "fiches", tmp_path / "site", "", RACINE, comprime=False)
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


def test_every_mechanism_has_its_family() -> None:
    import calculators.mecanismes as carte

    familles = re.findall(r"^([A-Z]\w+)?\s+(?:`\w+`\s*)+$", carte.__doc__ or "", re.MULTILINE)
    assert {famille for famille in familles if famille} == set(FAMILLES)


def test_types_facts_indices_calculators_and_statuses_are_in_the_reference(site: Path) -> None:
    vus = codes(site / "guides" / "regles" / "index.html")
    assert {*LECTEURS, *FAITS, *INDICES, *NOMS, *STATUTS} <= vus
    assert {mot for fait in FAITS.values() for mot in fait.get("options", {})} <= vus


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
    montrees = {*Site.model_fields, *Vocabulaire.model_fields}
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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_the_guides_are_accessible_and_fit_a_phone(ouvrir: Callable[..., Page], page: str, theme: str) -> None:
    onglet = ouvrir(color_scheme=theme, viewport={"width": 360, "height": 780})
    onglet.goto(f"/guides/{page}/")
    assert onglet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    onglet.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = onglet.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []
