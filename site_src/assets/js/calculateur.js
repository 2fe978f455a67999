// The calculators' forms: each change is computed, errors stand beside their field, what was typed is never lost.
"use strict";

(() => {
  const PAUSE = 500; // an unfinished value isn't called wrong while it is being typed
  const PIED = 80; // what stays at the foot of a phone's screen

  document.querySelectorAll("form[data-calculateur]").forEach(animer);

  function animer(form) {
    const bloc = form.closest(".calculateur");
    const zone = bloc.querySelector(".zone-resultat");
    const exemple = zone.innerHTML;
    const marque = zone.querySelector(".zone-exemple");
    const retour = form.querySelector("[data-exemple]");
    const annonces = Annonces.suivre(form, zone, recommencer);
    const gardee = form.autocomplete !== "off"; // whether the browser gives back what the fields of a visit held
    const hypotheses = new Map(Object.entries((gardee && history.state?.[form.id]) || {})); // what the reader chose, and no more
    const emprunts = Emprunts.suivre(form, {
      zone,
      surReponse: () => { if (retour) retour.hidden = intact(); },
      surVide: () => {
        changer(true);
        form.querySelector("input, textarea, select")?.focus();
      },
    });
    let touche = false;
    let affichee = ""; // the request whose result is shown
    let demandee = ""; // the last one asked for
    let tour = 0;
    let pause = 0;

    for (const evenement of ["focusin", "pointerdown", "keydown"]) bloc.addEventListener(evenement, toucher);
    form.addEventListener("input", () => changer(false));
    form.addEventListener("change", () => changer(true));
    form.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      toucher();
      if (Moteur.etat === "panne") recommencer();
      calculer({ montrer: true, allerAuxErreurs: true });
    });
    // Another script sets what the form holds: a scenario, a shared link.
    form.addEventListener("poser", ({ detail }) => {
      if (detail.entrees) remplir(detail.entrees);
      hypotheses.clear();
      for (const [code, lecture] of Object.entries(detail.hypotheses ?? {})) hypotheses.set(code, lecture);
      changer(true);
    });
    zone.addEventListener("change", choisirLecture);
    zone.addEventListener("click", suivreErreur);
    retour?.addEventListener("click", revenir);
    Moteur.ecouter((dit) => {
      annonces.entendre(dit, touche);
      if (!touche) return;
      if (dit.douteux) montrerExemple();
      if ((dit.douteux && !intact()) || annonces.avoue()) avouer();
      annonces.proposer();
    });
    addEventListener("online", () => { if (touche && !intact() && affichee !== demandee) recommencer(); });
    // A browser that gives back the values of a former visit (Back, reload): they are the reader's, so compute them.
    addEventListener("pageshow", () => {
      // Read anew without its values, a page has no use for the readings that went with them.
      if (!modifie() && performance.getEntriesByType("navigation")[0]?.type === "reload") {
        hypotheses.clear();
        garderLectures();
      }
      if (!touche && !intact()) {
        toucher();
        changer(true);
      }
    });
    // What was said of a person does not outlive the page: whoever comes back to it finds the example.
    if (form.dataset.calculateur === "eligibilite") addEventListener("pagehide", vider);

    // Opened by the person finder, a sheet asks it for the answers given there.
    if (form.dataset.calculateur === "eligibilite" && form.dataset.fiche && window.opener && location.hash === "#calculateur-eligibilite") {
      const chercheur = window.opener;
      window.opener = null; // no page that this tab may go to has a hold on the finder
      addEventListener("message", ({ source, origin, data }) => {
        if (source !== chercheur || origin !== self.origin || !data?.reponses) return;
        remplir(data.reponses);
        toucher();
        changer(true);
      });
      chercheur.postMessage("reponses", self.origin === "null" ? "*" : self.origin);
    }

    function remplir(entrees) {
      Champs.remplir(form, entrees);
      emprunts?.prendre();
    }

    function toucher() {
      if (touche) return;
      touche = true;
      Moteur.demarrer();
      Regles.lire(form);
    }

    function changer(fini) {
      toucher();
      if (retour) retour.hidden = intact();
      if (affichee || !intact()) annonces.attendre(avouer);
      else annonces.taire();
      calculer({ montrer: fini });
    }

    async function calculer({ montrer = false, allerAuxErreurs = false }) {
      const mien = ++tour;
      clearTimeout(pause);
      performance.mark("calcul:demande");
      const recu = await Regles.lire(form);
      if (recu === null || mien !== tour) return;
      const requete = {
        fiche: form.dataset.fiche,
        calculateur: form.dataset.calculateur,
        entrees: Champs.entrees(form),
        hypotheses: Object.fromEntries(hypotheses),
        formulaire: form.id,
        page_fiche: form.dataset.pageFiche ?? "",
      };
      form.dispatchEvent(new CustomEvent("requete", { detail: requete }));
      const cle = (demandee = JSON.stringify(requete));
      // Leaving a field changes nothing: a result drawn again would slip away from under the click that left it.
      if (cle === affichee && !allerAuxErreurs) return annonces.taire();
      const reponse = await Moteur.demander(form.id, requete, recu);
      if (reponse === null || mien !== tour) return;
      const faux = reponse.resultat.erreurs.length > 0;
      const date = document.activeElement?.closest(".champ-date")?.dataset.champ;
      // A date is wrong at each key until it is whole: leaving its field, or the button, will tell.
      if (!montrer && reponse.resultat.erreurs.some(({ champ }) => champ === date)) return;
      if (faux && !montrer && form.querySelector("[aria-invalid]") === null) {
        pause = setTimeout(() => mien === tour && afficher(reponse, cle), PAUSE);
      } else {
        afficher(reponse, cle, allerAuxErreurs);
      }
    }

    function afficher({ html, resultat }, cle, allerAuxErreurs = false) {
      affichee = cle;
      annonces.taire();
      const modele = document.createElement("template");
      modele.innerHTML = html;
      const resumees = modele.content.querySelector(".resume-erreurs");
      if (allerAuxErreurs) resumees?.firstElementChild.setAttribute("role", "alert"); // asked for by the button; not while the reader types
      Redessin.garder(zone, () => {
        zone.replaceChildren(modele.content, ...zone.querySelectorAll(":scope > .signaler"));
        if (emprunts) emprunts.marquer();
        else if (marque && intact()) zone.prepend(marque); // computed or not, it is the example's
        Champs.marquerErreurs(form, resultat.erreurs, resumees);
      });
      // The list of errors takes the focus, as on GOV.UK: it says how many there are, and leads to each field.
      if (allerAuxErreurs && resumees) resumees.focus();
      else if (allerAuxErreurs && form.querySelector("[data-annonce]")) amener(); // else the page leads there itself
      annonces.resumer(allerAuxErreurs, allerAuxErreurs && resumees !== null);
      requestAnimationFrame(() => performance.mark("calcul:affiche"));
      form.dispatchEvent(new CustomEvent("resultat", { detail: resultat }));
    }

    // Asked for by the button, a result is brought into view where it is not: above a long form, under it on a phone, or
    // screens below as the desk's budget.
    function amener() {
      const titre = zone.querySelector(".bureau-budget > h2") || zone.querySelector(".statut");
      const { top, bottom } = titre?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
      if (!titre || (top >= 0 && bottom <= innerHeight - PIED)) return;
      titre.tabIndex = -1;
      titre.focus({ preventScroll: true });
      titre.scrollIntoView();
    }

    function avouer() {
      if (intact() && Moteur.etat === "panne") montrerExemple(); // that one is known
      else annonces.avouer();
    }

    function recommencer() {
      Regles.oublier(form);
      Moteur.demarrer();
      calculer({ montrer: true });
    }

    function choisirLecture({ target }) {
      if (!target.name?.startsWith("hypothese:")) return;
      hypotheses.set(target.name.slice("hypothese:".length), target.value);
      garderLectures();
      changer(true);
    }

    // With this visit of the page, as the browser keeps what its fields hold.
    function garderLectures() {
      if (gardee) history.replaceState({ ...history.state, [form.id]: Object.fromEntries(hypotheses) }, "");
    }

    function suivreErreur(evenement) {
      const lien = evenement.target.closest(".erreurs a");
      const champ = lien && Champs.controles(form, lien.hash.slice(form.id.length + 2))[0];
      if (!champ) return;
      evenement.preventDefault();
      champ.focus();
    }

    function montrerExemple() {
      tour += 1;
      affichee = "";
      clearTimeout(pause);
      annonces.taire();
      zone.innerHTML = exemple;
      Champs.marquerErreurs(form, []);
      form.dispatchEvent(new CustomEvent("resultat")); // without detail: the example is back
    }

    function vider() {
      form.reset();
      emprunts?.rendre();
      hypotheses.clear();
      garderLectures();
      montrerExemple();
      if (retour) retour.hidden = true;
      annonces.effacer();
    }

    function revenir() {
      vider();
      annonces.resumer(true);
      form.querySelector("input, textarea, select")?.focus();
    }

    function intact() {
      return !modifie() && hypotheses.size === 0 && (emprunts?.vierge() ?? true);
    }

    function modifie() {
      return [...form.elements].some((e) => {
        if (!e.name || e.name.startsWith("hypothese:") || e.matches(":disabled")) return false;
        if (e.type === "radio" || e.type === "checkbox") return e.checked !== e.defaultChecked;
        if (e.type === "select-one") return !e.options[e.selectedIndex]?.defaultSelected;
        return "defaultValue" in e && e.value !== e.defaultValue;
      });
    }
  }
})();
