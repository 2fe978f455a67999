"""What each calculator is about, in the words of headings and lists."""

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
