// One person's phone: whose it is, the header with the bot, the messages, the composer.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { animate, arrange, copyText, h, onceAFrame, reducedMotion } from "./dom.js";
import { dayKey, dayLabel, fullName } from "./format.js";
import { icon } from "./icons.js";
import { replyKeyboardOf } from "./keyboard.js";
import { unwatch, watch } from "./live.js";
import { MessageView } from "./message.js";
import { base64Of, pickFile } from "./pick.js";
import { avatar, botAvatar, openPersonMenu, tags } from "./people.js";
import { awaitAnswer } from "./answers.js";
import { alertBox, confirmSheet, popover, toast } from "./sheet.js";
import { chatOf, markRead, nowMs, on, tell, world } from "./store.js";

const GROUP_MS = 10 * 60_000;
const NEAR_BOTTOM = 90;

export class ChatColumn {
  constructor(id, { close }) {
    this.id = id;
    this.chat = chatOf(id);
    this.views = new Map();
    this.days = new Map();
    this.away = 0; // messages that came while the person read further up
    this.act = this.actions();
    this.composer = new Composer(id, this.act);
    this.build(close);
    const redraw = onceAFrame(() => this.draw());
    this.redraw = redraw;
    this.off = [
      on(`chat:${id}`, (change) => this.changed(change)),
      on("state", () => this.drawHeads()),
      on("clock", redraw),
    ];
    this.drawHeads();
    this.draw();
    watch(id).then(() => this.scrollDown(false));
  }

  build(close) {
    this.owner = h("button", { class: "phone-owner", type: "button", "aria-label": "About this person", testid: `owner-${this.id}` });
    this.owner.addEventListener("click", () => openPersonMenu(this.owner, this.id));
    this.title = h("div", { class: "chat-title" });
    this.menuButton = h("button", { class: "round", type: "button", "aria-label": "More", "aria-haspopup": "menu", testid: `menu-${this.id}`, on: { click: () => this.openMenu() } }, icon("more", "thick"));
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions text", tabindex: "0", testid: `log-${this.id}` });
    this.scroller = h("div", { class: "scroller" }, this.log);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // The keyboard, a picture or the composer changed the room: stay at the end if we were there.
    new ResizeObserver(() => this.follow && this.scrollDown(false)).observe(this.scroller);
    new ResizeObserver(() => this.follow && this.scrollDown(this.smooth)).observe(this.log);
    this.follow = true;
    this.downCount = h("span", { class: "badge" });
    this.down = h("button", { class: "round scroll-down", type: "button", "aria-label": "To the newest message", hidden: true, on: { click: () => this.scrollDown(true) } }, icon("down"), this.downCount);
    this.node = h("section", { class: "phone", "aria-label": `Chat of ${this.id}`, testid: `chat-${this.id}` },
      h("div", { class: "phone-label" }, this.owner,
        h("button", { class: "round small", type: "button", "aria-label": "Close this chat", testid: `close-${this.id}`, on: { click: close } }, icon("close"))),
      h("div", { class: "screen" },
        h("header", { class: "chat-head" }, botAvatar("avatar"), this.title, this.menuButton),
        h("div", { class: "wall" }, this.scroller, this.down),
        this.composer.node));
    this.screen = this.node.querySelector(".screen");
  }

  dispose() {
    unwatch(this.id);
    this.off.forEach((off) => off());
    this.composer.dispose();
  }

  actions() {
    const guarded = (work) => async (...args) => {
      try {
        return await work(...args);
      } catch (error) {
        toast(this.screen, error.message, { testid: "trouble" });
        return undefined;
      }
    };
    return {
      toast: (text) => toast(this.screen, text),
      sendText: guarded((text) => this.toEnd(api.send(this.id, text))),
      start: guarded((payload) => this.toEnd(api.start(this.id, payload))),
      sendPhoto: guarded((sample) => this.toEnd(api.photo(this.id, sample))),
      sendFile: guarded(async (file) => this.toEnd(await api.sendFile(this.id, file.name, await base64Of(file)))),
      block: guarded(() => api.block(this.id)),
      unblock: guarded(() => api.unblock(this.id)),
      press: guarded((message, data) => this.press(message, data)),
      copy: async (text) => toast(this.screen, (await copyText(text)) ? "Copied." : "Could not copy."),
      openLink: (url, named) => this.openLink(url, named),
    };
  }

  toEnd(work) {
    this.scrollDown(true);
    return work;
  }

  async press(message, data) {
    const { callback_query_id: query, update_id, answer } = await api.press(this.id, message.message_id, data);
    tell("pressed", { update_id, label: labelOf(message, data) });
    const said = answer || (await awaitAnswer(query));
    if (!said) toast(this.screen, "The bot did not answer.", { testid: "trouble" });
    else if (said.text && said.show_alert) alertBox(this.screen, { title: world.bot.first_name, text: said.text });
    else if (said.text) toast(this.screen, said.text);
  }

  openLink(url, named) {
    const deep = new RegExp(`^https://t\\.me/${world.bot.username}\\?start=([\\w-]+)$`, "i").exec(url);
    if (deep) {
      this.act.start(deep[1]);
      return;
    }
    const open = () => window.open(url, "_blank", "noopener,noreferrer");
    if (!named) open();
    else confirmSheet({ title: "Open this link?", text: url, yes: "Open", work: open });
  }

  openMenu() {
    const person = world.people.get(this.id) || {};
    popover(this.menuButton, [
      { label: `About ${person.first_name || "this person"}`, icon: "person", testid: `about-${this.id}`, work: () => openPersonMenu(this.menuButton, this.id, "end") },
      { label: "Start with a deep link…", icon: "link", testid: `deeplink-open-${this.id}`, work: () => this.composer.askDeepLink() },
      ...world.samples.map((sample) => ({ label: `Send a photo (${sample})`, icon: "image", work: () => this.act.sendPhoto(sample) })),
      { label: "Send a file…", icon: "file", testid: `file-${this.id}`, work: () => pickFile(this.act.sendFile) },
      person.blocked
        ? { label: "Unblock the bot", icon: "play", testid: `unblock-${this.id}`, work: () => this.act.unblock() }
        : { label: "Block the bot", icon: "block", danger: true, testid: `block-${this.id}`, work: () => this.act.block() },
    ], { label: "Chat" });
  }

  changed(change) {
    if (change.kind === "typing") this.drawHeads();
    if (change.kind === "delete") this.leave(change.message_id);
    if (change.kind === "loaded" || change.kind === "forgotten") {
      this.views.clear();
      this.follow = true;
    }
    if (change.kind === "message" && change.live) {
      this.smooth = true;
      if (change.message.from_bot && !this.follow) this.away += 1;
      this.drawHeads();
    }
    if (change.kind === "edit" && change.live) {
      this.views.get(change.message.message_id)?.update(change.message, { flash: true });
    }
    this.redraw();
  }

  leave(messageId) {
    const view = this.views.get(messageId);
    if (!view) return;
    this.views.delete(messageId);
    if (reducedMotion() || !view.node.isConnected) return;
    // A ghost fades while the real list closes up around it.
    const height = view.node.offsetHeight;
    view.node.classList.add("leaving");
    view.ghost = animate(view.node, [
      { height: `${height}px`, opacity: 1 },
      { height: "0", opacity: 0, marginTop: "0" },
    ], { duration: 200 }).then(() => view.node.remove());
    this.ghosts = (this.ghosts || new Map()).set(messageId, view);
    view.ghost.then(() => this.ghosts.delete(messageId));
  }

  drawHeads() {
    const person = world.people.get(this.id) || { id: this.id, first_name: "…" };
    const typing = this.chat.typing && this.chat.typing.until > Date.now();
    const status = typing ? typingWords(this.chat.typing.action) : world.bot.online ? "bot" : "bot · offline";
    const key = JSON.stringify([person, typing, status, world.bot.first_name]);
    if (key !== this.headKey) {
      this.headKey = key;
      this.owner.replaceChildren(avatar(person, "avatar tiny"), h("span", { class: "phone-name" }, fullName(person)), ...tags(person));
      this.title.replaceChildren(
        h("h2", {}, world.bot.first_name),
        h("p", { class: typing ? "status typing" : "status", testid: `status-${this.id}` }, status, typing && dots()));
      this.node.setAttribute("aria-label", `${fullName(person)}'s chat with ${world.bot.first_name}`);
    }
    this.composer.draw();
  }

  draw() {
    const messages = [...this.chat.messages.values()].sort((a, b) => a.message_id - b.message_id);
    const days = [];
    let group = null;
    let keyboard;
    messages.forEach((message, index) => {
      const ms = message.date * 1000;
      const key = dayKey(ms);
      if (group?.key !== key) {
        group = { key, ms, nodes: [] };
        days.push(group);
      }
      const view = this.viewOf(message);
      const joins = (other) =>
        other && other.from_bot === message.from_bot && dayKey(other.date * 1000) === key && Math.abs(other.date - message.date) * 1000 < GROUP_MS;
      view.setPlace({ first: !joins(messages[index - 1]), last: !joins(messages[index + 1]) });
      view.setRead(message.message_id <= this.chat.readUpTo);
      group.nodes.push(view.node);
      const asked = replyKeyboardOf(message);
      if (asked !== undefined) keyboard = asked;
    });
    for (const id of this.views.keys()) if (!this.chat.messages.has(id)) this.views.delete(id);
    for (const view of this.ghosts?.values() || []) {
      const home = days.find((day) => day.key === dayKey(view.message.date * 1000));
      const after = home ? home.nodes.findIndex((node) => Number(node.dataset.testid.slice(8)) > view.message.message_id) : -1;
      home?.nodes.splice(after < 0 ? home.nodes.length : after, 0, view.node);
    }
    arrange(this.log, days.map((day) => this.dayOf(day)));
    this.composer.setReplyKeyboard(keyboard || null);
    this.node.classList.toggle("empty", !messages.length);
    this.composer.draw();
    if (this.follow) {
      this.scrollDown(this.smooth);
      markRead(this.id);
    }
    this.smooth = false;
    this.drawDown();
    this.markStuck(false);
  }

  viewOf(message) {
    let view = this.views.get(message.message_id);
    if (!view) {
      view = new MessageView(message, this.act);
      this.views.set(message.message_id, view);
      if (this.smooth) arrive(view.node, message.from_bot);
    }
    view.update(message, { flash: false });
    return view;
  }

  dayOf({ key, ms, nodes }) {
    if (!this.days.has(key)) {
      const label = h("div", { class: "day-label" }, h("span", {}));
      this.days.set(key, { label, node: h("section", { class: "day" }) });
    }
    const day = this.days.get(key);
    day.label.firstChild.textContent = dayLabel(ms, nowMs());
    arrange(day.node, [day.label, ...nodes]);
    return day.node;
  }

  scrollDown(smooth) {
    this.follow = true;
    this.away = 0;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth && !reducedMotion() ? "smooth" : "auto" });
    this.until = smooth ? Date.now() + 500 : 0;
    this.drawDown();
  }

  scrolled() {
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    // On the way down in a smooth scroll the end is far, and we still follow it.
    if (Date.now() > (this.until || 0) || left < NEAR_BOTTOM) this.follow = left < NEAR_BOTTOM;
    if (this.follow) this.away = 0;
    if (this.follow) markRead(this.id);
    this.drawDown();
    this.markStuck(Date.now() > (this.until || 0));
  }

  /** Dates that lie over other messages are shown for a moment only. */
  markStuck(moving) {
    const { scrollTop } = this.scroller;
    for (const { label, node } of this.days.values()) {
      label.classList.toggle("stuck", node.isConnected && node.offsetTop < scrollTop - 2);
    }
    if (!moving) return;
    this.scroller.classList.add("scrolling");
    clearTimeout(this.still);
    this.still = setTimeout(() => this.scroller.classList.remove("scrolling"), 1200);
  }

  drawDown() {
    this.down.hidden = this.follow;
    this.downCount.textContent = this.away || "";
    this.downCount.hidden = !this.away;
  }
}

function arrive(node, fromBot) {
  animate(node, [
    { opacity: 0, transform: `translate(${fromBot ? -10 : 10}px, 14px) scale(.97)` },
    { opacity: 1, transform: "none" },
  ], { duration: 240 });
}

const labelOf = (message, data) =>
  message.reply_markup?.inline_keyboard?.flat().find((button) => button.callback_data === data)?.text ?? data;

const typingWords = (action) =>
  ({ upload_photo: "sending a photo", upload_document: "sending a file" })[action] || "typing";

const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
