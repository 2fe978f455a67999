"""argparse in French: its few sentences, translated where it looks them up."""

import argparse
from typing import Any

PHRASES = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "%(heading)s:": "%(heading)s :",
    "show this help message and exit": "montrer cette aide",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "argument inconnu : %s",
    "expected one argument": "attend une valeur",
    "expected at least one argument": "attend au moins une valeur",
    "ignored explicit argument %r": "n’attend pas de valeur (%r)",
    "not allowed with argument %s": "ne va pas avec %s",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s : %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r n’est pas un choix possible (%(choices)s)",
    "invalid %(type)s value: %(value)r": "valeur impossible : %(value)r",
    "%(prog)s: error: %(message)s\n": "%(message)s\n(« %(prog)s --help » montre des exemples)\n",
}


def installer() -> None:
    """Put the French sentences in place of argparse's own; a sentence that isn't listed stays as it is."""
    argparse._ = lambda phrase: PHRASES.get(phrase, phrase)  # type: ignore[attr-defined]


class Analyseur(argparse.ArgumentParser):
    """argparse, which takes `--out ""` for the current folder: nothing is no value."""

    def parse_known_intermixed_args(self, *args: Any, **kwargs: Any) -> Any:
        """Write the usage first: argparse would cut « usage: » from it by its seven letters."""
        self.usage = self.usage or self.format_usage().removeprefix(PHRASES["usage: "]).rstrip()
        return super().parse_known_intermixed_args(*args, **kwargs)

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        if "" in arg_strings:
            raise argparse.ArgumentError(action, PHRASES["expected one argument"])
        return super()._get_values(action, arg_strings)
