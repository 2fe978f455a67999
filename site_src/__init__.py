"""Ce que voit le lecteur : pages, gabarits, styles, moteur de calcul, et les commandes qui les fabriquent.

This file imports nothing: ``build.py`` opens it under whatever Python the machine has.
"""
