// One message as a bubble: picture, text, quote of what it answers, time, ticks, keyboard.

import { fileUrl } from "./api.js";
import { changedRanges } from "./diff.js";
import { animate, arrange, h, reducedMotion } from "./dom.js";
import { formatted } from "./entities.js";
import { fileSize, timeOf } from "./format.js";
import { icon, ticks } from "./icons.js";
import { inlineKeyboard } from "./keyboard.js";
import { lightbox } from "./sheet.js";

const WIDEST_PHOTO = 420;
const TALLEST_PHOTO = 440;

export class MessageView {
  constructor(message, act) {
    this.act = act;
    this.bubble = h("div", { class: "bubble" });
    this.body = h("div", { class: "message-body" }, this.bubble);
    this.node = h("article", {
      class: ["message", message.from_bot ? "in" : "out"],
      testid: `message-${message.message_id}`,
    }, this.body);
    this.message = message;
    this.read = false;
    this.draw([]);
  }

  /** Show a newer version of the message; what changed flashes when `flash`. */
  update(message, { flash }) {
    const before = this.message;
    this.message = message;
    if (before === message || JSON.stringify(before) === JSON.stringify(message)) return;
    const wasHigh = this.bubble.offsetHeight;
    const changed = flash ? changedRanges(textOf(before), textOf(message)) : [];
    this.draw(changed || []);
    if (!flash || reducedMotion()) return;
    const nowHigh = this.bubble.offsetHeight;
    if (wasHigh !== nowHigh) {
      this.bubble.classList.add("resizing");
      animate(this.bubble, [{ height: `${wasHigh}px` }, { height: `${nowHigh}px` }], { duration: 220 })
        .then(() => this.bubble.classList.remove("resizing"));
    }
    if (changed === null) {
      animate(this.bubble.querySelector(".text") || this.bubble, [{ opacity: 0.15 }, { opacity: 1 }], { duration: 320 });
    }
  }

  setRead(read) {
    if (this.read === read) return;
    this.read = read;
    this.meta?.querySelector(".ticks")?.replaceWith(ticks(read));
  }

  setPlace({ first, last }) {
    this.node.classList.toggle("first", first);
    this.node.classList.toggle("last", last);
  }

  draw(fresh) {
    const message = this.message;
    const text = textOf(message);
    const media = mediaOf(message);
    this.meta = this.metaOf(message);
    const parts = [];
    if (message.reply_to_message) parts.push(replyQuote(message.reply_to_message));
    const block = text ? this.textNode(message, text, fresh) : null;
    if (media && message.show_caption_above_media && block) parts.push(block, media);
    else parts.push(media, block);
    if (!block) parts.push(this.meta);
    this.bubble.replaceChildren(...parts.filter(Boolean));
    this.bubble.className = `bubble${media ? ` with-${media.dataset.kind}` : ""}${block ? "" : " no-text"}${onlyEmoji(message) ? " jumbo" : ""}`;
    this.drawKeyboard(message.reply_markup);
  }

  textNode(message, text, fresh) {
    const entities = message.text !== undefined ? message.entities : message.caption_entities;
    const marks = fresh.map((range) => ({ type: "fresh", ...range }));
    return h("div", { class: "text", dir: "auto" }, formatted(text, [...(entities || []), ...marks], this.act), this.meta);
  }

  metaOf(message) {
    return h("span", { class: "meta" },
      // Telegram does not call a message edited when only its keyboard changed.
      message.edit_date && !message.edit_hide && h("span", { class: "edited", testid: "edited" }, "edited"),
      h("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date * 1000)),
      !message.from_bot && ticks(this.read));
  }

  drawKeyboard(markup) {
    const rows = markup?.inline_keyboard?.filter((row) => row.length);
    const known = JSON.stringify(rows?.length ? rows : null);
    this.node.classList.toggle("has-keyboard", Boolean(rows?.length));
    // The same keyboard again keeps its buttons: a spinner goes on, the focus stays.
    if (known === this.keyboardKnown) return;
    this.keyboardKnown = known;
    const keyboard = rows?.length
      ? inlineKeyboard({ inline_keyboard: rows }, { ...this.act, press: (data) => this.act.press(this.message, data) })
      : null;
    const focused = this.keyboard?.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    arrange(this.body, [this.bubble, keyboard].filter(Boolean));
    this.keyboard = keyboard;
    if (focused && keyboard) {
      const again = [...keyboard.querySelectorAll("button")].find((button) => button.dataset.testid === focused);
      (again || keyboard.querySelector("button"))?.focus({ preventScroll: true });
    }
  }
}

export const textOf = (message) => message.text ?? message.caption ?? "";

/** One line for the list of people. */
export function summary(message) {
  if (!message) return "";
  const text = textOf(message).replace(/\s+/g, " ");
  if (message.photo) return `🖼 ${text || "Photo"}`;
  if (message.document) return `📎 ${text || message.document.file_name || "File"}`;
  if (message.dice) return message.dice.emoji;
  return text;
}

function onlyEmoji(message) {
  return !message.entities?.length && /^(\p{Extended_Pictographic}\uFE0F?){1,3}$/u.test(message.text || "");
}

function replyQuote(message) {
  return h("div", { class: "reply-quote" },
    h("b", {}, message.from?.first_name || "Message"),
    h("span", {}, summary(message)));
}

function mediaOf(message) {
  if (message.photo?.length) return photoOf(message);
  if (message.document) return documentOf(message.document);
  if (message.dice) return diceOf(message.dice);
  const other = ["animation", "video", "audio", "voice", "video_note", "sticker", "poll", "invoice", "location", "contact", "venue"]
    .find((kind) => message[kind]);
  return other ? tagged("other", h("div", { class: "other-media" }, icon("file"), other.replace("_", " "))) : null;
}

function tagged(kind, node) {
  node.dataset.kind = kind;
  return node;
}

function photoOf(message) {
  const largest = message.photo.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const url = fileUrl(largest.file_id);
  const scale = Math.min(1, WIDEST_PHOTO / largest.width, TALLEST_PHOTO / largest.height);
  const alt = message.caption || "Photo";
  const image = h("img", {
    class: "photo",
    src: url,
    alt,
    width: Math.round(largest.width * scale),
    height: Math.round(largest.height * scale),
    testid: "photo",
  });
  const frame = h("button", { class: ["media", message.has_media_spoiler && "hidden-media"], type: "button", "aria-label": `Open photo: ${alt}` }, image);
  frame.addEventListener("click", () => {
    if (frame.classList.contains("hidden-media")) frame.classList.remove("hidden-media");
    else lightbox(url, alt);
  });
  image.addEventListener("error", () => frame.classList.add("broken"));
  return tagged("photo", frame);
}

function documentOf(file) {
  return tagged("document", h("a", { class: "document", href: fileUrl(file.file_id), download: file.file_name || "file" },
    h("span", { class: "document-icon" }, icon("file")),
    h("span", { class: "document-text" },
      h("b", {}, file.file_name || "File"),
      h("span", {}, fileSize(file.file_size) || file.mime_type || ""))));
}

function diceOf(dice) {
  return tagged("dice", h("div", { class: "dice", "aria-label": `${dice.emoji} ${dice.value}` }, dice.emoji, h("small", {}, String(dice.value))));
}

