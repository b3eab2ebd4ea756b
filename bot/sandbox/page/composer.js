// The lower edge of a chat: START, the input with the Menu button and `/` commands, the reply
// keyboard, or the bar of somebody who has blocked the bot.

import { animate, h } from "./dom.js";
import { icon } from "./icons.js";
import { replyKeyboard } from "./keyboard.js";
import { field, formSheet } from "./sheet.js";
import { botAvatar } from "./people.js";
import { chatOf, world } from "./store.js";

const TALLEST = 140;

export class Composer {
  constructor(id, act) {
    this.id = id;
    this.act = act;
    this.markup = null;
    this.keyboardOpen = false;
    this.chosen = 0;
    this.build();
  }

  build() {
    const { id } = this;
    this.menu = h("button", { class: "menu-pill", type: "button", "aria-label": "Commands", "aria-expanded": "false", testid: `commands-${id}`, on: { click: () => this.toggleCommands() } }, icon("menu"), h("span", {}, "Menu"));
    this.input = h("textarea", {
      class: "input",
      rows: "1",
      placeholder: "Message",
      "aria-label": "Message",
      testid: `composer-${id}`,
      on: { input: () => this.typed(), keydown: (event) => this.key(event) },
    });
    this.keyboardToggle = h("button", { class: "round", type: "button", "aria-label": "Quick answers", hidden: true, on: { click: () => this.toggleKeyboard() } }, icon("grid"));
    this.sendButton = h("button", { class: "round send", type: "submit", "aria-label": "Send", testid: `send-${id}` }, icon("send"));
    this.form = h("form", { class: "composer" }, this.menu, this.input, this.keyboardToggle, this.sendButton);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.commands = h("div", { class: "commands", role: "listbox", "aria-label": "Commands", hidden: true, testid: `command-list-${id}` });
    this.keyboard = h("div", { class: "reply-place" });
    this.startBar = h("button", { class: "bar-button", type: "button", testid: `start-${id}`, on: { click: () => this.act.start() } }, "Start");
    this.unblockBar = h("button", { class: "bar-button", type: "button", testid: `unblock-bar-${id}`, on: { click: () => this.act.unblock() } }, "Unblock");
    this.intro = h("div", { class: "intro" });
    this.node = h("footer", { class: "foot" }, this.intro, this.commands, this.form, this.startBar, this.unblockBar, this.keyboard);
    this.closer = (event) => {
      if (!this.node.contains(event.target)) this.closeCommands();
    };
    document.addEventListener("pointerdown", this.closer);
  }

  dispose() {
    document.removeEventListener("pointerdown", this.closer);
  }

  draw() {
    const person = world.people.get(this.id) || {};
    const empty = chatOf(this.id).loaded && !chatOf(this.id).messages.size;
    const mode = person.blocked ? "blocked" : empty ? "start" : "open";
    this.menu.hidden = !this.list().length;
    if (mode === this.mode && this.introFor === world.bot.first_name) return;
    this.mode = mode;
    this.introFor = world.bot.first_name;
    this.form.hidden = mode !== "open";
    this.startBar.hidden = mode !== "start";
    this.unblockBar.hidden = mode !== "blocked";
    this.keyboard.hidden = mode !== "open";
    this.intro.hidden = mode !== "start";
    this.closeCommands();
    if (mode === "start") this.drawIntro();
  }

  drawIntro() {
    const { bot } = world;
    this.intro.replaceChildren(h("div", { class: "intro-card" },
      botAvatar("avatar big"),
      h("h3", {}, bot.first_name),
      h("p", {}, bot.description || "No messages here yet. Press Start and the bot will say hello."),
      h("button", { class: "link", type: "button", testid: `deeplink-${this.id}`, on: { click: () => this.askDeepLink() } }, "Start with a deep link…")));
  }

  askDeepLink() {
    const example = `t.me/${world.bot.username}?start=`;
    formSheet({
      title: "Start with a deep link",
      testid: "deeplink-sheet",
      yes: "Start",
      fields: [
        h("p", { class: "sheet-text" }, "As if this person had opened ", h("b", { class: "nowrap" }, example), "…"),
        field("Payload", "payload", { maxlength: "64", pattern: "[A-Za-z0-9_\\-]*", autofocus: true }),
      ],
      submit: async (data) => {
        const payload = data.get("payload").trim();
        if (!/^[\w-]{1,64}$/.test(payload)) throw new Error("1 to 64 letters, digits, _ or -.");
        await this.act.start(payload);
      },
    });
  }

  // ---- commands

  list() {
    return world.commands[this.id] || [];
  }

  // What is typed in full comes first: it is a command of its own, not the beginning of another.
  matching(start) {
    const found = this.list().filter(({ command }) => command.startsWith(start));
    return found.sort((one, other) => (other.command === start) - (one.command === start));
  }

  toggleCommands() {
    if (this.commands.hidden) this.openCommands(this.list());
    else this.closeCommands();
  }

  openCommands(found) {
    if (!found.length) {
      this.closeCommands();
      return;
    }
    this.chosen = 0;
    const wasHidden = this.commands.hidden;
    this.commands.replaceChildren(...found.map(({ command, description }, index) =>
      h("button", {
        class: "command",
        type: "button",
        role: "option",
        "aria-selected": String(index === 0),
        testid: `command-${command}`,
        on: { click: () => this.sendCommand(command) },
      }, botAvatar("avatar tiny"), h("b", {}, `/${command}`), h("span", {}, description))));
    this.commands.hidden = false;
    this.menu.setAttribute("aria-expanded", "true");
    if (wasHidden) animate(this.commands, [{ opacity: 0, transform: "translateY(10px)" }, { opacity: 1, transform: "none" }], { duration: 150 });
  }

  closeCommands() {
    this.commands.hidden = true;
    this.menu.setAttribute("aria-expanded", "false");
  }

  sendCommand(command) {
    this.closeCommands();
    this.setText("");
    this.act.sendText(`/${command}`);
  }

  choose(step) {
    const all = [...this.commands.children];
    this.chosen = (this.chosen + step + all.length) % all.length;
    all.forEach((node, index) => node.setAttribute("aria-selected", String(index === this.chosen)));
    all[this.chosen].scrollIntoView({ block: "nearest" });
  }

  // ---- input

  typed() {
    this.fit();
    const { value } = this.input;
    this.form.classList.toggle("has-text", Boolean(value.trim()));
    const typed = /^\/(\w*)$/.exec(value);
    if (typed) this.openCommands(this.matching(typed[1].toLowerCase()));
    else this.closeCommands();
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  setText(text) {
    this.input.value = text;
    this.fit();
    this.form.classList.toggle("has-text", Boolean(text.trim()));
  }

  key(event) {
    const listOpen = !this.commands.hidden;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      // A command typed in full is sent as it stands; a half-typed one takes the chosen row.
      const row = listOpen && this.commands.children[this.chosen];
      if (row) row.click();
      else this.send();
    } else if (listOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (listOpen && event.key === "Tab") {
      event.preventDefault();
      this.setText(`${this.commands.children[this.chosen].querySelector("b").textContent} `);
      this.closeCommands();
    } else if (event.key === "Escape") {
      this.closeCommands();
    }
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.setText("");
    this.closeCommands();
    const sent = await this.act.sendText(text);
    // Refused: give the words back, unless new ones were begun.
    if (sent === undefined && !this.input.value) this.setText(text);
    if (this.markup?.one_time_keyboard) this.showKeyboard(false);
  }

  // ---- reply keyboard

  setReplyKeyboard(markup) {
    const key = JSON.stringify(markup);
    if (key === this.markupKey) return;
    this.markupKey = key;
    this.markup = markup;
    this.input.placeholder = markup?.input_field_placeholder || "Message";
    this.keyboardToggle.hidden = !markup;
    this.keyboard.replaceChildren(...(markup ? [replyKeyboard(markup, this.replyActions())] : []));
    this.showKeyboard(Boolean(markup));
  }

  replyActions() {
    return {
      ...this.act,
      sendText: (text) => {
        if (this.markup?.one_time_keyboard) this.showKeyboard(false);
        return this.act.sendText(text);
      },
    };
  }

  toggleKeyboard() {
    this.showKeyboard(!this.keyboardOpen);
  }

  showKeyboard(open) {
    this.keyboardOpen = open;
    this.keyboard.classList.toggle("open", open);
    this.keyboardToggle.setAttribute("aria-expanded", String(open));
    this.keyboardToggle.classList.toggle("on", open);
  }
}
