// The course's file for one's own calendar: made here from the events that Python gave, never from what is drawn.
"use strict";

(() => {
  for (const sortie of document.querySelectorAll("[data-parcours]")) {
    const form = document.getElementById(sortie.dataset.parcours);
    const bouton = sortie.querySelector("[data-ics]");
    const etat = sortie.querySelector("[role=status]");
    const hypotheses = JSON.parse(sortie.querySelector("[data-hypotheses]").textContent);
    const exemple = JSON.parse(sortie.querySelector("[data-evenements]").textContent);
    let evenements = exemple;
    let lues = {}; // hypothesis → the reading that the reader chose

    bouton.hidden = false;
    form.addEventListener("resultat", ({ detail }) => {
      evenements = detail ? detail.evenements : exemple; // without detail, the example is back
      lues = Object.fromEntries((detail ? detail.hypotheses : []).map(({ code, lecture }) => [code, lecture]));
      bouton.disabled = evenements.length === 0;
      etat.textContent = "";
    });
    bouton.addEventListener("click", async () => {
      if (form.hasAttribute("data-attend")) {
        etat.textContent = "Ces dates ne sont pas encore celles de votre saisie\u00a0: attendez le résultat, puis recommencez.";
        return;
      }
      try {
        if (!window.ICAL) await Donnees.executer(sortie.dataset.ical);
        const nom = `parcours-${form.dataset.fiche}-${evenements[0].debut}.ics`;
        const agenda = ecrire(evenements, { ...sortie.dataset, fiche: form.dataset.fiche, hypotheses, lues });
        Outils.telecharger(agenda, nom, "text/calendar;charset=utf-8");
        etat.textContent = `${nom}\u00a0: le fichier est dans vos téléchargements.`;
      } catch {
        etat.textContent = "Le fichier n’a pas pu être préparé\u00a0: recopiez les dates du tableau, elles sont justes.";
      }
    });
  }

  // The question that the text leaves open, and the reading on which these dates stand.
  function supposer({ texte, lectures, retenue }, lue) {
    const lecture = lectures[lue || retenue];
    return `Hypothèse\u00a0: ${texte}${lecture ? ` Lecture retenue\u00a0: ${lecture}.` : ""}`;
  }

  function ecrire(evenements, { fiche, repere, source, version, hypotheses, lues }) {
    ICAL.foldLength = 74; // the space that opens a folded line counts among its 75 octets
    const agenda = new ICAL.Component("vcalendar");
    agenda.addPropertyWithValue("version", "2.0");
    agenda.addPropertyWithValue("prodid", "-//Fiches action insertion//Parcours//FR");
    const jour = (iso) => ICAL.Time.fromDateString(iso);
    for (const e of evenements) {
      const composant = new ICAL.Component("vevent");
      const fin = jour(e.fin);
      fin.adjust(1, 0, 0, 0); // the end of a whole day is the next one
      const notes = [
        e.citation && Outils.citer(e.citation),
        e.au_choix && "L’une de ces dates, au choix.",
        e.lecture,
        ...e.hypotheses.map((code) => supposer(hypotheses[code], lues[code])),
        source,
      ];
      const valeurs = {
        uid: `${fiche}-${e.cle}-${e.debut}-${e.fin}@parcours.fiches-insertion`,
        dtstamp: ICAL.Time.fromDateTimeString(`${version}T00:00:00Z`), // that of the sheet: the same dates, the same file
        dtstart: jour(e.debut),
        dtend: fin,
        summary: `${e.libelle} (${repere})`,
        description: notes.filter(Boolean).join("\n"),
        transp: "TRANSPARENT", // a span of months must not show its owner as busy
      };
      for (const [nom, valeur] of Object.entries(valeurs)) composant.addPropertyWithValue(nom, valeur);
      agenda.addSubcomponent(composant);
    }
    return `${agenda.toString()}\r\n`;
  }
})();
