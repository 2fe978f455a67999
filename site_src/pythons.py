# -*- coding: utf-8 -*-
"""Find a Python that is new enough *and works*: each candidate is run, because pyenv's shims exist and fail.

Standard library only, readable by a very old Python, like `installation`, whose first step this is.
"""

from __future__ import print_function, unicode_literals

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading

MINIMUM = (3, 12)
CONNUS = ("3.14", "3.13", "3.12")
WINDOWS = os.name == "nt"
PATIENCE = 20
"""Seconds that a candidate has to answer: a slow disk needs a few, a shim that asks something would wait for ever."""


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
    """What a candidate says that it is: nothing where it fails, says something else, or never ends."""
    question = "import sys, venv, ensurepip; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])"
    # In a file: a pipe would wait for whatever a shim started and left behind.
    with tempfile.TemporaryFile() as reponse, open(os.devnull, "r+b") as rien:
        try:
            processus = subprocess.Popen(
                list(commande) + ["-c", question],
                stdin=rien,
                stdout=reponse,
                stderr=rien,
                env=environnement(),
                preexec_fn=None if WINDOWS else os.setsid,
            )
        except (OSError, ValueError):
            return None
        minuteur = threading.Timer(PATIENCE, _arreter, [processus])
        minuteur.start()
        try:
            echec = processus.wait()
        finally:
            minuteur.cancel()
        reponse.seek(0)
        lignes = reponse.read().decode("utf-8", "replace").split("\n")
    version = re.match(r"(\d+)\.(\d+)\.\d+\s*$", lignes[1]) if len(lignes) > 1 else None
    if echec or not version or (int(version.group(1)), int(version.group(2))) < MINIMUM:
        return None
    return lignes[0].strip(), version.group(0).strip()


def _arreter(processus):
    """End a candidate, and what it started."""
    try:
        if WINDOWS:
            processus.kill()
        else:
            os.killpg(processus.pid, signal.SIGKILL)
    except OSError:  # it ended by itself
        pass


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
