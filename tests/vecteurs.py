"""A catalogue whose every word tries to run something: the usual vectors, in every text field of every file."""

from __future__ import annotations

import re
import shutil
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from catalogue.analyse import ICI
from catalogue.texte import normaliser

J = "__joue()"
"""What each vector calls; the page of the test defines it and remembers that it was called."""

VECTEURS = (
    f"<script>{J}</script>",
    f"<ScRiPt >{J}</sCrIpT >",
    f"<img src=x onerror={J}>",
    f'"><img src=x onerror={J}>',
    f"'><img src=x onerror={J}>",
    f"<svg onload={J}>",
    f"<svg><script>{J}</script></svg>",
    f"<svg><animate onbegin={J} attributeName=x dur=1s>",
    f"</script><script>{J}</script>",
    f"</textarea><script>{J}</script>",
    f"</title><script>{J}</script>",
    f"</style><script>{J}</script>",
    f'</template></noscript><img src=x onerror="{J}">',
    f'<iframe srcdoc="<script>parent.{J}</script>">',
    f'<iframe src="javascript:parent.{J}">',
    f'<a href="javascript:{J}">x</a>',
    f"[x](javascript:{J})",
    f"[x](JaVaScRiPt:{J})",
    f"[x](java&#10;script:{J})",
    f"[x](&#106;avascript&colon;{J})",
    f"[x](<javascript:{J}>)",
    f"<javascript:{J}>",
    f"![x](javascript:{J})",
    f"[x](data:text/html;base64,PHNjcmlwdD4={J})",
    f'[x](https://exemple.org "\\" onmouseover={J} x=\\"")',
    f"<body onload={J}>",
    f"<details open ontoggle={J}>",
    f"<input autofocus onfocus={J}>",
    f"<video><source onerror={J}></video>",
    f"<math><mtext></mtext><script>{J}</script></math>",
    f"<style>@import 'javascript:{J}'</style>",
    f"<base href=javascript:{J}//>",
    f'<meta http-equiv=refresh content="0;url=javascript:{J}">',
    f"<object data=javascript:{J}></object>",
    f"<form action=javascript:{J}><button>x</button></form>",
    f'" onmouseover="{J}" autofocus onfocus="{J}',
    f"' onmouseover='{J}' x='",
    f"{{{{ constructor.constructor('{J}')() }}}}",
    f"{{% raw %}}{{{{ {J} }}}}",
    f"${{{J}}}`-{J}-`",
    f"<!--><img src=x onerror={J}>-->",
    f'<noscript><p title="</noscript><img src=x onerror={J}>"></noscript>',
    f"\\u003cscript\\u003e{J}\\u003c/script\\u003e",
    f"&lt;script&gt;{J}&lt;/script&gt;",
    f"]]><script>{J}</script><![CDATA[",
    f"</q></blockquote><img/src=x/onerror={J}>",
    f'=HYPERLINK("javascript:{J}";"x")<img src=x onerror={J}>',
    f"\u27e6contenu\u27e7<img src=x onerror={J}>",
)

MOTS_DE_FICHE = {
    *("code", "titre", "intitule", "programme", "entete", "document", "fichier", "resume", "quoi", "libelle", "aide"),
    *("intro", "message", "question", "effet", "a_demander", "unite", "sortie", "mots", "correction", "raison", "note"),
}
"""Keys of a sheet whose words are free."""
LISTES_DE_FICHE = {"axes", "objectifs", "synonymes", "remarques", "lectures", "options"}
MOTS_PARTAGES = {
    "nom",
    "developpement",
    "remarque",
    "institution",
    "accroche",
    "service",
    "reutilisation",
    "formulaire",
}
LISTES_PARTAGEES = {"autres_noms", "synonymes", "questions"}


class Piegeur:
    """Puts a vector after each free word, each in its turn."""

    def __init__(self, mots: set[str], listes: set[str]) -> None:
        self.mots, self.listes, self.pieges = mots, listes, 0
        self._tour = cycle(VECTEURS)

    def pieger(self, brut: Any, cle: str = "", libre: bool = False) -> Any:
        """The same data, trapped."""
        if isinstance(brut, dict):
            return {k: self.pieger(v, k, libre or k in self.listes) for k, v in brut.items()}
        if isinstance(brut, list):
            return [self.pieger(v, cle, libre) for v in brut]
        if (libre and cle not in ("cles", "citation")) or cle in self.mots:
            self.pieges += 1
            return f"{brut} {next(self._tour)}"
        return brut


def fiche_piegee(nom: str) -> tuple[str, int]:
    """The sheet of the project with a vector in every free word, and quoted in every clause."""
    donnees = yaml.load((ICI / "fiches" / f"{nom}.yaml").read_text("utf-8"), yaml.CBaseLoader)
    identifiant, texte = donnees.pop("id"), donnees.pop("texte")
    piegeur = Piegeur(MOTS_DE_FICHE, LISTES_DE_FICHE)
    donnees = piegeur.pieger(donnees)
    donnees.get("data_inclusion", {}).pop("modes_mobilisation", None)  # no telephone is quoted any more
    for cellule in donnees["essentiel"].values():
        cellule["texte"] += f" {VECTEURS[2]}"
    # Quoted word for word: the vectors stand in the text too, each a paragraph.
    citables = [v for v in VECTEURS if normaliser(v)]
    corps = "\n\n".join(citables)
    texte = [*texte, {"titre": VECTEURS[0], "rubrique": "contexte", "texte": corps}]
    donnees = _citer(donnees, cycle(citables))
    donnees |= {"id": identifiant, "texte": texte, "liees": []}
    return yaml.dump(donnees, allow_unicode=True, sort_keys=False), piegeur.pieges


def _citer(brut: Any, tour: Any) -> Any:
    if isinstance(brut, dict):
        return {k: next(tour) if k == "citation" else _citer(v, tour) for k, v in brut.items()}
    return [_citer(v, tour) for v in brut] if isinstance(brut, list) else brut


def catalogue_piege(dossier: Path, fiches: tuple[str, ...]) -> Path:
    """The whole catalogue in a folder, trapped; gives its folder of sheets."""
    sortie = dossier / "fiches"
    sortie.mkdir(parents=True)
    (dossier / "cas").mkdir()
    shutil.copy(ICI / "logo.svg", dossier)
    for nom in fiches:
        (sortie / f"{nom}.yaml").write_text(fiche_piegee(nom)[0], "utf-8")
    for nom in ("vocabulaire", "site", "budget"):
        donnees = yaml.load((ICI / f"{nom}.yaml").read_text("utf-8"), yaml.CBaseLoader)
        donnees = Piegeur(MOTS_PARTAGES, LISTES_PARTAGEES).pieger(donnees)
        if nom == "site":
            donnees["mentions_legales"] += "\n\n" + "\n\n".join(VECTEURS)
            donnees |= {k: re.sub("[\u27e6\u27e7]", "", donnees[k]) + VECTEURS[3] for k in ("nom", "departement")}
        (dossier / f"{nom}.yaml").write_text(yaml.dump(donnees, allow_unicode=True, sort_keys=False), "utf-8")
    (dossier / "accessibilite.yaml").write_text(yaml.dump(declaration_piegee(), allow_unicode=True), "utf-8")
    return sortie


def declaration_piegee() -> dict[str, Any]:
    """A declaration of accessibility whose every word is a vector."""
    v = list(VECTEURS)
    document = {"titre": v[2], "adresse": 'https://exemple.fr/"onmouseover=__joue()'}
    return {
        "audit": {
            "date": "2026-01-01",
            "auditeur": v[0],
            "taux": "80",
            "environnements": v[:9],
            "outils": v[9:18],
            "pages": v[18:27],
        },
        "non_conformites": v[27:36],
        "exemptes": v[36:],
        "technologies": v,
        "derogations": [{"contenu": v[3], "motif": v[4], "alternative": v[5]}],
        "plans_action": [dict(document)],
        "schema_pluriannuel": document,
    }
