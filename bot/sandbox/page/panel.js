// The right-hand panel: what the bot does, as it does it. One journal, two views: chains and Bot API calls.

import { Chains } from "./chains.js";
import { arrange, copyText, h, onceAFrame } from "./dom.js";
import { fullName } from "./format.js";
import { icon } from "./icons.js";
import { callRow, chainRow } from "./rows.js";
import { pageToast } from "./sheet.js";
import { on, tell, world } from "./store.js";

const MOST_ROWS = 200;
const TABS = [["events", "Events"], ["calls", "Bot API"]];

export class Panel {
  constructor(node) {
    this.node = node;
    this.chains = new Chains();
    this.tab = "events";
    this.opened = new Set();
    this.steps = new Set();
    this.rows = new Map();
    this.held = null; // items heard while paused
    this.filter = { person: "", text: "", failed: false, slow: false };
    this.draw = onceAFrame(() => this.paint());
    this.build();
    on("journal", ({ item, live }) => {
      this.live = live;
      this.hear(item);
    });
    on("pressed", ({ update_id, label }) => {
      this.chains.label(`update:${update_id}`, `▸ ${label}`);
      this.draw();
    });
    on("newlife", () => this.clear());
    on("state", () => this.drawPeople());
    const wide = matchMedia("(min-width: 1180px)").matches;
    this.setOpen(remembered("panel", wide ? "open" : "shut") === "open");
  }

  build() {
    this.tabs = TABS.map(([name, label]) =>
      h("button", { class: "tab", type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel-list", testid: `panel-${name}`, on: { click: () => this.choose(name), keydown: (event) => this.tabKey(event) } }, label));
    this.pauseButton = this.small("pause", "Pause", "panel-pause", () => this.pause());
    this.person = h("select", { class: "filter", "aria-label": "Person", testid: "filter-person", on: { change: () => this.set({ person: this.person.value }) } });
    const text = h("input", { class: "filter", type: "search", placeholder: "Filter: type, method, text", "aria-label": "Filter", testid: "filter-text", on: { input: () => this.set({ text: text.value.trim().toLowerCase() }) } });
    const chip = (name) => {
      const button = h("button", { class: "chip", type: "button", "aria-pressed": "false", testid: `filter-${name}` }, name);
      button.addEventListener("click", () => {
        this.set({ [name]: !this.filter[name] });
        button.setAttribute("aria-pressed", String(this.filter[name]));
      });
      return button;
    };
    this.list = h("div", { class: "panel-list", id: "panel-list", role: "tabpanel", tabindex: "0", testid: "panel-list" });
    this.node.append(
      h("div", { class: "panel-head" },
        h("div", { class: "tabs", role: "tablist" }, this.tabs),
        this.pauseButton,
        this.small("copy", "Copy as JSON", "panel-copy", () => this.copy()),
        this.small("bin", "Clear", "panel-clear", () => this.clear()),
        this.small("close", "Close the panel", "panel-close", () => this.toggle())),
      h("div", { class: "filters" }, this.person, text, chip("failed"), chip("slow")),
      this.list);
    this.drawPeople();
    this.choose("events");
  }

  small(name, label, testid, work) {
    return h("button", { class: "round small", type: "button", title: label, "aria-label": label, testid, on: { click: work } }, icon(name));
  }

  get open() {
    return !this.node.hidden;
  }

  toggle() {
    this.setOpen(!this.open);
  }

  setOpen(open) {
    this.node.hidden = !open;
    remember("panel", open ? "open" : "shut");
    tell("panel");
    this.draw();
  }

  choose(name) {
    this.tab = name;
    this.tabs.forEach((tab, index) => {
      const chosen = TABS[index][0] === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    });
    this.list.setAttribute("aria-labelledby", `tab-${name}`);
    this.draw();
  }

  tabKey(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = this.tab === "events" ? 1 : 0;
    this.choose(TABS[next][0]);
    this.tabs[next].focus();
  }

  set(change) {
    Object.assign(this.filter, change);
    this.draw();
  }

  hear(item) {
    if (item.kind === "reset") this.clear();
    else if (this.held) {
      this.held.push(item);
      this.pauseButton.dataset.count = this.held.length;
    } else {
      this.chains.take(item);
      this.draw();
    }
  }

  pause() {
    const held = this.held;
    this.held = held ? null : [];
    delete this.pauseButton.dataset.count;
    this.pauseButton.replaceChildren(icon(held ? "pause" : "play"));
    this.pauseButton.title = held ? "Pause" : "Go on";
    this.pauseButton.setAttribute("aria-label", this.pauseButton.title);
    this.node.classList.toggle("paused", !held);
    for (const item of held || []) this.chains.take(item);
    this.draw();
  }

  clear() {
    this.chains.clear();
    this.opened.clear();
    this.steps.clear();
    this.rows.clear();
    if (this.held) this.held = [];
    this.draw();
  }

  async copy() {
    const items = this.tab === "events"
      ? this.shownChains().map((chain) => ({ correlation_id: chain.id, person: chain.chat, items: chain.steps.map((one) => one.item) }))
      : this.shownCalls().map((call) => call.item);
    const done = await copyText(JSON.stringify(items, null, 2));
    pageToast(done ? `Copied ${items.length} as JSON.` : "Could not copy.");
  }

  drawPeople() {
    const key = [...world.people.values()].map((person) => `${person.id}${fullName(person)}`).join();
    if (key === this.peopleKey) return;
    this.peopleKey = key;
    this.person.replaceChildren(
      h("option", { value: "" }, "Everybody"),
      ...[...world.people.values()].map((person) => h("option", { value: String(person.id) }, fullName(person))));
    this.person.value = this.filter.person;
  }

  shownChains() {
    const { person, text, failed, slow } = this.filter;
    return this.chains.list().filter((chain) =>
      (!person || String(chain.chat) === person) &&
      (!failed || chain.failed) &&
      (!slow || chain.slow) &&
      (!text || [chain.title, chain.id, chain.type, ...chain.steps.map((one) => one.name)].some((name) => String(name).toLowerCase().includes(text))));
  }

  shownCalls() {
    const { person, text, failed, slow } = this.filter;
    return [...this.chains.calls].reverse().filter((call) =>
      (!person || String(call.item.chat) === person) &&
      (!failed || call.failed) &&
      (!slow || call.slow) &&
      (!text || `${call.name} ${call.item.description || ""} ${JSON.stringify(call.item.params || "")}`.toLowerCase().includes(text)));
  }

  paint() {
    if (!this.open) return;
    const events = this.tab === "events";
    const shown = (events ? this.shownChains() : this.shownCalls()).slice(0, MOST_ROWS);
    const nodes = shown.map((one) => (events ? this.chain(one) : this.call(one)));
    arrange(this.list, nodes.length ? nodes : [this.nothing()]);
    if (this.rows.size > MOST_ROWS * 4) this.rows.clear();
  }

  nothing() {
    const filtered = Object.values(this.filter).some(Boolean);
    const words = filtered ? "Nothing fits the filter."
      : world.features.trace === false && this.tab === "events" ? "This bot does not report its events here. Its Bot API calls are in the other tab."
      : "Nothing yet. Press Start in a chat and watch.";
    return h("p", { class: "panel-empty" }, words);
  }

  chain(chain) {
    return this.row(chain.id, [chain.title, chain.steps.length, chain.end, world.people.has(chain.chat)], (state) =>
      chainRow(chain, { ...state, steps: this.steps }));
  }

  call(call) {
    return this.row(`call ${call.n}`, [world.people.has(call.item.chat)], (state) => callRow(call, state));
  }

  /** A row is built anew only when what it shows has changed. */
  row(id, version, build) {
    const open = this.opened.has(id);
    const key = JSON.stringify([version, open]);
    const known = this.rows.get(id);
    if (known?.key === key) return known.node;
    const toggle = () => {
      if (!this.opened.delete(id)) this.opened.add(id);
      this.paint();
      this.rows.get(id)?.node.querySelector(".chain-head").focus({ preventScroll: true });
    };
    const node = build({ open, toggle });
    if (!known && this.live) node.classList.add("new");
    this.rows.set(id, { key, node });
    return node;
  }
}

function remembered(name, otherwise) {
  try {
    return localStorage.getItem(name) || otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage may be switched off
  }
}
