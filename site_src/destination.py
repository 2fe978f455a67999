"""Where a site may be published: what `--out` names, and what it must never replace."""

from __future__ import annotations

import os
from pathlib import Path

from catalogue.problemes import montrable
from site_src import manifeste
from site_src.erreurs import EchecConstruction
from site_src.installation import RACINE


def lieu(sortie: Path) -> Path:
    """The folder that `--out` names, a link followed: its target is replaced, the link stays.

    Raises `EchecConstruction` where no site may stand.
    """
    if sortie.is_symlink() and not sortie.exists():
        raise EchecConstruction(f"le lien « {sortie} » ne mène à rien ; montez ou créez ce qu’il désigne")
    trouve = sortie.resolve()
    if "\ufffd" in os.fsencode(trouve).decode("utf-8", "replace"):
        raise EchecConstruction(f"le nom du dossier « {trouve} » n’est pas écrit en UTF-8 ; donnez-en un autre à --out")
    if trouve in (Path("~").expanduser().resolve(), Path(trouve.anchor)) or RACINE.is_relative_to(trouve):
        raise EchecConstruction(
            f"« {trouve} » ne peut pas devenir un site ; donnez à --out un dossier qui lui soit réservé"
        )
    for source in ("calculators", "catalogue", "site_src", "tests", ".git", ".venv", "node_modules"):
        if trouve.is_relative_to(RACINE / source):
            raise EchecConstruction(
                f"« {trouve} » est parmi les sources du projet ; donnez à --out un dossier qui soit réservé au site"
            )
    if trouve.exists() and os.path.ismount(trouve):
        raise EchecConstruction(point_de_montage(trouve))
    refuser_si_occupe(trouve)
    return trouve


def point_de_montage(dossier: Path) -> str:
    """Why a site can't take the place of a folder that something is mounted on, and what to do."""
    return (
        f"« {dossier} » est un point de montage, dont rien ne peut prendre la place ; "
        f"donnez à --out un dossier qui soit dedans, « {dossier / 'site'} » par exemple"
    )


def refuser_si_occupe(sortie: Path) -> None:
    """Raise unless the folder is absent, empty or a site of ours to which nothing was added but `manifeste.AJOUTS`."""
    if not sortie.exists():
        return
    if not sortie.is_dir():
        raise EchecConstruction(f"« {sortie} » n’est pas un dossier ; donnez un autre nom à --out")
    if not (sortie / manifeste.MARQUE).is_file():
        if any(_entrees(sortie)):
            raise EchecConstruction(
                f"« {sortie} » contient autre chose qu’un site publié par cet outil ; "
                "donnez à --out un dossier vide ou nouveau"
            )
        return
    if etrangers := manifeste.etrangers(sortie):
        suite = f" et {len(etrangers) - 5} autres" if len(etrangers) > 5 else ""
        raise EchecConstruction(
            f"« {sortie} » contient ce que cet outil n’y a pas mis, et qu’une nouvelle publication effacerait : "
            f"{', '.join(map(montrable, etrangers[:5]))}{suite} ; déplacez-le hors du site, puis recommencez"
        )


def _entrees(sortie: Path) -> list[Path]:
    try:
        return list(sortie.iterdir())
    except OSError as erreur:
        raise EchecConstruction(f"« {sortie} » ne peut pas être lu ; vérifiez vos droits sur ce dossier") from erreur
