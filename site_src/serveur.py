"""A small server for a built site: right types, the strict content policy, and the pages' own « page not found ».

`serve` and the tests share it, so that a page which breaks the policy is seen while it is written.
"""

import os
import re
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from site_src.compression import ENCODAGES
from site_src.entetes import CSP, REVU, SURS, TYPES, garde, motif_accepte

__all__ = ["CSP", "TYPES", "Reponse", "Serveur"]


class Serveur(ThreadingHTTPServer):
    """Serve one folder."""

    daemon_threads = True
    # Started again at once, it finds the port that its open pages know. On Windows, two servers would share it.
    allow_reuse_address = os.name != "nt"

    def __init__(self, dossier: Path, port: int = 0, page: "type[Reponse] | None" = None) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        self.dossier = dossier
        super().__init__(("127.0.0.1", port), page or Reponse)

    @property
    def adresse(self) -> str:
        """The site's address, without a final slash."""
        return f"http://127.0.0.1:{self.server_port}"


_NOTRE_HOTE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?", re.IGNORECASE)
"""What a browser of this machine asks by; a page of elsewhere may have given its own name our address."""


class Reponse(SimpleHTTPRequestHandler):
    """Answer one request."""

    server: Serveur
    protocol_version = "HTTP/1.1"
    extensions_map = TYPES

    def __init__(self, requete: Any, client: Any, serveur: Serveur) -> None:
        """Look in the server's folder, wherever it was swapped to."""
        super().__init__(requete, client, serveur, directory=str(serveur.dossier))

    @property
    def chemin(self) -> str:
        """The path that is asked for."""
        return re.split("[?#]", self.path, maxsplit=1)[0]

    def parse_request(self) -> bool:
        """Read a request; answer at once the one that is not for us, or that can name no file."""
        if not super().parse_request():
            return False
        if not _NOTRE_HOTE.fullmatch(self.headers.get("Host", "localhost")):
            self.refuser(HTTPStatus.MISDIRECTED_REQUEST, "Ce serveur ne répond qu’à l’adresse de cette machine.")
            return False
        try:
            os.stat(self.translate_path(self.path))  # noqa: PTH116
        except FileNotFoundError:
            pass  # its answer is the site's own page
        except (OSError, ValueError):
            self.send_error(HTTPStatus.NOT_FOUND)
            return False
        return True

    def refuser(self, code: int, phrase: str) -> None:
        """Answer in a sentence, and no more on this line."""
        self.close_connection = True
        self.envoyer(phrase.encode(), TYPES[".txt"], code)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Remember the status."""
        self._statut = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        self.send_header("Content-Security-Policy", CSP)
        for nom, valeur in SURS.items():
            self.send_header(nom, valeur)
        self.send_header("Cache-Control", garde(self.chemin) if self._statut == HTTPStatus.OK else REVU)
        super().end_headers()

    def send_head(self) -> Any:
        """Hand out the compressed file where there is one and it is accepted.

        Never answer 304: two builds within the same second carry the same date.
        """
        del self.headers["If-Modified-Since"]
        chemin = Path(self.translate_path(self.path))
        if self.chemin.endswith("/"):
            chemin /= "index.html"
        comprimes = {nom: Path(f"{chemin}{fin}") for nom, fin in ENCODAGES.items()}
        if not any(comprime.is_file() for comprime in comprimes.values()):
            return super().send_head()
        acceptes = self.headers.get("Accept-Encoding", "")
        nom = next((n for n in comprimes if re.search(motif_accepte(n), acceptes) and comprimes[n].is_file()), "")
        corps = (comprimes[nom] if nom else chemin).open("rb")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(chemin)))
        self.send_header("Content-Length", str(os.fstat(corps.fileno()).st_size))
        if nom:
            self.send_header("Content-Encoding", nom)
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return corps

    def list_directory(self, path: Any) -> None:
        """Show no folder's content."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer 404 with the site's own page."""
        page = self.server.dossier / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.envoyer(page.read_bytes(), TYPES[".html"], HTTPStatus.NOT_FOUND)

    def envoyer(self, corps: bytes, type_: str, code: int = HTTPStatus.OK) -> None:
        """Send a body that isn't a file."""
        self.send_response(code)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(corps)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(corps)

    def html(self) -> bytes | None:
        """Return the page that the path names, None where it names no page."""
        chemin = Path(self.translate_path(self.path))
        if chemin.is_dir() and self.chemin.endswith("/"):
            chemin /= "index.html"
        return chemin.read_bytes() if chemin.suffix == ".html" and chemin.is_file() else None

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: the terminal belongs to the sheets' problems."""

    def handle_one_request(self) -> None:
        """Bear a reader who leaves before the end."""
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
