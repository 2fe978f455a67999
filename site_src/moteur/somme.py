"""The sum by which the browser knows that what it received is what was published."""

import sys
from array import array


def sommer(octets: bytes) -> int:
    """Return FNV-1a over words of four bytes: one altered word always changes it. `fichiers.mjs` has its twin.

    Not a defence against malice, which would change the sum as well: against a copy that went wrong.
    """
    mots = array("I", octets[: len(octets) // 4 * 4])
    if sys.byteorder == "big":
        mots.byteswap()
    somme = 0x811C9DC5
    for mot in (*mots, *octets[len(mots) * 4 :]):
        somme = (somme ^ mot) * 0x01000193 & 0xFFFFFFFF
    return somme
