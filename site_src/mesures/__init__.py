"""What `bench` measures: one module a thing, each with `mesurer(chantier)`, which gives its series of values.

    `lignes`         the table: what is measured, its baseline, its budget
    `bilan`          median, spread and ratios; the table shown, or JSON
    `chantier`       what the parts share: sites built once, a server that remembers, browsers
    `cas`            the computations that are typed, and the amounts that they must give
    `pages`          the first result without JavaScript, the bytes before the first touch
    `demarrage`      open → result of a value typed at once, against plain `loadPyodide` (the page of `temoin/`)
    `frappe`         keystroke → repainted result
    `calculs`        evaluation, curve, goal-seek in Pyodide under Node, against publicodes
    `construction`   2 000 sheets built, against bare MkDocs Material (`mkdocs_nu`)
    `edition`        a sheet saved under `serve` → the open page shows it
    `recherche`      the catalogue and its search at 2 000 sheets

Nothing here knows how the engine or the build work: the parts only use the commands, the pages and their hooks.
"""

PARTIES = ("pages", "demarrage", "frappe", "calculs", "construction", "edition", "recherche")
"""The modules that measure, in the order of the table."""
