// The page's own header: bot, clock, network, reset, theme, panel.

import * as api from "./api.js";
import { clockButton } from "./clock.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { networkButton } from "./network.js";
import { botAvatar } from "./people.js";
import { confirmSheet, pageToast } from "./sheet.js";
import { on, world } from "./store.js";

const THEMES = ["auto", "light", "dark"];
const THEME_ICONS = { auto: "auto", light: "sun", dark: "moon" };

export function topbar(node, { togglePanel, panelOpen }) {
  const name = h("h1", {}, "Diana");
  const mode = h("span", { class: "mode", testid: "bot-mode" });
  on("state", () => {
    name.textContent = world.bot.first_name;
    mode.textContent = world.bot.online ? world.bot.mode || "online" : "bot offline";
    mode.classList.toggle("off", !world.bot.online);
  });
  node.append(
    h("div", { class: "brand" }, botAvatar("avatar tiny"), name, mode),
    clockButton(),
    h("span", { class: "spring" }),
    networkButton(),
    resetButton(),
    themeButton(),
    panelButton(togglePanel, panelOpen),
  );
}

function tool(name, label, testid, work, text) {
  return h("button", { class: "tool", type: "button", title: label, "aria-label": label, testid, on: { click: work } },
    icon(name), text && h("span", { class: "tool-text" }, text));
}

function resetButton() {
  const button = tool("reset", "Start over", "reset", () => confirmSheet({
    title: "Start over?",
    text: "All chats, people and the bot's memory of them go back to the beginning.",
    yes: "Start over",
    danger: true,
    testid: "reset-sheet",
    work: () => api.reset().catch((error) => pageToast(error.message)),
  }), "Reset");
  on("state", () => {
    button.hidden = world.features.reset === false;
  });
  return button;
}

function themeButton() {
  const button = tool("auto", "Theme", "theme", () => {
    const next = THEMES[(THEMES.indexOf(window.sandboxTheme.choice()) + 1) % THEMES.length];
    window.sandboxTheme.choose(next);
    draw();
  });
  const draw = () => {
    // From the attribute, not from storage: it holds even where storage is refused.
    const choice = document.documentElement.dataset.themeChoice;
    button.replaceChildren(icon(THEME_ICONS[choice]));
    button.title = `Theme: ${choice}`;
    button.setAttribute("aria-label", `Theme: ${choice}`);
  };
  draw();
  return button;
}

function panelButton(toggle, isOpen) {
  const button = tool("panel", "What the bot does", "panel-toggle", () => {
    toggle();
    draw();
  }, "Inspect");
  const draw = () => {
    button.setAttribute("aria-pressed", String(isOpen()));
    button.classList.toggle("on", isOpen());
  };
  draw();
  on("panel", draw);
  return button;
}
