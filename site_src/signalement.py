"""« Signaler une erreur »: a message ready to send, with the reasons to choose from and the sheet's reference."""

from __future__ import annotations

from urllib.parse import quote

from calculators import formater_date
from catalogue import Fiche

MOTIFS = (
    "une information est fausse",
    "une information est périmée",
    "les coordonnées ne sont plus les bonnes",
    "une règle est mal calculée",
    "un lien ne mène à rien",
    "une faute de frappe ou de copie",
    "autre chose",
)
"""Why people write about a sheet: the seven reasons that national catalogues offer, said for sheets that compute."""

LONGUEUR_MAX = 1900
"""Past 2 000 characters, some systems hand a cut address to the mail program."""


def preparer(fiche: Fiche, courriel: str) -> str:
    """The `mailto:` of a sheet; a title too long to fit is cut."""
    titre = reste = " ".join(fiche.titre.split())
    while len(adresse := _adresser(fiche, titre, courriel)) > LONGUEUR_MAX and reste:
        reste = reste[: len(reste) * 3 // 4]
        titre = f"{reste}…"
    return adresse


def _adresser(fiche: Fiche, titre: str, courriel: str) -> str:
    objet = _coder(f"Fiche {fiche.id} : signaler une erreur ({titre})")
    return f"mailto:{quote(courriel, safe='@')}?subject={objet}&body={_corps(fiche, titre)}"


def _corps(fiche: Fiche, titre: str) -> str:
    dates = f"transcrite le {formater_date(fiche.transcrite_le)}"
    if fiche.revue_le:
        dates += f", revue le {formater_date(fiche.revue_le)}"
    lignes = [
        f"Fiche : {titre}",
        f"Référence : {fiche.id}, {dates}",
        "",
        "Ce qui ne va pas (mettez une croix) :",
        *(f"[ ] {motif}" for motif in MOTIFS),
        "",
        "La phrase ou le calcul en cause :",
        "",
        "Ce qu’il faudrait lire, et d’où vous le tenez :",
        "",
        "N’écrivez rien ici sur une personne accompagnée.",
    ]
    return _coder("\r\n".join(lignes))


def _coder(texte: str) -> str:
    """Percent-encoding with plain spaces: a mail program shows a no-break space as it can."""
    return quote(texte.replace("\u00a0", " ").replace("\u202f", " "), safe="")
