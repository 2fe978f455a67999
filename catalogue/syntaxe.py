"""What the reader of YAML answers to a line that it can't understand, said in French."""

from __future__ import annotations

PROFONDEUR_MAX = 12

_CONSEILS = {
    "mapping values are not allowed": "deux-points inattendu ; mettez la valeur entre guillemets",
    "could not find expected ':'": "deux-points suivi d'une espace attendu ici ; écrivez « clé: valeur »",
    "did not find expected key": "indentation ou guillemets incorrects ; alignez les clés d'un même niveau",
    "did not find expected '-'": "indentation incorrecte ; alignez les tirets d'une même liste",
    "tab character": "tabulation refusée ; indentez avec des espaces",
    "cannot start any token": "tabulation ou caractère réservé ; prenez des espaces, des guillemets",
    "did not find expected ',' or": "crochet ou accolade mal fermé ; séparez par des virgules et refermez",
    "unexpected end of stream": "guillemet jamais refermé ; refermez-le",
    "found incompatible YAML document": "directive %YAML refusée ; effacez-la",
    "found unknown directive name": "directive inconnue ; une ligne ne commence pas par %",
    "did not find expected <document start>": "texte après la fin du document ; effacez la ligne « ... »",
    "did not find URI escaped": "étiquette illisible ; effacez le mot qui commence par « ! »",
    "invalid Unicode character escape": "échappement d'un caractère qui n'existe pas ; effacez-le",
    "did not find expected hexdecimal number": "échappement incomplet ; doublez « \\ » ou effacez-le",
    "did not find expected comment or line break": "texte inattendu après « | » ou « > » ; mettez-le à la ligne",
    "did not find expected alphabetic or numeric": "« & » ou « * » en tête de valeur ; mettez-la entre guillemets",
    "did not find expected node content": "valeur manquante ; ôtez la virgule en trop ou donnez la valeur",
    "undefined tag handle": "étiquette refusée ; effacez le mot qui commence par « ! »",
    "exceeded maximum": f"plus de {PROFONDEUR_MAX} niveaux ; simplifiez cette partie",
    "unknown escape character": "« \\ » inattendu entre guillemets doubles ; doublez-le ou prenez des apostrophes",
    "block sequence entries are not allowed": "tiret inattendu ; mettez la liste à la ligne, sous sa clé",
}
_CONSEIL = "YAML illisible ici ; vérifiez l'indentation, les deux-points et les guillemets de cette ligne"


def conseil_de_syntaxe(probleme: str) -> str:
    """« quoi ; comment corriger », from the reader's own English words."""
    return next((conseil for motif, conseil in _CONSEILS.items() if motif in probleme), _CONSEIL)
