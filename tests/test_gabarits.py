"""The templates, respaced as French printing wants."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from site_src.gabarits import ChargeurTypographique


def test_what_a_template_says_to_jinja_or_the_browser_is_left_as_typed(tmp_path: Path) -> None:
    code = '<li{% if rang > 1 and part == "5 %" %} title="l\'an ?"{% endif %}>'
    (tmp_path / "essai.html").write_text(f"{code}L'an : {{{{ '5 %' }}}} ?</li>", encoding="utf-8")
    chargeur = ChargeurTypographique(tmp_path)
    source, _, _ = chargeur.get_source(Environment(loader=chargeur), "essai.html")
    assert source == f"{code}L’an\u00a0: {{{{ '5 %' }}}}\u202f?</li>"
