"""The build's own parts: publishing whole or not at all, hanging content in frames, cleaning, marking clauses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from markupsafe import Markup

from catalogue import CatalogueInvalide, lire_catalogue
from catalogue.parties import QUESTIONS
from site_src.cadre import accrocher, jeton
from site_src.construction import construire
from site_src.controle import verifier_site
from site_src.couleurs import feuille_du_site
from site_src.erreurs import EchecConstruction
from site_src.gabarits import insecables, telephones
from site_src.installation import RACINE
from site_src.par_fiche import SUR_PLACE
from site_src.publication import publier
from site_src.regles_page import rendre_regles
from site_src.sujets import ESSENTIEL
from site_src.texte import html_sur
from site_src.vues import voir
from tests.grand_catalogue import ecrire, fiche


def contenu(dossier: Path) -> dict[str, bytes]:
    return {p.relative_to(dossier).as_posix(): p.read_bytes() for p in sorted(dossier.rglob("*")) if p.is_file()}


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "these.docx").write_text("trois ans de travail", encoding="utf-8")
    with pytest.raises(EchecConstruction, match="contient autre chose qu’un site publié par cet outil"):
        construire(None, tmp_path, "", RACINE, usage="aperçu")
    assert [p.name for p in tmp_path.iterdir()] == ["these.docx"]


def test_a_broken_sheet_leaves_the_published_site_as_it_was(tmp_path: Path) -> None:
    fiches = tmp_path / "catalogue" / "fiches"
    shutil.copytree(RACINE / "catalogue" / "fiches", fiches)
    sortie = tmp_path / "site"
    construire(fiches, sortie, "", RACINE, usage="aperçu")
    avant = contenu(sortie)
    fiche = fiches / "isere-2-5.yaml"
    fiche.write_text(
        fiche.read_text(encoding="utf-8").replace("departement: isere", "departement: iser"), encoding="utf-8"
    )
    with pytest.raises(CatalogueInvalide):
        construire(fiches, sortie, "", RACINE, usage="aperçu")
    assert contenu(sortie) == avant
    assert sorted(p.name for p in tmp_path.iterdir()) == ["catalogue", "site"]


def test_a_failure_midway_leaves_nothing_behind(tmp_path: Path) -> None:
    with publier(tmp_path / "site") as dossier:
        (dossier / "index.html").write_text("un", encoding="utf-8")
    with pytest.raises(RuntimeError), publier(tmp_path / "site") as dossier:
        (dossier / "index.html").write_text("deux", encoding="utf-8")
        raise RuntimeError
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "un"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_build_killed_between_two_renames_is_recovered(tmp_path: Path) -> None:
    with publier(tmp_path / "site") as dossier:
        (dossier / "index.html").write_text("un", encoding="utf-8")
    (tmp_path / "site").rename(tmp_path / ".site.ancien")
    with pytest.raises(RuntimeError), publier(tmp_path / "site"):
        raise RuntimeError
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "un"


def test_drafts_are_checked_but_not_published(tmp_path: Path) -> None:
    fiches = tmp_path / "fiches"
    shutil.copytree(RACINE / "catalogue" / "fiches", fiches)
    for nom in ("isere-2-3", "isere-2-4"):
        fiche = fiches / f"{nom}.yaml"
        texte = fiche.read_text(encoding="utf-8")
        fiche.write_text(texte.replace("etat: publiee", "etat: brouillon"), encoding="utf-8")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu")
    assert not (tmp_path / "site" / "fiches" / "isere-2-3").exists()
    assert "isere-2-3" not in (tmp_path / "site" / "catalogue" / "index.html").read_text(encoding="utf-8")


COMPLETE = 9
"""The rank of a sheet that has every calculator of the large catalogue."""
CALCULS = frozenset(fiche(COMPLETE)["calculateurs"])


@pytest.mark.parametrize(
    "etat",
    ("publiee", "brouillon", "retiree", *(f"sans {nom}" for nom in sorted(CALCULS)), "sans rien", "que du silence"),
)
def test_a_catalogue_of_one_sheet_is_built_whatever_it_holds(tmp_path: Path, etat: str) -> None:
    donnees = fiche(COMPLETE)
    if etat.startswith("sans "):
        gardes = CALCULS - {etat.removeprefix("sans ")} if etat != "sans rien" else frozenset()
        donnees["calculateurs"] = {nom: bloc for nom, bloc in donnees["calculateurs"].items() if nom in gardes}
    elif etat == "que du silence":
        silence = {"regles": [{"genre": "silence", "message": "La fiche ne dit rien."}]}
        donnees["calculateurs"] = dict.fromkeys(CALCULS, silence)
    else:
        donnees["etat"] = etat
    fiches = ecrire(tmp_path / "catalogue", 1)  # with the vocabulary of its Departments
    next(fiches.iterdir()).unlink()
    (fiches / f"{donnees['id']}.yaml").write_text(json.dumps(donnees, ensure_ascii=False), encoding="utf-8")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu")
    assert (tmp_path / "site" / "calculateurs" / "index.html").is_file()
    if etat == "que du silence":
        regles = (tmp_path / "site" / "fiches" / donnees["id"] / "regles.html").read_text(encoding="utf-8")
        assert regles.count("La fiche ne dit rien.") == len(CALCULS)


def test_a_large_catalogue_draws_some_calculators_in_place_and_links_the_others(tmp_path: Path) -> None:
    modele = (RACINE / "catalogue" / "fiches" / "isere-2-5.yaml").read_text(encoding="utf-8")
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    for rang in range(SUR_PLACE + 3):
        texte = modele.replace("id: isere-2-5", f"id: copie-{rang}").replace(
            "liees: [isere-2-3, isere-2-4]", "liees: []"
        )
        (fiches / f"copie-{rang}.yaml").write_text(texte, encoding="utf-8")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu")
    page = (tmp_path / "site" / "calculateurs" / "effectif" / "index.html").read_text(encoding="utf-8")
    assert page.count('class="bloc-calculateur"') == SUR_PLACE
    assert page.count("/index.html#calculateur-effectif") == 3


def test_a_token_in_a_piece_stays_plain_text() -> None:
    cadre = f"<title>{jeton('titre')}</title><main><p>{jeton('contenu')}</p></main>"
    html = accrocher(cadre, {"titre": "Un <titre>", "contenu": Markup(f"<em>{jeton('titre')}</em>")})
    assert html == "<title>Un &lt;titre&gt;</title><main><em>&#x27e6;titre\u27e7</em></main>"


def test_a_token_without_a_piece_stops_the_build() -> None:
    with pytest.raises(EchecConstruction, match="contenu"):
        accrocher(f"<p>{jeton('contenu')}</p>", {})


@pytest.mark.parametrize(
    ("markdown", "absent"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("[lien](javascript:alert(1))", "href"),
        ("[lien](//exemple.org)", "href"),
        ("[lien](\\\\\\\\exemple.org)", "href"),
        ("[lien](/racine)", "href"),
        ("[lien](data:text/html,x)", "href"),
        ('<p style="color:red">', "<p style"),
    ],
)
def test_the_markdown_of_a_sheet_can_do_no_harm(markdown: str, absent: str) -> None:
    assert absent not in html_sur(markdown)


def test_emphasis_lists_and_links_of_a_sheet_are_kept() -> None:
    html = html_sur("- **gras**\n- [site](https://exemple.fr)\n")
    assert "<strong>gras</strong>" in html
    assert 'href="https://exemple.fr"' in html


def test_a_multiplication_written_with_stars_keeps_them() -> None:
    assert html_sur("150*8*12 € et *un mot*") == "<p>150*8*12 € et <em>un mot</em></p>"
    # Code, whose own stars no backslash precedes.
    assert html_sur("```\n7*7\n```\n\n`8*8` et 9*9\n\n    6*6") == "7*7\n\n<p>8*8 et 9*9</p>\n6*6"


@pytest.mark.parametrize(
    ("mots", "tenus"),
    [
        ("orientée « aller vers » et dite « garantie »", ["« aller", " »", "« garantie »"]),
        ("AI en 2019* : &gt; 200 000 € / an", [" : &gt; 200 000 €"]),
        ("Taux de reprise : 30% (à adapter), ou 12,5 %", [" : 30%", "12,5 %"]),
        ("le programme (PDI-E) sur 2020-2022, puis 2019 – 2022", ["PDI-E", "2020-2022", "2019 – 2022"]),
        ("dite « <b>garantie</b> », soit « &gt; 300 000 € »", ["« ", " »", "« &gt; 300 000 € »"]),
        ("IVE – 04 76 00 38 38", ["04 76 00 38 38"]),
        ('<a href="AAP-2024.html">« <em>dès</em> 400 €</a>', ["« ", "400 €"]),
        ("une sous-préfecture, le 24 novembre 2026 : suite", []),
    ],
)
def test_what_a_quotation_must_not_cut_is_held_and_unchanged(mots: str, tenus: list[str]) -> None:
    html = insecables(mots)
    assert re.findall('<span class="insecable">([^<]*)</span>', html) == tenus
    assert re.sub(r"</?span[^>]*>", "", html) == mots


def test_a_telephone_number_can_be_pressed_and_keeps_its_words() -> None:
    html = telephones("Service IVE, 04\u00a076\u00a000\u00a038\u00a038 & 2004 76 00 38 38")
    assert html == (
        'Service IVE, <a href="tel:+33476003838">04\u00a076\u00a000\u00a038\u00a038</a> &amp; 2004 76 00 38 38'
    )
    lien = Markup('<a href="tel:+33476003838">04 76 00 38 38</a>')
    assert telephones(lien) == lien


@pytest.mark.parametrize(
    ("html", "faute"),
    [
        ('<a href="absente.html">x</a>', "ne mène à rien"),
        ('<a href="#absent">x</a>', "un passage qui n’existe pas"),
        ("<p style='color:red'>x</p>", "un style y est écrit"),
        ("<style>p{}</style>", "un style y est écrit"),
        ("<script>x</script>", "un script y est écrit"),
        ('<p onclick="x">x</p>', "un script y est écrit"),
        ('<a href="javascript:x">x</a>', "un script y est écrit"),
        ('<script src="https://exemple.org/x.js"></script>', "un autre serveur"),
        ('<p id="a"></p><p id="a"></p>', "deux fois"),
        (f"<p>{jeton('contenu')}</p>", "un jeton du cadre"),
    ],
)
def test_a_page_that_breaks_a_promise_is_not_published(tmp_path: Path, html: str, faute: str) -> None:
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    with pytest.raises(EchecConstruction, match=faute):
        verifier_site(tmp_path)


def test_plain_links_and_data_islands_are_fine(tmp_path: Path) -> None:
    page = '<a href="https://exemple.org">x</a><a href="mailto:a@b.fr">y</a><script type="application/json">{}</script>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert list(verifier_site(tmp_path)) == ["index.html"]


@pytest.mark.parametrize(
    ("ressource", "balise"),
    [
        ("assets/js/a.js", '<script src="../{}"></script>'),
        ("assets/css/a.css", '<link rel="stylesheet" href="../{}">'),
        ("assets/css/a.css", '<link rel="stylesheet" href="/{}">'),
        ("assets/images/logo.svg", '<img src="../{}" alt="">'),
        ("assets/js/a.0123abc.js", '<script src="../{}"></script>'),
    ],
)
def test_a_resource_asked_by_a_name_that_may_stay_in_a_cache_for_ever_tells_its_content(
    tmp_path: Path, ressource: str, balise: str
) -> None:
    page = tmp_path / "sigles" / "index.html"
    durable = re.sub(r"(\.0123abc)?(\.\w+)$", r".0123abcd\2", ressource)
    for chemin in (page, tmp_path / ressource, tmp_path / durable, tmp_path / "assets" / "moteur" / "1-ab" / "a.js"):
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_text("", encoding="utf-8")
    page.write_text(balise.format(ressource), encoding="utf-8")
    with pytest.raises(EchecConstruction, match=f"{ressource} » n’est pas demandée par le nom qui dit son contenu"):
        verifier_site(tmp_path)
    page.write_text(balise.format(durable) + '<script src="../assets/moteur/1-ab/a.js"></script>', encoding="utf-8")
    (tmp_path / "index.html").write_text('<a href="sigles/index.html">x</a>', encoding="utf-8")
    verifier_site(tmp_path)


def test_pages_to_which_nothing_leads_are_not_published(tmp_path: Path) -> None:
    liens = {
        "index.html": "a.html",
        "404.html": "a.html",
        "a.html": "b.html",
        "b.html": "a.html",
        "c.html": "d.html",
        "d.html": "c.html",
    }
    for nom, lien in liens.items():
        (tmp_path / nom).write_text(f'<a href="{lien}">x</a>', encoding="utf-8")
    with pytest.raises(EchecConstruction, match=r":\n  c\.html : aucun lien n’y mène .*\n  d\.html : aucun .*$"):
        verifier_site(tmp_path)


def test_a_colour_that_can_t_be_read_is_refused() -> None:
    couleurs = type("Couleurs", (), {"principale": "#12525c", "accent": "#b4501e"})
    assert "--principale: #12525c" in feuille_du_site(couleurs)
    with pytest.raises(EchecConstruction, match="prenez-la plus foncée"):
        feuille_du_site(type("Couleurs", (), {"principale": "#ffee00", "accent": None}))
    assert feuille_du_site(None) == ""


@pytest.mark.parametrize(
    ("dates", "dit"),
    [
        ("        du: 2024-01-01\n        au: 2024-12-31\n", "du 1er janvier 2024 au 31 décembre 2024"),
        ("        au: 2024-12-31\n", "jusqu’au 31 décembre 2024"),
    ],
)
def test_a_dated_rule_says_when_it_holds(tmp_path: Path, dates: str, dit: str) -> None:
    source = RACINE / "tests" / "exemples" / "fiches" / "exemple-indice.yaml"
    texte = source.read_text("utf-8").replace("etat: brouillon", "etat: publiee")
    assert texte.count("        au: 2024-12-31\n") == 1
    (tmp_path / source.name).write_text(texte.replace("        au: 2024-12-31\n", dates), "utf-8")
    (vue,) = voir(lire_catalogue(tmp_path, avec_cas=False)).fiches
    nom = "Aide à l’installation "
    assert f"{nom}{dit}" in Markup(rendre_regles(vue)["contenu"]).striptags().replace("\u00a0", " ")


def test_every_question_of_the_essentials_has_its_heading() -> None:
    assert tuple(ESSENTIEL) == QUESTIONS


def test_base_url_serves_the_404_page_and_the_feed(tmp_path: Path) -> None:
    construire(None, tmp_path / "site", "https://exemple.fr/insertion/", RACINE, usage="aperçu")
    page = (tmp_path / "site" / "404.html").read_text(encoding="utf-8")
    assert 'href="/insertion/catalogue/index.html"' in page
    flux = (tmp_path / "site" / "nouveautes" / "flux.xml").read_text(encoding="utf-8")
    assert 'rel="self" type="application/atom+xml" href="https://exemple.fr/insertion/nouveautes/flux.xml"' in flux


def test_a_sheet_whose_funding_has_no_example_is_published_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "fiches").mkdir()
    (tmp_path / "cas").mkdir()
    bonne = (RACINE / "tests" / "hostiles" / "bonne.yaml").read_text(encoding="utf-8")
    sans_exemple = re.sub(r"    exemple:.*\n", "", bonne)
    (tmp_path / "fiches" / "bonne.yaml").write_text(sans_exemple, encoding="utf-8")
    construire(tmp_path / "fiches", tmp_path / "site", "", RACINE, usage="aperçu")
    bureau = (tmp_path / "site" / "calculateurs" / "budget" / "index.html").read_text(encoding="utf-8")
    assert '<a href="#budget-bonne-jours">' in bureau and 'id="budget-bonne-jours"' in bureau
