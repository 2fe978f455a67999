"""The date of an edition, never the clock's: `SOURCE_DATE_EPOCH`, else the sheets' last commit, else their own dates.

What bears it: the foot of printed pages, the cover of the recueil and its own dates, `donnees/`, the manifest, and the
feed while there is no news. A commit that touches no sheet changes none of them.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from site_src.erreurs import EchecConstruction

_DERNIERE = 0xFFFFFFFF
"""The last second that a compressed file can bear, in 2106."""


def date_imposee(fiches: Path) -> date | None:
    """The date that comes from outside the sheets, if one does. Raises `EchecConstruction` where it can't be read."""
    epoque = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoque:
        return _dernier_depot(fiches)
    if not re.fullmatch("[0-9]{1,10}", epoque) or int(epoque) > _DERNIERE:
        raise EchecConstruction(
            f"SOURCE_DATE_EPOCH vaut « {epoque} » ; donnez-lui un nombre de secondes depuis 1970, jusqu’à {_DERNIERE}"
        )
    return datetime.fromtimestamp(int(epoque), UTC).date()


def _dernier_depot(fiches: Path) -> date | None:
    """When git last recorded a change in the sheets' folder.

    A clone cut short (`--depth`) may not hold that commit: it then says nothing, rather than the date of another.
    """
    trouve = _git(fiches, "rev-list", "-1", "--timestamp", "--parents", "HEAD", "--", ".").split()
    if not trouve or (len(trouve) == 2 and _git(fiches, "rev-parse", "--is-shallow-repository") != "false"):
        return None
    return datetime.fromtimestamp(int(trouve[0]), UTC).date()


def _git(dossier: Path, *mots: str) -> str:
    """What git answers, nothing where it can't or does not trust the folder: somebody else's could run commands.

    It only reads what is there: a history kept elsewhere is not fetched.
    """
    env = {cle: valeur for cle, valeur in os.environ.items() if not cle.startswith("GIT_")}
    env |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
    try:
        fait = subprocess.run(["git", *mots], cwd=dossier, env=env, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return fait.stdout.strip()
