"""One page read as a browser will: what it says of itself, and whether anything in it could run, load or restyle.

Lexbor builds the tree that the standard prescribes, whatever the text of the page looks like: what hides from a pattern
(entities, line ends in an address, an attribute without quotes, a tag never closed) has no place to hide in a tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from site_src.cadre import contient_un_jeton

_VIDES = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_BALISES = _VIDES | {
    "html", "head", "title", "body", "main", "header", "footer", "nav", "section", "article", "aside", "div", "span",
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "a", "b", "i", "em", "strong", "small",
    "sub", "sup", "s", "mark", "abbr", "cite", "code", "kbd", "samp", "var", "pre", "q", "blockquote", "time", "data",
    "ins", "del", "table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption",
    "picture", "details", "summary", "dialog", "form", "fieldset", "legend", "label", "select", "optgroup", "option",
    "textarea", "button", "output", "progress", "meter", "datalist", "script", "noscript",
    "svg", "g", "defs", "desc", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan",
}  # fmt: skip
"""What our pages are made of; anything else (`iframe`, `object`, `base`, `style`…) has no business there."""

_CHARGENT = frozenset(("link", "script", "img", "source", "form", "input", "button"))
"""What asks a server for something by itself, or sends it what was typed."""
_ADRESSES = frozenset(("href", "src", "action", "formaction", "data-ical", "data-regles"))
_SCRIPT = "un script y est écrit"
_INTERDITS = {
    "style": "un style y est écrit",
    "http-equiv": "une balise <meta http-equiv> y est écrite",
    "srcdoc": "une page y est écrite dans une autre",
    "srcset": "une image y est choisie par srcset",
    "xlink:href": "un dessin y renvoie ailleurs",
    "ping": "un lien y prévient un autre serveur",
    "background": "un fond y est demandé",
}
_MENENT = frozenset({"", "http", "https", "mailto", "tel"})
_SEULES = re.compile(r"<(?:path|line|poly\w+|rect|circle|ellipse|g|text|tspan)\b[^>]*/>")
_VALEURS = re.compile(r'(?<=[\w-])="[^"]*"')
_ECRITES = re.compile(r'<[a-z][\w-]*(?:\s+[^\s"=<>]+(?:="[^"]*")?)*\s*/?>')
"""A tag with its attributes: what looks like one of them in the text stays text."""
_SANS_SCRIPT = re.compile(r"<noscript\b[^>]*>(.*?)</noscript", re.DOTALL)
"""What a browser that runs scripts takes for mere text up to its first end, wherever that stands."""
_OUVERTURES, _FERMETURES = re.compile(r"<([a-z][a-z0-9]*)"), re.compile(r"</([a-z][a-z0-9]*)")


class Lecture:
    """What one page says of itself: its ids, where its links lead, what it asks for as it opens, its faults.

    Its content alone decides of them.
    """

    def __init__(self, html: str) -> None:
        ids: list[str] = []
        noms: list[str] = []
        liens: dict[str, None] = {}
        demandes: dict[str, None] = {}
        fautes: dict[str, None] = {}
        racine = LexborHTMLParser(html).root
        assert racine is not None  # the parser makes an `<html>` of anything
        for noeud in racine.traverse():
            noms.append(nom := noeud.tag or "")
            attributs = noeud.attributes
            if nom not in _BALISES and nom[:1] != "-":
                fautes[_INTERDITS.get(nom, f"une balise <{nom}> y est écrite")] = None
            elif nom == "script" and "src" not in attributs and attributs.get("type") != "application/json":
                fautes[_SCRIPT] = None
            elif nom == "form" and "action" not in attributs and attributs.get("method") != "dialog":
                fautes["un formulaire y mettrait dans l’adresse ce qui y est saisi"] = None
            for attribut, valeur in attributs.items():
                if attribut == "id":
                    ids.append(valeur or "")
                # `data-regles` is either an address or the name of an island of the page.
                elif attribut in _ADRESSES and (attribut != "data-regles" or "/" in (valeur or "")):
                    liens[valeur or ""] = None
                    if nom in _CHARGENT and attribut in ("href", "src"):
                        demandes[valeur or ""] = None
                    if faute := _juger_adresse(nom in _CHARGENT or attribut != "href", valeur or ""):
                        fautes[faute] = None
                elif attribut in _INTERDITS or attribut[:2] == "on":
                    fautes[_INTERDITS.get(attribut, _SCRIPT)] = None
        self.ids = frozenset(ids)
        doubles = sorted(ident for ident, nombre in Counter(ids).items() if nombre > 1)
        self.fautes = [f"l’identifiant « {ident} » y figure deux fois" for ident in doubles]
        self.fautes += [*fautes, *_mal_emboitees(html, noms)]
        self.fautes += ["un jeton du cadre y est resté"] if contient_un_jeton(html) else []
        self.liens = [lien for lien in liens if decouper(lien)]
        self.demandes = list(demandes)


@lru_cache(maxsize=1 << 16)
def _juger_adresse(charge: bool, adresse: str) -> str:
    """Why an address is refused, empty where it is fine: most pages share theirs."""
    if decouper(adresse):
        return ""
    try:
        schema = urlsplit(adresse.strip()).scheme.lower()
    except ValueError:
        return f"une adresse illisible y est écrite ({adresse})"
    if schema not in _MENENT:
        return _SCRIPT if schema == "javascript" else f"une adresse « {schema}: » y est écrite"
    if charge:
        return f"la page appelle un autre serveur ({adresse})"
    return "" if schema else f"un lien y mène à un autre serveur sans dire comment ({adresse})"


@lru_cache(maxsize=1 << 16)
def decouper(lien: str) -> tuple[str, str] | None:
    """The path and the anchor of a link within the site, none where it leaves it: most pages share their links.

    A browser takes `\\` for `/`, and overlooks the tabs and line ends of an address, as `urlsplit` does.
    """
    lien = lien.strip().replace("\\", "/")
    try:
        morceaux = urlsplit(lien)
    except ValueError:
        return None
    if morceaux.netloc or morceaux.scheme or lien.startswith("//"):
        return None
    return unquote(morceaux.path), unquote(morceaux.fragment)


def _mal_emboitees(html: str, noms: list[str]) -> Iterator[str]:
    """Tags that a browser had to close, drop, double or move: it made other elements than those that are written.

    Our generators escape `<` everywhere but in tags and in some attributes, so that counting is enough to know that
    all is in order; the attributes are emptied only where the count is wrong.
    """
    if any(bloc.count('"') % 2 for bloc in _SANS_SCRIPT.findall(html)):
        yield "<noscript> s’y ferme au milieu d’un attribut"
    implicites = () if "<html" in html else ("html", "head", "body")
    elements = [nom for nom in noms if nom[:1] != "-" and nom not in implicites]
    a_fermer = sum(nom not in _VIDES for nom in elements)
    if _compter(html) == (len(elements), a_fermer):
        return
    html = _ECRITES.sub(lambda balise: _VALEURS.sub('=""', balise[0]), html)
    if _compter(html) == (len(elements), a_fermer):
        return
    faits, ouvertes, fermees = Counter(elements), Counter(_OUVERTURES.findall(html)), Counter(_FERMETURES.findall(html))
    fermees.update(_OUVERTURES.findall(" ".join(_SEULES.findall(html))))
    for nom in sorted({*faits, *ouvertes, *fermees}):
        attendues = 0 if nom in _VIDES else faits[nom]
        if faits[nom] != ouvertes[nom] or fermees[nom] != attendues:
            yield f"<{nom}> y est mal emboîté ({ouvertes[nom]} ouvertures, {fermees[nom]} fermetures, {faits[nom]} lus)"


def _compter(html: str) -> tuple[int, int]:
    """How many tags open an element, and how many close one."""
    fermetures = html.count("</")
    seules = len(_SEULES.findall(html)) if "<svg" in html else 0
    return html.count("<") - fermetures - html.count("<!"), fermetures + seules
