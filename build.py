#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""The one door: `python3 build.py serve`. See `python3 build.py --help`.

This file reads on any Python, however old: it first makes the project's own environment, then hands over to
`site_src.commandes`, whose table lists what can be asked for.
"""

from __future__ import print_function, unicode_literals

import os
import sys

from site_src import installation


def main():
    """Prepare the environment, then run the command of the line."""
    try:
        installation.assurer(os.path.abspath(__file__), sys.argv[1:])
    except installation.InstallationImpossible as erreur:
        installation.dire("%s" % erreur)
        return 1
    except KeyboardInterrupt:
        installation.dire("\nInterrompu.")
        return 130
    from site_src.commandes import executer

    return executer(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
