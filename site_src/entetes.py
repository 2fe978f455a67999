"""What a server says with each file: its type, the strict policy, how long to keep it.

One truth for the project's own server (`serveur`) and for the configurations shipped with the site (`serveurs`).
"""

import re

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'self'; form-action 'self'"
)
"""What a page may load: its own host, no inline script or style, and WebAssembly for the engine."""

SURS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
"""Sent with every answer, beside the policy."""

# Written out: Windows' registry is known to call JavaScript « text/plain ».
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
    ".bin": "application/octet-stream",
    "": "application/octet-stream",
}

DURABLE = "public, max-age=31536000, immutable"
"""For what its name tells the content of: a changed file has another name."""

REVU = "no-cache"
"""For anything else: kept, but asked about each time."""

MOTIF_DURABLE = r"/assets/(?:[^?]*[.-][0-9a-f]{8,}\.[a-z0-9]+|moteur/[^?]+/[^?]+)$"
"""The paths kept for ever: a hash before the extension, or a folder of the engine, whose name tells its content."""

_DURABLE = re.compile(MOTIF_DURABLE)


def garde(chemin: str) -> str:
    """`Cache-Control` of a path that was found."""
    return DURABLE if _DURABLE.search(chemin) else REVU


def motif_accepte(encodage: str) -> str:
    """The `Accept-Encoding` of who takes an encoding: « gzip;q=0 » says that they do not."""
    return rf"(?:^|,)\s*{encodage}\s*(?:$|,|;\s*[qQ]=(?!0(?:\.0*)?\s*(?:$|,)))"
