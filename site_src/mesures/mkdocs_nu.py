"""What the build is compared with: the same pages through bare MkDocs Material, outside the nav.

No plugin, no search, a nav of one page; the sheets' own text as Markdown. Where our site has more pages than there are
sheets, the others are a title and a line: less than what ours hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def ecrire(fiches: Path, dossier: Path, pages: int) -> Path:
    """Write the Markdown and the settings; give the settings' file."""
    source = dossier / "docs"
    source.mkdir(parents=True)
    (source / "index.md").write_text("# Fiches\n", encoding="utf-8")
    lues = [yaml.load(chemin.read_bytes(), yaml.CBaseLoader) for chemin in sorted(fiches.glob("*.yaml"))]
    for fiche in lues:
        (source / f"{fiche['id']}.md").write_text("\n\n".join(_markdown(fiche)) + "\n", encoding="utf-8")
    for rang in range(pages - len(lues) - 1):
        fiche = lues[rang % len(lues)]
        texte = f"# {fiche['titre']}\n\n{fiche['resume']}\n"
        (source / f"{fiche['id']}-{rang // len(lues)}.md").write_text(texte, encoding="utf-8")
    reglages = {
        "site_name": "Fiches",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"name": "material", "language": "fr", "font": False},
        "plugins": [],
        "nav": [{"Fiches": "index.md"}],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    configuration = dossier / "mkdocs.yml"
    configuration.write_text(yaml.safe_dump(reglages, allow_unicode=True), encoding="utf-8")
    return configuration


def _markdown(fiche: dict[str, Any]) -> Iterator[str]:
    yield f"# {fiche['titre']}"
    yield fiche["resume"]
    yield from _sections(fiche["texte"], "##")


def _sections(sections: list[dict[str, Any]], niveau: str) -> Iterator[str]:
    for section in sections:
        yield f"{niveau} {section['titre']}"
        yield section.get("texte", "")
        yield from _sections(section.get("sections", []), f"{niveau}#")
