"""What a command reads and writes by: no command minds who reads it, nor what a name that it shows may hold.

Its reader may leave before the end (`| head`), its disk may be full (`> fichier`): it goes on, and its exit status says
what it did. What a terminal would obey (in the name of a file, in a request) becomes a mark.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys

from site_src.erreurs import REFUS

_ORDINAIRE = re.compile("[\t\n -~\u00a0-\u00ac\u00ae-\u017f\u2010-\u2027\u202f\u2030-\u205e\u20ac\u2190-\u22ff]*")
"""What nearly all of our lines are made of, which no terminal obeys."""


class Sortie(io.TextIOWrapper):
    """A stream that is lost without a word once it can't be written; `perte` says why."""

    perte: OSError | None = None

    def write(self, texte: str) -> int:
        """Write what a terminal may show."""
        if not _ORDINAIRE.fullmatch(texte):
            from catalogue.problemes import montrable

            texte = "".join(m if m in ("\n", "\t") else montrable(m) for m in re.split("([\n\t])", texte))
        try:
            super().write(texte)
        except OSError as erreur:
            self._perdre(erreur)
        return len(texte)

    def flush(self) -> None:
        """Hand on what was written."""
        try:
            super().flush()
        except OSError as erreur:
            self._perdre(erreur)

    def _perdre(self, erreur: OSError) -> None:
        """From now on, what is written by this process and by those that it starts goes nowhere."""
        self.perte = self.perte or erreur
        nulle_part = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nulle_part, self.fileno())
        os.close(nulle_part)


def preparer() -> None:
    """Read and write UTF-8, whatever the machine; what no UTF-8 can write (half of a pair) is shown as a mark."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for nom in ("stdout", "stderr"):
        flux: io.TextIOWrapper = getattr(sys, nom)
        if not isinstance(flux, Sortie):
            lignes, direct = flux.line_buffering, flux.write_through
            sortie = Sortie(flux.detach(), "utf-8", "replace", line_buffering=lignes, write_through=direct)
            setattr(sys, nom, sortie)


def perdue() -> bool:
    """Whether nobody reads the results any more: a command that computes for each line stops there."""
    return getattr(sys.stdout, "perte", None) is not None


def conclure(statut: int) -> int:
    """The exit status of a command that is over: where its results could not be kept, it says so and fails."""
    sys.stdout.flush()
    perte = getattr(sys.stdout, "perte", None)
    # Windows says EINVAL of a pipe whose reader left, which is nobody's fault.
    if perte is None or perte.errno in (errno.EPIPE, errno.EINVAL):
        return statut
    raison = REFUS.get(perte.errno or 0, "le système le refuse")
    print(f"Le résultat ne peut pas être écrit : {raison}.", file=sys.stderr)
    return statut or 1
