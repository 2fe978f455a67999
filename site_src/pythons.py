# -*- coding: utf-8 -*-
"""Find a Python that is new enough *and works*: each candidate is run, because pyenv's shims exist and fail.

Standard library only, readable by a very old Python, like `installation`, whose first step this is.
"""

from __future__ import print_function, unicode_literals

import os
import re
import subprocess
import sys

MINIMUM = (3, 12)
CONNUS = ("3.14", "3.13", "3.12")
WINDOWS = os.name == "nt"


class InstallationImpossible(Exception):
    """The machine lacks something; the message is one French sentence that says what to do."""


def trouver_python(venv):
    """Return (executable, version) of a Python that is new enough and *works*: each candidate is run."""
    essayes = set()
    for candidat in _candidats(venv):
        cle = " ".join(candidat)
        if cle in essayes:
            continue
        essayes.add(cle)
        trouve = _essayer(candidat)
        if trouve:
            return trouve
    raise InstallationImpossible(
        "Il faut Python %d.%d ou plus récent, avec son module venv (celui-ci est le %d.%d, et aucun autre ne répond) : "
        "installez-le depuis python.org ou par votre système (sur Debian : apt install python3 python3-venv), "
        "puis relancez la même commande." % (MINIMUM + tuple(sys.version_info[:2]))
    )


def _essayer(commande):
    question = "import sys, venv, ensurepip; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])"
    try:
        processus = subprocess.Popen(
            list(commande) + ["-c", question], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environnement()
        )
        reponse = processus.communicate()[0].decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return None
    if processus.returncode or len(reponse) < 2:
        return None
    version = reponse[1].strip()
    if tuple(int(n) for n in version.split(".")[:2]) < MINIMUM:
        return None
    return reponse[0].strip(), version


def _candidats(venv):
    """Yield commands that may be a new enough Python: this one, the PATH's, pyenv's, then what Windows' `py` knows."""
    if sys.version_info[:2] >= MINIMUM and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        yield (sys.executable,)
    chemins = [c for c in os.environ.get("PATH", "").split(os.pathsep) if c]
    if not WINDOWS:
        chemins += ["/usr/local/bin", "/opt/homebrew/bin"]
    for nom in ["python%s" % v for v in CONNUS]:
        for chemin in chemins:
            executable = os.path.join(chemin, nom + (".exe" if WINDOWS else ""))
            if os.path.exists(executable):
                yield (executable,)
    for executable in _pyenv(chemins):
        yield (executable,)
    if WINDOWS:
        for version in CONNUS:
            yield ("py", "-" + version)
    for nom in ("python3", "python"):
        for chemin in chemins:
            executable = os.path.join(chemin, nom + (".exe" if WINDOWS else ""))
            if os.path.exists(executable):
                yield (executable,)


def _pyenv(chemins):
    """Yield the Pythons under pyenv's root, newest first; the root shows in the PATH even where HOME is empty."""
    racines = [os.environ.get("PYENV_ROOT", ""), os.path.join(os.path.expanduser("~"), ".pyenv")]
    racines += [os.path.dirname(c.rstrip("/\\")) for c in chemins if os.path.basename(c.rstrip("/\\")) == "shims"]
    racines.append(os.path.dirname(os.path.dirname(getattr(sys, "base_prefix", sys.prefix))))
    vus = []
    for racine in racines:
        versions = os.path.join(racine, "versions")
        if racine and os.path.isdir(versions):
            vus += [(_ordre(nom), os.path.join(versions, nom)) for nom in os.listdir(versions)]
    for ordre, dossier in sorted(vus, reverse=True):
        executable = os.path.join(dossier, "python.exe" if WINDOWS else os.path.join("bin", "python3"))
        if ordre >= MINIMUM and os.path.exists(executable):
            yield executable


def _ordre(nom):
    return tuple(int(n) for n in re.findall(r"\d+", nom)[:3])


def environnement(maison=None):
    """Return the environment of a step: nothing of another Python's, and a place of our own where HOME is empty."""
    env = dict(os.environ)
    for nom in ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_REQUIRE_VIRTUALENV", "NODE_OPTIONS"):
        env.pop(nom, None)
    if maison and not WINDOWS and not env.get("HOME"):
        env["HOME"] = maison
    return env
