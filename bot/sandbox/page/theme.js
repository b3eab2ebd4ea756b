// The chosen theme, before anything is painted. "auto" follows the system.
(() => {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto"; // storage may be switched off; the page works without it
    }
  };
  const apply = (choice) => {
    const dark = choice === "dark" || (choice === "auto" && media.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.documentElement.dataset.themeChoice = choice;
  };
  media.addEventListener("change", () => apply(read()));
  apply(read());

  window.sandboxTheme = {
    choice: read,
    choose(choice) {
      try {
        localStorage.setItem("theme", choice);
      } catch {
        // kept for this page view only
      }
      apply(choice);
    },
  };
})();
