"""Publishing: whatever stops a build, and whoever else builds, readers keep the old site or get the new one, whole."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from site_src import echange, manifeste
from site_src.controle import verifier_site
from site_src.erreurs import EchecConstruction
from site_src.hotes import verifier_hotes
from site_src.installation import RACINE
from site_src.pesee import trop_lourdes
from site_src.publication import publier

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows ends a process in its own ways")

PUBLIER = """
import os, signal, sys
from pathlib import Path
from site_src import manifeste
from site_src.erreurs import EchecConstruction
from site_src.publication import publier

sortie, mots, avant, geste = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]

def surveiller(evenement, arguments):
    # What Python tells before it asks the system for something: the process dies before one of these requests.
    global avant
    if evenement.startswith(("os.", "shutil.", "ctypes.")) or (evenement == "open" and "site" in str(arguments[0])):
        avant -= 1
        if avant == 0:
            os.kill(os.getpid(), signal.SIGTERM if geste == "interrompre" else signal.SIGKILL)

signal.signal(signal.SIGTERM, signal.default_int_handler)
try:
    if geste == "sans-droit" and os.geteuid() == 0:
        os.setuid(65534)
    if avant:
        sys.addaudithook(surveiller)
    with publier(sortie) as dossier:
        for nom in ("index.html", "fiches/une/index.html"):
            (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
            (dossier / nom).write_text(mots)
        if geste == "attendre":
            print("en cours", flush=True)
            sys.stdin.readline()
        manifeste.ecrire(dossier, {}, "2026-01-01")
except EchecConstruction as erreur:
    sys.exit(str(erreur))
except KeyboardInterrupt:
    sys.exit("interrompu")
"""


def commander(sortie: Path, mots: str, avant: int = 0, geste: str = "") -> list[str]:
    return [sys.executable, "-c", PUBLIER, str(sortie), mots, str(avant), geste]


def lancer(*arguments: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(commander(*arguments), cwd=RACINE, capture_output=True, encoding="utf-8", check=False)


def mots_du_site(sortie: Path) -> str:
    """What the site says, once it is known to be whole."""
    constat = manifeste.verifier(sortie)
    assert (constat.lignes, constat.nombre) == ([], 2)
    return (sortie / "index.html").read_text()


def voisins(sortie: Path) -> list[str]:
    return sorted(chemin.name for chemin in sortie.parent.iterdir())


@pytest.fixture
def sortie(tmp_path: Path) -> Path:
    """A published site that says « ancien »."""
    place = tmp_path / "www" / "site"
    assert lancer(place, "ancien").returncode == 0
    return place


def tuer(sortie: Path, pas: int) -> set[str]:
    """Kill a build before each of its requests to the system, `pas` by `pas`; give what readers found."""
    trouves = set()
    for rang in count(1, pas):
        mort = lancer(sortie, "nouveau", rang)
        if mort.returncode == 0:
            break
        assert mort.returncode == -signal.SIGKILL, mort.stderr
        trouves.add(mots_du_site(sortie))
        assert lancer(sortie, "ancien").returncode == 0
        assert mots_du_site(sortie) == "ancien"
        assert voisins(sortie) == ["site"], f"before request {rang}"
    return trouves


@POSIX
def test_a_build_killed_at_some_moments_leaves_one_site_whole_and_the_next_clears_the_rest(sortie: Path) -> None:
    assert "ancien" in tuer(sortie, 16)


@POSIX
@pytest.mark.complet
def test_a_build_killed_at_any_moment_leaves_one_site_whole_and_the_next_clears_the_rest(sortie: Path) -> None:
    assert tuer(sortie, 1) == {"ancien", "nouveau"}


def interrompre(sortie: Path, pas: int) -> set[str]:
    """Ask a build to stop before each of its requests to the system, `pas` by `pas`; give what readers found."""
    trouves = set()
    for rang in count(1, pas):
        fait = lancer(sortie, "nouveau", rang, "interrompre")
        if fait.returncode == 0:
            break
        assert fait.stderr == "interrompu\n"
        trouves.add(mots_du_site(sortie))
        assert voisins(sortie) == ["site"], f"before request {rang}"
    return trouves


@POSIX
def test_a_build_asked_to_stop_at_some_moments_leaves_one_site_whole_and_nothing_else(sortie: Path) -> None:
    assert "ancien" in interrompre(sortie, 16)


@POSIX
@pytest.mark.complet
def test_a_build_asked_to_stop_at_any_moment_leaves_one_site_whole_and_nothing_else(sortie: Path) -> None:
    assert interrompre(sortie, 1) == {"ancien", "nouveau"}


ETAPES = (
    *("Lecture", "Calcul", "Cadre", "Ressources", "Pages de", "Données", "Pages communes", "Index", "Relecture"),
    *("Fichiers comprimés", "Manifeste", "Site publié"),
)


@POSIX
@pytest.mark.complet
def test_twelve_kills_of_real_builds_leave_no_mixed_site(
    site: Path, epoque: str, tmp_path: Path, commande: Any
) -> None:
    sortie = tmp_path / "www" / "site"
    sortie.parent.mkdir()
    shutil.copytree(site, sortie)
    ordre = [sys.executable, RACINE / "build.py", "build", "--out", sortie, "--base-url", "https://exemple.fr/a/"]
    empreintes = []
    for etape in ETAPES:
        with subprocess.Popen(ordre, stderr=subprocess.PIPE) as construction:
            assert construction.stderr is not None
            lu = b""
            while etape.encode() not in lu:
                lu += construction.stderr.read(1)
            construction.kill()
        assert manifeste.verifier(sortie).lignes == [], etape
        empreintes.append(manifeste.empreinte(sortie))
    assert len(set(empreintes)) == 2, "the old one until the last step, then the new one"
    assert commande("build", "--out", sortie, SOURCE_DATE_EPOCH=epoque).returncode == 0
    assert voisins(sortie) == ["site"]
    assert manifeste.empreinte(sortie) == manifeste.empreinte(site)


@pytest.fixture
def sans_echange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that can't exchange two folders, as Windows or a network share."""
    monkeypatch.setattr(echange, "_fonction", lambda nom: None)


def test_without_an_exchange_two_renames_do(sortie: Path, sans_echange: None) -> None:
    with publier(sortie) as dossier:
        (dossier / "index.html").write_text("nouveau", encoding="utf-8")
    assert (sortie / "index.html").read_text(encoding="utf-8") == "nouveau"
    assert voisins(sortie) == ["site"]


def test_a_build_killed_between_two_renames_is_recovered_even_if_the_next_fails(sortie: Path) -> None:
    sortie.rename(sortie.parent / ".site.ancien")
    with pytest.raises(RuntimeError), publier(sortie):
        raise RuntimeError
    assert mots_du_site(sortie) == "ancien"
    assert voisins(sortie) == ["site"]


def test_a_folder_beside_that_is_not_ours_is_left_alone(sortie: Path) -> None:
    (sortie.parent / ".site.nouveau-1").mkdir()
    (sortie.parent / ".site.nouveau-1" / "these.docx").write_text("trois ans de travail", encoding="utf-8")
    assert lancer(sortie, "nouveau").returncode == 0
    assert voisins(sortie) == [".site.nouveau-1", "site"]


@pytest.fixture
def en_cours(sortie: Path) -> Iterator[subprocess.Popen[str]]:
    """A build under way, which goes on at the first line that it is sent."""
    commande = commander(sortie, "premier", 0, "attendre")
    with subprocess.Popen(
        commande, cwd=RACINE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as processus:
        assert processus.stdout is not None
        assert processus.stdout.readline() == "en cours\n"
        yield processus
        processus.kill()


def test_a_second_build_says_that_another_is_under_way(en_cours: Any, sortie: Path, commande: Any) -> None:
    second = commande("build", "--out", sortie)
    assert second.returncode == 1
    assert "une autre construction publie en ce moment dans" in second.stderr
    assert "attendez" in second.stderr
    assert mots_du_site(sortie) == "ancien"
    en_cours.communicate("continue\n")
    assert mots_du_site(sortie) == "premier"
    assert voisins(sortie) == ["site"]


def test_a_build_elsewhere_in_the_same_folder_is_free(en_cours: Any, sortie: Path) -> None:
    assert lancer(sortie.parent / "autre", "autre").returncode == 0
    assert mots_du_site(sortie.parent / "autre") == "autre"


@POSIX
def test_a_disk_without_room_stops_the_build_with_a_sentence(sortie: Path) -> None:
    import resource

    fait = subprocess.run(
        [sys.executable, RACINE / "build.py", "build", "--out", sortie],
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
        check=False,
    )
    assert fait.returncode == 1
    assert "ne peut pas être écrit : un fichier dépasse la taille permise ici" in fait.stderr
    assert "Traceback" not in fait.stderr
    assert mots_du_site(sortie) == "ancien"
    assert voisins(sortie) == ["site"]


@pytest.mark.complet
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_full_disk_stops_the_build_with_a_sentence(tmp_path: Path, commande: Any) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", tmp_path], check=True)
    try:
        assert lancer(tmp_path / "site", "ancien").returncode == 0
        fait = commande("build", "--out", tmp_path / "site")
        assert fait.returncode == 1
        assert "le disque est plein" in fait.stderr
        assert mots_du_site(tmp_path / "site") == "ancien"
        assert voisins(tmp_path / "site") == ["site"]
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@POSIX
def test_without_the_right_to_write_beside_it_says_where_it_needs_it(sortie: Path) -> None:
    for dossier in (sortie, *sortie.parents[:-1]):
        if dossier.is_relative_to(RACINE.anchor) and dossier.stat().st_uid == os.geteuid():
            dossier.chmod(0o755)
    sortie.parent.chmod(0o555)
    refuse = lancer(sortie, "nouveau", 0, "sans-droit")
    sortie.parent.chmod(0o755)
    assert refuse.returncode == 1
    assert f"dans « {sortie.parent} »" in refuse.stderr
    assert "vous n’avez pas le droit d’y écrire" in refuse.stderr
    assert mots_du_site(sortie) == "ancien"


def refus(sortie: Path) -> str:
    with pytest.raises(EchecConstruction) as refuse, publier(sortie):
        pass
    return str(refuse.value)


@pytest.mark.parametrize("lieu", [Path("/"), Path.home(), RACINE, RACINE.parent, RACINE / "catalogue" / "site"])
def test_a_place_that_must_never_become_a_site_is_refused(lieu: Path) -> None:
    avant = sorted(lieu.iterdir()) if lieu.is_dir() else None
    assert "donnez à --out un dossier" in refus(lieu)
    assert (sorted(lieu.iterdir()) if lieu.is_dir() else None) == avant


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rapport").write_text("à garder", encoding="utf-8")
    assert "n’est pas un dossier" in refus(tmp_path / "rapport")
    assert "un fichier porte déjà ce nom" in refus(tmp_path / "rapport" / "site")
    assert (tmp_path / "rapport").read_text(encoding="utf-8") == "à garder"


def test_what_somebody_added_to_a_site_is_never_erased(sortie: Path) -> None:
    (sortie / "fiches" / "bilan.docx").write_text("à garder", encoding="utf-8")
    assert "fiches/bilan.docx" in refus(sortie)
    assert mots(sortie / "fiches" / "bilan.docx") == "à garder"
    assert mots(sortie / "index.html") == "ancien"


def mots(fichier: Path) -> str:
    return fichier.read_text(encoding="utf-8")


def test_what_the_server_needs_is_kept_and_what_systems_sow_is_not_in_the_way(sortie: Path) -> None:
    (sortie / ".htaccess").write_text("Require valid-user", encoding="utf-8")
    (sortie / ".well-known").mkdir()
    (sortie / ".well-known" / "security.txt").write_text("Contact", encoding="utf-8")
    (sortie / "fiches" / "Thumbs.db").write_bytes(b"x")
    (sortie / "._index.html").write_bytes(b"x")
    assert lancer(sortie, "nouveau").returncode == 0
    assert mots(sortie / ".htaccess") == "Require valid-user"
    assert mots(sortie / ".well-known" / "security.txt") == "Contact"
    assert not (sortie / "fiches" / "Thumbs.db").exists()
    assert not (sortie / "._index.html").exists()
    assert mots_du_site(sortie) == "nouveau"


@POSIX
def test_a_link_stays_and_what_it_leads_to_is_replaced(sortie: Path, tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(sortie)
    assert lancer(tmp_path / "lien", "nouveau").returncode == 0
    assert (tmp_path / "lien").is_symlink()
    assert mots_du_site(sortie) == "nouveau"
    (tmp_path / "rompu").symlink_to(tmp_path / "disque-absent")
    assert "ne mène à rien" in refus(tmp_path / "rompu")


@POSIX
def test_the_folder_where_one_stands_is_replaced_and_the_terminal_is_told(
    sortie: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sortie)
    with publier(Path()) as dossier:
        (dossier / "index.html").write_text("nouveau", encoding="utf-8")
    monkeypatch.chdir(sortie.parent)
    assert mots(sortie / "index.html") == "nouveau"
    assert "cd ." in capsys.readouterr().err


@POSIX
def test_a_terminal_in_a_folder_that_is_gone_is_told_what_to_type(tmp_path: Path) -> None:
    suite = [sys.executable, str(RACINE / "build.py"), "check"]
    commande = [sys.executable, "-c", f"import os; os.rmdir(os.getcwd()); os.execv({suite[0]!r}, {suite!r})"]
    (tmp_path / "parti").mkdir()
    fait = subprocess.run(commande, cwd=tmp_path / "parti", capture_output=True, encoding="utf-8", check=False)
    assert fait.returncode == 2
    assert fait.stderr == "Le dossier où vous êtes n’existe plus ; tapez « cd . », puis recommencez.\n"


@POSIX
def test_who_may_enter_the_site_is_kept_and_the_rest_is_readable(sortie: Path) -> None:
    sortie.chmod(0o750)
    avant = os.umask(0o077)
    try:
        assert lancer(sortie, "nouveau").returncode == 0
    finally:
        os.umask(avant)
    modes = {chemin.stat().st_mode & 0o777 for chemin in sortie.rglob("*") if chemin.is_file()}
    assert (sortie.stat().st_mode & 0o777, modes) == (0o750, {0o644})
    assert (sortie / "fiches").stat().st_mode & 0o777 == 0o755


def test_a_page_that_weighs_too_much_is_named_with_its_weight(site: Path, tmp_path: Path) -> None:
    assert list(trop_lourdes(site, verifier_site(site))) == []
    copie = shutil.copytree(site, tmp_path / "copie")
    for fin in (".br", ".gz"):
        (copie / "sigles" / f"index.html{fin}").unlink()
    with (copie / "sigles" / "index.html").open("a", encoding="utf-8") as page:
        page.write(" " * 290_000)
    assert [nom for nom, poids in trop_lourdes(copie, verifier_site(copie)) if poids > 300_000] == ["sigles/index.html"]


def test_what_a_page_brings_at_a_press_weighs_nothing_as_it_opens(site: Path) -> None:
    calendrier = re.search(r'data-ical="([^"]+)"', (site / "parcours" / "index.html").read_text(encoding="utf-8"))
    demandes = verifier_site(site)["parcours/index.html"]
    assert calendrier and calendrier[1] not in demandes
    assert any("assets/css/" in adresse for adresse in demandes)


@pytest.mark.parametrize(
    ("nom", "texte"),
    [
        ("css/a.css", "@import '//exemple.org/a.css';"),
        ("css/a.css", "p { background: url( https://exemple.org/a.png ) }"),
        ("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://exemple.org/a.png"/></svg>'),
    ],
)
def test_a_style_or_a_picture_that_calls_another_server_stops_the_build(nom: str, texte: str, tmp_path: Path) -> None:
    for dossier in ("css", "images"):
        (tmp_path / dossier).mkdir()
    (tmp_path / "images" / "juste.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    verifier_hotes(tmp_path)
    (tmp_path / nom).write_text(texte, encoding="utf-8")
    with pytest.raises(EchecConstruction, match=r"appelle un autre serveur \(.*exemple\.org"):
        verifier_hotes(tmp_path)
