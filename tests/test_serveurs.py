"""The shipped configurations on real servers, nginx and Apache: types, policy, caching, compressed files, sub-path.

They need the servers themselves, found here or installed by apt, saying so. IIS runs on Windows alone: its file is only
read.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from site_src.construction import construire
from site_src.entetes import CSP, DURABLE, REVU, SURS, TYPES
from site_src.installation import RACINE, node
from site_src.serveurs import DOSSIER, FICHIERS

CHEMINS = {"racine": "", "sous-chemin": "https://insertion.exemple.fr/actions/%C3%A9t%C3%A9/"}
GENRES = ("nginx", "nginx-brotli", "apache", "htaccess")


# ---- the servers ----


def executable(nom: str, *paquets: str) -> Path:
    """A server of this machine, else one that apt installs."""
    chemin = os.environ["PATH"] + os.pathsep + "/usr/sbin"
    if not shutil.which(nom, path=chemin) and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Pas de {nom} : installation par apt…", file=sys.stderr, flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        # A container's package lists are often empty; and a service that starts by itself would take port 80.
        for mots in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *paquets]):
            subprocess.run(["apt-get", *mots], env=env, stdout=subprocess.DEVNULL, check=True)
    trouve = shutil.which(nom, path=chemin)
    assert trouve, f"« test --complet » a besoin de {nom} : installez-le (sur Debian : apt install {' '.join(paquets)})"
    return Path(trouve)


def adapter(site: Path, nom: str, port: int) -> str:
    """A shipped file with what the reader writes in it: the site's folder and, here, a free port."""
    texte = (site / "serveurs" / nom).read_text(encoding="utf-8")
    texte = texte.replace(DOSSIER, str(site)).replace("*:80", f"*:{port}")
    return texte.replace("listen 80;", f"listen 127.0.0.1:{port};")


def nginx(site: Path, dossier: Path, port: int, brotli: bool) -> list[str]:
    programme = executable("nginx", "nginx-light", "libnginx-mod-http-brotli-static")
    texte = adapter(site, "nginx.conf", port)
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    if brotli:
        assert module.is_file(), "il manque le module brotli de nginx : libnginx-mod-http-brotli-static"
        texte = texte.replace("#brotli_static", "brotli_static")
    temporaires = "".join(
        f"{nom}_temp_path {dossier}/{nom};" for nom in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (dossier / "insertion.conf").write_text(texte, encoding="utf-8")
    (dossier / "nginx.conf").write_text(
        (f"load_module {module};" if brotli else "")
        + ("user root;" if os.geteuid() == 0 else "")
        + f"daemon off; worker_processes 1; pid {dossier}/pid; error_log {dossier}/erreurs;"
        + "events {} http { access_log off;"
        + f"{temporaires} include {dossier}/insertion.conf; }}",
        encoding="utf-8",
    )
    return [str(programme), "-e", f"{dossier}/erreurs", "-c", f"{dossier}/nginx.conf"]


def apache(site: Path, dossier: Path, port: int, htaccess: bool) -> list[str]:
    programme = executable("apache2", "apache2")
    modules = ["mpm_event", "authz_core", "mime", "dir", "alias", "headers", "rewrite"]
    modules += ["autoindex", "filter", "deflate", "negotiation", "setenvif"]  # what Debian enables besides
    entete = [
        *(f"LoadModule {nom}_module /usr/lib/apache2/modules/mod_{nom}.so" for nom in modules),
        f"ServerRoot {dossier}",
        f"PidFile {dossier}/pid",
        f"ErrorLog {dossier}/erreurs",
        f"Mutex file:{dossier} default",
        f"Listen 127.0.0.1:{port}",
        "ServerName 127.0.0.1",
        # What Debian's own settings add, and that the shipped file must bear.
        "TypesConfig /etc/mime.types",
        "AddLanguage br .br",
        "AddType application/x-gzip .gz",
        "AddOutputFilterByType DEFLATE text/html text/css application/javascript application/json",
    ]
    if os.geteuid() == 0:
        entete += ["User www-data", "Group www-data"]
    if htaccess:
        (site.parent / ".htaccess").write_text(adapter(site, "htaccess", port), encoding="utf-8")
        # A host that gives its users a folder and no more.
        chemin = re.search(r"ErrorDocument 404 (\S*)404", (site / "serveurs" / "htaccess").read_text(encoding="utf-8"))
        assert chemin
        entete += [f'DocumentRoot "{site}"'] if chemin[1] == "/" else [f'Alias "{chemin[1]}" "{site}/"']
        entete += [f'<Directory "{site.parent}">', "Require all granted", "AllowOverride FileInfo", "</Directory>"]
    else:
        entete.append(adapter(site, "apache.conf", port))
    (dossier / "apache.conf").write_text("\n".join(entete) + "\n", encoding="utf-8")
    return [str(programme), "-D", "FOREGROUND", "-f", f"{dossier}/apache.conf"]


@dataclass(frozen=True)
class Servi:
    """A site on a real server."""

    site: Path
    genre: str
    port: int
    chemin: str

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.chemin}"

    def demander(self, chemin: str, **entetes: str) -> tuple[int, dict[str, str], bytes]:
        ligne = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        ligne.request("GET", chemin, headers={nom.replace("_", "-"): valeur for nom, valeur in entetes.items()})
        reponse = ligne.getresponse()
        corps = reponse.read()
        noms = [nom.lower() for nom, _ in reponse.getheaders()]
        assert len(noms) == len(set(noms)), f"{chemin} : un en-tête est envoyé deux fois, {noms}"
        ligne.close()
        return reponse.status, {nom.lower(): valeur for nom, valeur in reponse.getheaders()}, corps


@contextmanager
def en_marche(genre: str, site: Path, chemin: str) -> Iterator[Servi]:
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        port = libre.getsockname()[1]
    dossier = Path(tempfile.mkdtemp(prefix="serveur-"))
    commande = (
        nginx(site, dossier, port, genre == "nginx-brotli")
        if genre.startswith("nginx")
        else apache(site, dossier, port, genre == "htaccess")
    )
    processus = subprocess.Popen(commande, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except ConnectionRefusedError:
                with suppress(subprocess.TimeoutExpired):
                    processus.wait(0.02)
                    pytest.fail(f"{genre} ne démarre pas : {processus.stdout.read().decode()}")  # type: ignore[union-attr]
        yield Servi(site, genre, port, chemin)
    finally:
        processus.terminate()
        processus.wait()
        processus.stdout.close()  # type: ignore[union-attr]
        shutil.rmtree(dossier, ignore_errors=True)
        (site.parent / ".htaccess").unlink(missing_ok=True)


@pytest.fixture(scope="module", params=CHEMINS)
def publie(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """A site where a server that is not ours may read it, and the path that it was built for."""
    adresse = CHEMINS[request.param]
    with tempfile.TemporaryDirectory(prefix="publie-") as dossier:
        Path(dossier).chmod(0o755)
        construire(None, Path(dossier) / "site", adresse, RACINE)
        yield Path(dossier) / "site", urlsplit(adresse).path or "/"


@pytest.fixture(params=GENRES)
def servi(request: pytest.FixtureRequest, publie: tuple[Path, str]) -> Iterator[Servi]:
    with en_marche(request.param, *publie) as serveur:
        yield serveur


# ---- what they answer ----


def verifier_entetes(entetes: dict[str, str], garde: str, quoi: str) -> None:
    assert entetes["content-security-policy"] == CSP, quoi
    assert {nom: entetes.get(nom.lower()) for nom in SURS} == SURS, quoi
    assert entetes["cache-control"] == garde, quoi


def decoder(corps: bytes, encodage: str) -> bytes:
    if encodage == "gzip":
        return gzip.decompress(corps)
    programme = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(0)))"
    return subprocess.run([str(node()), "-e", programme], input=corps, capture_output=True, check=True).stdout


@pytest.mark.complet
def test_every_file_has_its_type_policy_and_class(servi: Servi) -> None:
    for fichier in sorted(servi.site.rglob("*")):
        nom = fichier.relative_to(servi.site).as_posix()
        if not fichier.is_file() or fichier.suffix in (".br", ".gz") or nom.startswith("."):
            continue
        statut, entetes, corps = servi.demander(servi.chemin + nom)
        assert (statut, corps) == (200, fichier.read_bytes()), nom
        assert "content-encoding" not in entetes, nom
        if fichier.suffix in TYPES and fichier.suffix:
            assert entetes["content-type"] == TYPES[fichier.suffix], nom
        stable = re.fullmatch(r"assets/noms/[a-z]+\.js|(?!assets/).*", nom)
        verifier_entetes(entetes, REVU if stable else DURABLE, nom)


@pytest.mark.complet
def test_what_is_accepted_comes_compressed(servi: Servi) -> None:
    encodages = ("gzip",) if servi.genre == "nginx" else ("gzip", "br")
    vus = set()
    for nom in ("index.html", "catalogue/", "fiches/isere-2-5/", "donnees/fiches.json", "assets/js/", "assets/moteur/"):
        fichier = servi.site / nom
        if nom.endswith("/"):
            motif = "index.html" if not nom.startswith("assets/") else "**/*.wasm" if "moteur" in nom else "boite.*.js"
            fichier = next(iter(sorted(fichier.glob(motif))))
            nom = nom if motif == "index.html" else fichier.relative_to(servi.site).as_posix()
        for encodage in encodages:
            statut, entetes, corps = servi.demander(servi.chemin + nom, Accept_Encoding=f"deflate, {encodage}")
            assert statut == 200
            assert entetes.get("content-encoding") == encodage, nom
            assert "accept-encoding" in entetes["vary"].lower(), nom
            assert entetes["content-type"] == TYPES[fichier.suffix], nom
            assert corps == Path(f"{fichier}{'.gz' if encodage == 'gzip' else '.br'}").read_bytes(), nom
            assert "content-language" not in entetes, "« .br » n’est pas du breton"
            verifier_entetes(entetes, DURABLE if nom.startswith("assets/") else REVU, nom)
            if fichier.suffix not in vus:
                assert decoder(corps, encodage) == fichier.read_bytes(), nom
        vus.add(fichier.suffix)


@pytest.mark.complet
def test_what_is_refused_is_not_sent(servi: Servi) -> None:
    page = f"{servi.chemin}index.html"
    for acceptes, attendu in (
        ("br;q=0, gzip;q=0", None),
        ("br;q=0.0,gzip; q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("identity", None),
    ):
        _, entetes, _ = servi.demander(page, Accept_Encoding=acceptes)
        assert entetes.get("content-encoding") == attendu, acceptes


@pytest.mark.complet
def test_folders_missing_pages_and_second_visits(servi: Servi) -> None:
    # Only the site's own folder has a line in the configurations; a `.htaccess` has no say in it.
    dossiers = ["catalogue", *[""] * (servi.chemin != "/" and servi.genre != "htaccess")]
    for dossier in dossiers:
        statut, entetes, _ = servi.demander(f"{servi.chemin}{dossier}".removesuffix("/"))
        assert statut == 301
        assert unquote(entetes["location"]).endswith(unquote(f"{servi.chemin}{dossier}").removesuffix("/") + "/")
    for absente in ("rien/ici.html", "assets/js/boite.00000000.js", "fiches/", "assets/", "assets/js/"):
        statut, entetes, corps = servi.demander(servi.chemin + absente)
        assert statut == 404
        assert "Page introuvable" in corps.decode()
        assert entetes["content-type"] == TYPES[".html"]
        verifier_entetes(entetes, REVU, absente)
    _, entetes, _ = servi.demander(f"{servi.chemin}index.html")
    statut, entetes, corps = servi.demander(f"{servi.chemin}index.html", If_None_Match=entetes["etag"])
    assert (statut, corps) == (304, b"")
    verifier_entetes(entetes, REVU, "304")


@pytest.mark.complet
@pytest.mark.parametrize("genre", ["nginx", "apache"])
def test_the_site_works_there(genre: str, publie: tuple[Path, str], surveillance_de: Callable[..., Any]) -> None:
    with en_marche(genre, *publie) as servi:
        page, _ = surveillance_de(servi.adresse)
        page.goto("catalogue/")
        page.locator("main input[name=q]").fill("mobilité")
        expect(page.locator("[data-bilan]")).to_contain_text("fiche")
        expect(page.locator("[data-resultats] mark").first).to_be_visible()
        page.goto("fiches/isere-2-5/")
        formulaire = page.locator("form[data-calculateur=financement][data-fiche=isere-2-5]")
        for nom, valeur in {"jours": "10", "cout_jour": "400", "prevus": "8", "presents_moyens": "6"}.items():
            formulaire.locator(f"[name={nom}]").fill(valeur)
        expect(page.locator("html")).to_have_attribute("data-moteur", "pret", timeout=120_000)
        total = page.locator("[data-resultat][data-calculateur=financement] data[data-cle=total]").first
        expect(total).to_have_attribute("value", "3500.00")
        page.context.close()


# ---- what is shipped ----


def test_the_configurations_are_shipped_and_say_one_policy(site: Path) -> None:
    for nom in FICHIERS:
        texte = (site / "serveurs" / nom).read_text(encoding="utf-8")
        assert "wasm-unsafe-eval" in texte and "{{" not in texte and "{%" not in texte, nom
    racine = ElementTree.parse(site / "serveurs" / "web.config").getroot()
    entetes = {e.get("name"): e.get("value") for e in racine.iter("add") if e.get("name")}
    assert entetes["Content-Security-Policy"] == CSP
    types = {e.get("fileExtension"): e.get("mimeType") for e in racine.iter("mimeMap")}
    assert types[".wasm"] == "application/wasm" and types[".js"] == TYPES[".js"]
    # IIS refuses a file with two rules of the same name.
    regles = [e.get("name") for e in racine.iter("rule")]
    assert len(regles) == len(set(regles)) > 10
