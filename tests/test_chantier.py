"""Under `serve`, a build makes again only what has changed, and publishes what a fresh build would, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue import CatalogueInvalide
from site_src import equipe, gabarits
from site_src.chantier import Chantier
from site_src.construction import construire
from site_src.installation import RACINE
from tests.grand_catalogue import ecrire

ID = "isere-2-5"


def contenu(dossier: Path) -> dict[str, bytes]:
    return {p.relative_to(dossier).as_posix(): p.read_bytes() for p in sorted(dossier.rglob("*")) if p.is_file()}


@pytest.fixture
def fiches(tmp_path: Path) -> Path:
    """A Department's own folder: our five sheets, their cases, their vocabulary."""
    shutil.copytree(RACINE / "catalogue" / "fiches", tmp_path / "fiches")
    shutil.copytree(RACINE / "catalogue" / "cas", tmp_path / "cas")
    shutil.copy(RACINE / "catalogue" / "vocabulaire.yaml", tmp_path)
    return tmp_path / "fiches"


@pytest.fixture
def chantier() -> Iterator[Chantier]:
    ouvert = Chantier()
    yield ouvert
    ouvert.fermer()


def servir(fiches: Path, site: Path, chantier: Chantier) -> None:
    """What `serve` does at each save: build, then prepare the next build."""
    construire(fiches, site, "", RACINE, usage="aperçu", chantier=chantier)
    chantier.ranger(site)


def remplacer(fichier: Path, avant: str, apres: str) -> None:
    texte = fichier.read_text(encoding="utf-8")
    assert avant in texte
    fichier.write_text(texte.replace(avant, apres, 1), encoding="utf-8")


def modifier(fiches: Path) -> None:
    remplacer(fiches / f"{ID}.yaml", "titre: Mobiliser", "titre: Vraiment mobiliser")


def ajouter(fiches: Path) -> None:
    shutil.copy(fiches / f"{ID}.yaml", fiches / "isere-2-9.yaml")
    remplacer(fiches / "isere-2-9.yaml", f"id: {ID}", "id: isere-2-9")


def retirer(fiches: Path) -> None:
    (fiches / "garantie-activite-6.yaml").unlink()


def changer_un_mot(fiches: Path) -> None:
    remplacer(fiches.parent / "vocabulaire.yaml", "isere: {nom: Isère", "isere: {nom: Isère en Dauphiné")


@pytest.mark.parametrize(
    "geste",
    [modifier, retirer, *(pytest.param(geste, marks=pytest.mark.complet) for geste in (ajouter, changer_un_mot))],
)
def test_the_site_is_that_of_a_fresh_build(
    geste: Callable[[Path], None], fiches: Path, tmp_path: Path, chantier: Chantier
) -> None:
    site = tmp_path / "site"
    servir(fiches, site, chantier)
    avant = contenu(site)
    geste(fiches)
    # The second has for its folder the site that the first replaced.
    for _ in range(2):
        servir(fiches, site, chantier)
    construire(fiches, tmp_path / "neuf", "", RACINE, usage="aperçu")
    assert contenu(site) != avant
    assert contenu(site) == contenu(tmp_path / "neuf")


def test_a_build_that_nothing_prepared_is_the_same(fiches: Path, tmp_path: Path, chantier: Chantier) -> None:
    site = tmp_path / "site"
    for _ in range(2):
        construire(fiches, site, "", RACINE, usage="aperçu", chantier=chantier)
    avant = contenu(site)
    chantier.ranger(site)
    assert contenu(site) == avant
    modifier(fiches)
    construire(fiches, site, "", RACINE, usage="aperçu", chantier=chantier)
    construire(fiches, tmp_path / "neuf", "", RACINE, usage="aperçu")
    assert contenu(site) == contenu(tmp_path / "neuf") != avant


def test_what_has_not_changed_is_not_made_again(fiches: Path, tmp_path: Path, chantier: Chantier) -> None:
    site = tmp_path / "site"
    autre, sienne = site / "fiches" / "alsace-4-passerelle" / "index.html", site / "fiches" / ID / "index.html"
    servir(fiches, site, chantier)
    avant = autre.stat().st_ino, sienne.stat().st_ino
    modifier(fiches)
    servir(fiches, site, chantier)
    # The same file, not one with the same words.
    assert autre.stat().st_ino == avant[0]
    assert sienne.stat().st_ino != avant[1]


@pytest.fixture
def copie_des_gabarits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The templates where a test may change them."""
    copie = shutil.copytree(gabarits.DOSSIER, tmp_path / "gabarits")
    monkeypatch.setattr(gabarits, "DOSSIER", copie)
    monkeypatch.setattr("site_src.chantier.SOURCES", copie)
    gabarits.environnement.cache_clear()
    yield copie
    gabarits.environnement.cache_clear()


def test_a_changed_template_is_seen(copie_des_gabarits: Path, fiches: Path, tmp_path: Path) -> None:
    chantier, page = Chantier(), tmp_path / "site" / "fiches" / ID / "regles.html"
    servir(fiches, tmp_path / "site", chantier)
    with (copie_des_gabarits / "regles.html").open("a", encoding="utf-8") as gabarit:
        gabarit.write("<p>Un mot de plus</p>")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu", chantier=chantier)
    chantier.fermer()
    assert "Un mot de plus" in page.read_text(encoding="utf-8")


def test_a_fault_is_told_until_it_is_mended(fiches: Path, tmp_path: Path, chantier: Chantier) -> None:
    site, fiche = tmp_path / "site", fiches / f"{ID}.yaml"
    juste = fiche.read_text(encoding="utf-8")
    servir(fiches, site, chantier)
    avant = contenu(site)
    remplacer(fiche, "departement: isere", "departement: iser")
    for _ in range(2):
        with pytest.raises(CatalogueInvalide, match=rf"{ID}\.yaml:\d+:\d+: .*«\u00a0iser\u00a0»"):
            construire(fiches, site, "", RACINE, usage="aperçu", chantier=chantier)
        chantier.ranger(site)
        assert contenu(site) == avant
    fiche.write_text(juste, encoding="utf-8")
    construire(fiches, site, "", RACINE, usage="aperçu", chantier=chantier)
    assert contenu(site) == avant


def test_several_processes_make_the_same_site_as_one(
    tmp_path: Path, commande: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fiches = ecrire(tmp_path / "grand", equipe.SEUIL + 1)
    fait = commande("build", "--partage", "--fiches", fiches, "--out", tmp_path / "site")
    assert fait.returncode == 0, fait.stderr
    monkeypatch.setattr(equipe, "SEUIL", 10**6)
    construire(fiches, tmp_path / "un-seul", "", RACINE, usage="partage")
    assert contenu(tmp_path / "site") == contenu(tmp_path / "un-seul")


def test_a_process_of_the_team_fails_in_the_words_of_its_error() -> None:
    code = """
import os
from site_src.equipe import chacun
from site_src.erreurs import EchecConstruction

def faire(refuse, rang):
    if rang == refuse:
        raise EchecConstruction(f"la fiche {rang} ne passe pas")
    return rang, os.getpid()

faits = list(chacun(faire, None, range(300)))
print([rang for rang, _ in faits] == list(range(300)))
try:
    list(chacun(faire, 250, range(300)))
except EchecConstruction as erreur:
    print(erreur)
"""
    fait = subprocess.run([sys.executable, "-c", code], cwd=RACINE, capture_output=True, encoding="utf-8", check=False)
    assert fait.stdout.splitlines() == ["True", "la fiche 250 ne passe pas"], fait.stderr
