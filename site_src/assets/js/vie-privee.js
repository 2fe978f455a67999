// « Vie privée »: what this site keeps in this browser, listed, and erased on demand.
(function () {
  "use strict";
  // Its own keys alone: another application may share the site's address, and its storage.
  const GARDES = { theme: "le choix du thème, clair ou sombre", "budget-garde": "le budget gardé depuis le bureau du budget" };
  const zone = document.querySelector("[data-vie-privee]");
  const liste = zone.querySelector("[data-gardes]"), bouton = zone.querySelector("[data-effacer-tout]"), message = zone.querySelector("[role=status]");
  const presents = () => Object.keys(GARDES).filter((cle) => localStorage.getItem(cle) !== null);

  function montrer() {
    const cles = presents();
    liste.replaceChildren(...cles.map((cle) => Outils.creer("li", {}, GARDES[cle])));
    liste.hidden = !cles.length;
    zone.querySelector("[data-rien]").hidden = cles.length > 0;
  }

  bouton.addEventListener("click", () => {
    const cles = presents();
    for (const cle of cles) {
      localStorage.removeItem(cle);
      dispatchEvent(new StorageEvent("storage", { key: cle })); // other tabs are told by the browser, this one isn't
    }
    montrer();
    message.textContent = cles.length ? `Effacé\u00a0: ${cles.map((cle) => GARDES[cle]).join(", et ")}.` : "Il n’y avait rien à effacer.";
  });
  zone.hidden = false;
  try {
    montrer();
    addEventListener("storage", montrer);
    addEventListener("pageshow", montrer);
  } catch {
    bouton.disabled = true;
    message.textContent = "Ce navigateur interdit aux sites de garder quoi que ce soit\u00a0: il n’y a rien à effacer.";
  }
})();
