"""Live reload for `serve`: pages listen to the build, and show its problems while a sheet is broken."""

import html
import json
import re
import threading
from http import HTTPStatus
from pathlib import Path

from site_src.serveur import TYPES, Reponse, Serveur

_ECOUTE = "/__rechargement"
_SCRIPT = "/__rechargement.js"

# Properties set through the CSSOM: the content policy allows no style attribute.
_JS = """
(() => {
  const source = new EventSource("/__rechargement?depuis=" + document.currentScript.dataset.version);
  source.onmessage = (evenement) => {
    const { problemes } = JSON.parse(evenement.data);
    if (!problemes) { location.reload(); return; }
    let bandeau = document.getElementById("rechargement");
    if (!bandeau) {
      bandeau = document.createElement("pre");
      bandeau.id = "rechargement";
      bandeau.setAttribute("role", "alert");
      Object.assign(bandeau.style, { position: "fixed", inset: "auto 0 0 0", margin: 0, padding: "1rem", zIndex: 1000,
        maxHeight: "50vh", overflow: "auto", whiteSpace: "pre-wrap", font: "14px/1.5 monospace",
        background: "#3d0c11", color: "#fff" });
      document.body.append(bandeau);
    }
    bandeau.textContent = problemes;
  };
})();
"""


class ServeurVivant(Serveur):
    """A server whose pages follow the builds."""

    def __init__(self, dossier: Path, port: int = 0) -> None:
        """Start at version 0, before any build."""
        super().__init__(dossier, port, ReponseVivante)
        self._change = threading.Condition()
        self.version = 0
        self.problemes = ""

    def annoncer(self, problemes: str = "") -> None:
        """Tell every open page that a build is over; `problemes` says why it did not change the site."""
        with self._change:
            self.version += 1
            self.problemes = problemes
            self._change.notify_all()

    def attendre(self, depuis: int) -> tuple[int, str] | None:
        """Return the version after `depuis` once there is one, None if nothing came for a while."""
        with self._change:
            if not self._change.wait_for(lambda: self.version > depuis, timeout=20):
                return None
            return self.version, self.problemes


class ReponseVivante(Reponse):
    """Answer one request, a page with the listening script in it."""

    server: ServeurVivant

    def do_GET(self) -> None:
        """Serve the listening script, its stream of events, else the site."""
        chemin, _, demande = self.path.partition("?")
        if chemin == _ECOUTE and (depuis := re.fullmatch("(?:depuis=([0-9]{1,9}))?", demande)):
            self._ecouter(int(depuis[1] or 0))
        elif chemin == _ECOUTE:
            self.refuser(HTTPStatus.BAD_REQUEST, "Demande illisible : « depuis » est un nombre.")
        elif chemin == _SCRIPT:
            self.envoyer(_JS.encode(), TYPES[".js"])
        elif (page := self.html()) is not None:
            self.envoyer(page, TYPES[".html"])
        elif not (self.server.dossier / "index.html").is_file():
            self.envoyer(self._sans_site(), TYPES[".html"])
        else:
            super().do_GET()

    def envoyer(self, corps: bytes, type_: str, code: int = HTTPStatus.OK) -> None:
        """Add the listening script to a page."""
        if type_ == TYPES[".html"]:
            version = self.server.version - bool(self.server.problemes)
            balise = f'<script src="{_SCRIPT}" data-version="{version}"></script></body>'
            corps = corps.replace(b"</body>", balise.encode())
        super().envoyer(corps, type_, code)

    def _ecouter(self, depuis: int) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                vu = self.server.attendre(depuis)
                if vu is None:
                    self.wfile.write(b": \n\n")  # finds out that the page has gone
                    continue
                depuis, problemes = vu
                self.wfile.write(f"data: {json.dumps({'problemes': problemes})}\n\n".encode())
        except OSError:
            return

    def _sans_site(self) -> bytes:
        raison = html.escape(self.server.problemes or "La première construction est en cours.")
        return f'<!doctype html><html lang="fr"><title>Site en attente</title><body><pre>{raison}</pre></body>'.encode()
