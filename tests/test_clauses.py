"""The clauses of a sheet: what its rules quote, found again in its page and marked there, and nothing else changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from calculators import ancre_clause
from catalogue import Sigle, normaliser
from site_src.clauses import Clause, ancrer, clauses
from site_src.gabarits import insecables, telephones
from site_src.page_lue import Lecture
from site_src.sigles import Lexique
from site_src.texte import html_sur


def test_a_clause_is_marked_across_spaces_tags_and_apostrophes() -> None:
    clause = Clause("part de l'aide, 50 % au plus", ["financement"])
    html = "<p>Une part de\n l’aide, <strong>50 %</strong> au plus.</p><p>Suite</p>"
    marque, trouvees = ancrer(html, {clause.ancre: clause}, {"financement": "Le financement"})
    assert trouvees == {ancre_clause(clause.citation)}
    assert f'<span class="clause" id="{clause.ancre}">part de\n l’aide, </span><strong>' in marque
    # In the margin, beside its first words; on a narrow screen, at the end of the paragraph.
    assert marque.index("note-cote") < marque.index("part de") < marque.index("note-pli") < marque.index("</p>")


def test_a_note_never_stands_inside_a_link_and_says_each_calculator_once_a_block() -> None:
    siennes = [Clause("six mois", ["duree"]), Clause("au plus", ["duree", "financement"])]
    html = '<p>Lire <a href="x">six mois</a>, au plus.</p>'
    marque, _ = ancrer(html, {c.ancre: c for c in siennes}, {"duree": "La durée", "financement": "Le financement"})
    assert marque.index("note-cote") < marque.index('<a href="x">')
    cotes = re.findall(r'<span class="note-marge note-cote">(.*?)</span> (.*?)</span>', marque)
    assert [Markup(liens).striptags() for _, liens in cotes] == ["la durée, le financement"]


@pytest.mark.parametrize(
    ("texte", "citation"),
    [
        ("L’allocataire s’engage.", "L'allocataire s'engage"),
        ("L\u02bcallocataire s\u2018engage.", "L’allocataire s'engage"),
        ("Un reste à vivre &lt; 5 € par jour.", "reste à vivre &lt; 5 €"),
        ("Un reste à vivre < 5 € par jour.", "reste à vivre &lt; 5 €"),
        ("Le suivi &amp; l'appui durent.", "Le suivi & l'appui"),
        ("Un **accompagnement** renforcé.", "Un **accompagnement** renforcé"),
        ("Six&nbsp;mois au plus.", "Six mois au plus"),
    ],
)
def test_what_check_takes_for_the_sheet_s_own_words_is_found_in_its_page(texte: str, citation: str) -> None:
    clause = Clause(citation, ["financement"])
    assert clause.pliee in normaliser(texte)
    assert ancrer(str(html_sur(texte)), {clause.ancre: clause}, {})[1] == {clause.ancre}


@pytest.mark.parametrize(
    ("html", "citation", "marque"),
    [
        ('<p class="objectif">Un objectif</p>', "objectif", '<p class="objectif">Un |objectif|</p>'),
        ('<h2 id="publics">Les publics</h2>', "publics", '<h2 id="publics">Les |publics|</h2>'),
        (
            '<p><a href="/mensuel" title="mensuel">p</a> a</p>',
            "a",
            '<p><a href="/mensuel" title="mensuel">p</a> |a|</p>',
        ),
        ("<!--calcul:duree--><p>Sa duree</p>", "duree", "<!--calcul:duree--><p>Sa |duree|</p>"),
        ("<p>16 mois, puis 6 mois</p>", "6 mois", "<p>16 mois, puis |6 mois|</p>"),
        ("<p>dans un an</p>", "an", "<p>dans un |an|</p>"),
        ("<p>l&#39;un &amp; l&#39;autre &gt;</p>", "&", "<p>l&#39;un |&amp;| l&#39;autre &gt;</p>"),
        ("<p>Axe 2</p><p>Objectif 3</p>", "Axe 2 Objectif 3", "<p>|Axe 2|</p><p>Objectif 3</p>"),
    ],
)
def test_a_clause_is_marked_in_whole_words_of_the_text_never_in_a_tag(html: str, citation: str, marque: str) -> None:
    clause = Clause(citation)
    debut, fin = f'<span class="clause" id="{clause.ancre}">', "</span>"
    assert ancrer(html, {clause.ancre: clause}, {})[0] == marque.replace("|", debut, 1).replace("|", fin, 1)


_MORCEAUX = st.sampled_from(
    (
        *(
            "a",
            "RSA",
            "6 mois",
            "16 mois",
            "1",
            "04 76 00 38 38",
            "« a »",
            "l'",
            "’",
            "<",
            ">",
            "&",
            "&amp;",
            "\\",
            "|",
        ),
        *("**", "*", "_", "`", " ", "  ", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n|-|-|\n", "<p title='a'>"),
        *("[a](https://a.fr/mois 'RSA > 6 mois')", "<https://a.fr/04 76 00 38 38?a=<b>>", "<!-- a -->"),
    )
)


@given(st.lists(_MORCEAUX, min_size=1, max_size=12), st.data())
def test_whatever_a_sheet_writes_what_is_marked_in_its_text_changes_no_word_and_breaks_no_tag(
    morceaux: list[str], tirage: st.DataObject
) -> None:
    html = str(html_sur("".join(morceaux)))
    mots = normaliser("".join(morceaux)).split() or ["a"]
    debut = tirage.draw(st.integers(0, len(mots) - 1))
    clause = Clause(" ".join(mots[debut : tirage.draw(st.integers(debut + 1, len(mots)))]), ["duree"])
    lexique = Lexique([Sigle(sigle="RSA", developpement="revenu de solidarité active")])
    marque = ancrer(html, {clause.ancre: clause}, {})[0]
    lu = lexique.lier(str(telephones(Markup(insecables(marque)))), "../")
    assert Markup(lu).striptags() == Markup(html).striptags()
    assert Lecture(lu).fautes == Lecture(html).fautes
    assert len(ancrer(html, {clause.ancre: clause}, {"duree": "La durée"})[0]) >= len(marque)


def test_the_note_of_a_heading_stands_after_it() -> None:
    clause = Clause("plus de 300 000 €", ["financement"])
    html = "<h3>Dépenses : plus de 300 000 €</h3><ul><li>Suite</li></ul>"
    marque, _ = ancrer(html, {clause.ancre: clause}, {"financement": "Le financement"})
    assert Markup(marque.partition("</h3>")[0]).striptags() == "Dépenses : plus de 300 000 €"
    assert marque.index("</h3>") < marque.index("#calculateur-financement") < marque.index("<ul>")


def test_two_clauses_on_the_same_words_both_have_their_anchor() -> None:
    une, autre = Clause("400 € par jour"), Clause("Le coût est de 400 € par jour")
    marque, trouvees = ancrer("<p>Le coût est de 400 € par jour.</p>", {une.ancre: une, autre.ancre: autre}, {})
    assert len(trouvees) == 2
    assert marque.count("<span") == marque.count("</span>") == 2


def test_clauses_are_gathered_wherever_a_rule_quotes() -> None:
    donnees = {"calculateurs": {"duree": {"regles": [{"citation": "a", "base": {"citation": "b"}}]}}}
    assert [clause.citation for clause in clauses(donnees).values()] == ["a", "b"]
