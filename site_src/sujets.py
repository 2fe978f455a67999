"""What each cell of « L’essentiel » and each calculator is about, in the words of headings and lists."""

ESSENTIEL = {
    "pour_qui": "Pour qui",
    "duree": "Combien de temps",
    "prescription": "Comment prescrire",
    "groupe": "Format",
    "financement": "Financement",
    "contact": "Contact",
}
"""A question that a reader asks of a sheet (`catalogue.parties.QUESTIONS`) as a heading."""

SUJETS = {
    "eligibilite": "L’éligibilité",
    "duree": "La durée",
    "financement": "Le financement",
    "effectif": "L’effectif",
    "intensite": "L’intensité",
    "resultats": "Les résultats",
    "capacite": "La capacité",
}
"""A calculator as a subject, for headings and lists."""

PARCOURS = "Le parcours"
COFINANCEMENT = "Le cofinancement"
"""What a sheet adds to its calculators: a course from a first day, several years and funders."""

QUESTIONS = {
    "eligibilite": "Cette personne entre-t-elle dans le public de l’action ?",
    "duree": "Jusqu’à quand, et combien de fois peut-on renouveler ?",
    "financement": "Combien le Département verse-t-il, et pour quoi ?",
    "effectif": "Le groupe est-il assez nombreux ?",
    "intensite": "Les rendez-vous sont-ils assez fréquents ?",
    "resultats": "Les taux attendus sont-ils atteints ?",
    "capacite": "Combien de personnes peut-on accueillir en un an ?",
}
"""What each calculator answers."""
