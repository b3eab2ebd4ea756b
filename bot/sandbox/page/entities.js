// Telegram's formatted text: a string and entities, whose offsets count UTF-16 units, as
// JavaScript's strings do. Entities may nest; those that merely overlap are cut at the border.

import { h } from "./dom.js";
import { dateTimeEntity } from "./format.js";
import { icon } from "./icons.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const OPENABLE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** `act` is what the chat offers: openLink(url), sendText(text), toast(text). */
export function formatted(text, entities, act) {
  const ordered = [...(entities || [])]
    .filter((entity) => entity.length > 0 && entity.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, ordered, act);
}

function build(text, from, to, entities, act) {
  const out = document.createDocumentFragment();
  const queue = [...entities];
  let at = from;
  let afterBlock = false;
  const plain = (end) => {
    let piece = text.slice(at, end);
    // The line break beside a block is the block's own border, not an empty line.
    if (afterBlock && piece.startsWith("\n")) piece = piece.slice(1);
    if (piece) {
      out.append(piece);
      afterBlock = false;
    }
    at = end;
  };
  while (queue.length) {
    const entity = queue.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) continue;
    plain(start);
    const inside = [];
    const beyond = [];
    while (queue.length && queue[0].offset < end) {
      const inner = queue.shift();
      inside.push(inner);
      const length = inner.offset + inner.length - end;
      if (length > 0) beyond.push({ ...inner, offset: end, length });
    }
    queue.unshift(...beyond);
    const content = build(text, start, end, inside, act);
    out.append(wrap(entity, content, text.slice(start, end), act));
    afterBlock = BLOCKS.has(entity.type);
    at = end;
  }
  plain(to);
  return out;
}

function wrap(entity, content, raw, act) {
  const tag = PLAIN_TAGS[entity.type];
  if (tag) return h(tag, { class: entity.type === "code" ? "mono" : null }, content);
  switch (entity.type) {
    case "fresh":
      return h("span", { class: "fresh" }, content);
    case "pre":
      return h(
        "pre",
        { class: "code-block", tabindex: "0" },
        entity.language && h("span", { class: "code-lang" }, entity.language),
        h("code", {}, content),
      );
    case "blockquote":
      return h("blockquote", { class: "quote" }, content);
    case "expandable_blockquote":
      return expandable(content);
    case "spoiler":
      return spoiler(content);
    case "url":
      return link(/^[a-z][\w+.-]*:/i.test(raw) ? raw : `https://${raw}`, content, act);
    case "text_link":
      return link(entity.url, content, act, true);
    case "email":
      return link(`mailto:${raw}`, content, act);
    case "phone_number":
      return link(`tel:${raw}`, content, act);
    case "bot_command":
      return h("button", { class: "link", type: "button", on: { click: () => act.sendText(raw) } }, content);
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return h("span", { class: "link" }, content);
    case "date_time":
      return h("time", { title: dateTimeEntity(entity.unix_time, entity.date_time_format) }, content);
    default:
      return h("span", { class: entity.type }, content);
  }
}

function link(url, content, act, named) {
  let safe = null;
  try {
    const parsed = new URL(url);
    if (OPENABLE.has(parsed.protocol)) safe = parsed.href;
  } catch {
    // not an address: shown as text
  }
  if (!safe) return h("span", {}, content);
  const open = (event) => {
    event.preventDefault();
    act.openLink(safe, named);
  };
  return h("a", { class: "link", href: safe, rel: "noopener noreferrer", on: { click: open } }, content);
}

function spoiler(content) {
  const reveal = (event) => {
    const node = event.currentTarget;
    if (node.classList.contains("revealed")) return;
    // The first tap only reveals: what is inside cannot be followed unseen.
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("revealed");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
    node.removeAttribute("aria-label");
  };
  const byKey = (event) => {
    if (event.key === "Enter" || event.key === " ") reveal(event);
  };
  const node = h(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to reveal", testid: "spoiler" },
    h("span", { class: "spoiler-text" }, content),
  );
  node.addEventListener("click", reveal, true);
  node.addEventListener("keydown", byKey);
  return node;
}

function expandable(content) {
  const quote = h("blockquote", { class: "quote expandable collapsed", testid: "quote" }, h("div", { class: "quote-text" }, content));
  const toggle = h("button", {
    class: "quote-toggle",
    type: "button",
    "aria-expanded": "false",
    "aria-label": "Show the whole quote",
    on: {
      click() {
        const open = quote.classList.toggle("collapsed") === false;
        toggle.setAttribute("aria-expanded", String(open));
      },
    },
  }, icon("down"));
  quote.append(toggle);
  quote.addEventListener("click", (event) => {
    if (quote.classList.contains("collapsed") && !toggle.contains(event.target)) toggle.click();
  });
  // What fits into the first lines needs no opening; known only once it is laid out.
  requestAnimationFrame(() => {
    const { firstChild: text } = quote;
    if (!text.clientHeight || text.scrollHeight > text.clientHeight + 2) return;
    quote.classList.remove("collapsed");
    toggle.remove();
  });
  return quote;
}
