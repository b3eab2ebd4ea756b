// The rail on the left: the ready-made people, and adding one.

import * as api from "./api.js";
import { arrange, h, onceAFrame } from "./dom.js";
import { fullName, hue, initials, timeOf } from "./format.js";
import { icon } from "./icons.js";
import { summary } from "./message.js";
import { field, formSheet, pageToast, popover } from "./sheet.js";
import { chatOf, lastMessage, on, tell, world } from "./store.js";

const FLAGS = { en: "EN", es: "ES" };

export function avatar(person, className = "avatar") {
  return h("span", { class: `${className} ${hue(person.id)}`, "aria-hidden": "true" }, initials(person));
}

export function botAvatar(className) {
  return h("img", { class: `${className} bot-avatar`, src: "/static/diana.svg", alt: "", draggable: "false" });
}

/** What is worth knowing about somebody at a glance. */
export function tags(person) {
  const language = (person.language_code || "").slice(0, 2);
  return [
    language && h("span", { class: "tag", title: `Telegram in ${language}`, testid: `language-${person.id}` }, FLAGS[language] || language.toUpperCase()),
    person.is_premium && h("span", { class: "tag premium", title: "Telegram Premium" }, icon("star")),
    person.blocked && h("span", { class: "tag warn", title: "Has blocked the bot", role: "img", "aria-label": "has blocked the bot" }, icon("block")),
  ].filter(Boolean);
}

export class Rail {
  constructor(node, { open, isOpen }) {
    this.node = node;
    this.open = open;
    this.isOpen = isOpen;
    this.rows = new Map();
    this.add = h("button", { class: "person add", type: "button", testid: "new-person", on: { click: askNewPerson } },
      h("span", { class: "avatar add-mark", "aria-hidden": "true" }, icon("plus")),
      h("span", { class: "person-text" }, h("span", { class: "person-name" }, "New person"), h("span", { class: "person-note" }, "somebody else's phone")));
    this.list = h("div", { class: "people" });
    node.append(h("h2", { class: "rail-title" }, "People"), this.list);
    const draw = onceAFrame(() => this.draw());
    ["state", "unread", "columns", "journal"].forEach((topic) => on(topic, draw));
  }

  draw() {
    const nodes = [...world.people.values()].map((person) => this.row(person));
    arrange(this.list, [...nodes, this.add]);
  }

  row(person) {
    if (!this.rows.has(person.id)) {
      const fresh = h("button", { class: "person", type: "button", testid: `person-${person.id}`, on: { click: () => this.open(person.id) } });
      this.rows.set(person.id, { node: fresh, key: "" });
    }
    const row = this.rows.get(person.id);
    const chat = chatOf(person.id);
    const last = lastMessage(person.id);
    const open = this.isOpen(person.id);
    const key = JSON.stringify([person, chat.unread, last, open]);
    if (key !== row.key) {
      row.key = key;
      row.node.classList.toggle("open", open);
      row.node.setAttribute("aria-pressed", String(open));
      row.node.title = [fullName(person), person.note].filter(Boolean).join(" · ");
      row.node.replaceChildren(
        avatar(person),
        h("span", { class: "person-text" },
          h("span", { class: "person-line" }, h("span", { class: "person-name" }, fullName(person)), ...tags(person),
            h("time", { class: "person-time" }, last ? timeOf((last.edit_date || last.date) * 1000) : "")),
          h("span", { class: "person-line" },
            h("span", { class: "person-note" }, last ? [!last.from_bot && h("i", {}, "You: "), summary(last)] : person.note || "no messages yet"),
            chat.unread > 0 && h("span", { class: "badge" }, String(chat.unread)))));
    }
    return row.node;
  }
}

/** Who this is: a small card below the name above the phone. */
export function openPersonMenu(anchor, id, align = "start") {
  const person = world.people.get(id);
  if (!person) return;
  const line = (name, value) => value && h("div", { class: "card-line" }, h("span", {}, name), h("b", {}, value));
  popover(anchor, [
    h("div", { class: "person-card" },
      avatar(person, "avatar big"),
      h("h3", {}, fullName(person)),
      person.note && h("p", {}, person.note),
      line("id", String(person.id)),
      line("username", person.username && `@${person.username}`),
      line("language", person.language_code),
      line("premium", person.is_premium ? "yes" : "no"),
      line("the bot", person.blocked ? "blocked" : person.started ? "started" : "not started")),
  ], { align, label: "Person", testid: `card-${id}` });
}

function askNewPerson() {
  formSheet({
    title: "New person",
    testid: "person-sheet",
    yes: "Add",
    fields: [
      h("div", { class: "field-row" },
        field("First name", "first_name", { maxlength: "64", autofocus: true }),
        field("Last name", "last_name", { maxlength: "64" })),
      field("Username", "username", { maxlength: "32" }),
      h("label", { class: "field" },
        h("select", { name: "language_code", testid: "field-language_code" },
          h("option", { value: "en" }, "English"),
          h("option", { value: "es" }, "Español"),
          h("option", { value: "pt-br" }, "Português (Brasil)"),
          h("option", { value: "de" }, "Deutsch"),
          h("option", { value: "" }, "not told")),
        h("span", { class: "field-label" }, "Language")),
      h("label", { class: "check" }, h("input", { type: "checkbox", name: "is_premium" }), "Telegram Premium"),
    ],
    async submit(data) {
      const firstName = data.get("first_name").trim();
      if (!firstName) throw new Error("A first name is needed.");
      const person = await api.addPerson({
        first_name: firstName,
        last_name: data.get("last_name").trim() || undefined,
        username: data.get("username").trim().replace(/^@/, "") || undefined,
        language_code: data.get("language_code") || undefined,
        is_premium: data.has("is_premium") || undefined,
      });
      world.people.set(person.id, person);
      tell("state");
      tell("open", person.id);
      pageToast(`${fullName(person)} is here.`);
    },
  });
}
