// Telegram's two keyboards: the inline one under a message, and the reply keyboard below the
// input.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const STYLES = new Set(["danger", "success", "primary", "link"]);

/** `act`: press(data) → promise that ends with the answer, openLink, copy, toast. */
export function inlineKeyboard(markup, act) {
  return h("div", { class: "keyboard", role: "group", "aria-label": "Buttons", testid: "keyboard" },
    markup.inline_keyboard.map((row) =>
      h("div", { class: "keyboard-row" }, row.map((button) => inlineButton(button, act)))));
}

function inlineButton(button, act) {
  const { mark, work } = kindOf(button, act);
  const node = h("button", {
    class: ["key", STYLES.has(button.style) && `key-${button.style}`],
    type: "button",
    testid: `button-${button.text}`,
    disabled: Boolean(button.disabled),
    title: button.text,
  }, h("span", { class: "key-label" }, button.text), mark && icon(mark, "key-mark"));
  node.addEventListener("click", async () => {
    if (node.classList.contains("waiting")) return;
    node.classList.add("waiting");
    node.setAttribute("aria-busy", "true");
    try {
      await work();
    } finally {
      node.classList.remove("waiting");
      node.removeAttribute("aria-busy");
    }
  });
  return node;
}

function kindOf(button, act) {
  const notHere = (what) => ({ work: async () => act.toast(`${what} is not part of the sandbox.`) });
  if (button.callback_data !== undefined) return { work: () => act.press(button.callback_data) };
  if (button.url) return { mark: "outside", work: async () => act.openLink(button.url) };
  if (button.copy_text) return { mark: "copy", work: () => act.copy(button.copy_text.text) };
  if (button.web_app) return { mark: "window", ...notHere("A web app") };
  if (button.login_url) return { mark: "outside", ...notHere("Logging in") };
  if (button.pay) return notHere("Paying");
  if (button.callback_game) return notHere("A game");
  return { mark: "outside", ...notHere("Inline mode") };
}

/** What a message does to the reply keyboard: a keyboard, null (remove), undefined (nothing). */
export function replyKeyboardOf(message) {
  const markup = message.reply_markup;
  if (!message.from_bot || !markup) return undefined;
  if (Array.isArray(markup.keyboard)) return markup;
  return markup.remove_keyboard ? null : undefined;
}

export function replyKeyboard(markup, act) {
  return h("div", { class: ["reply-keyboard", markup.resize_keyboard && "resized"], role: "group", "aria-label": "Quick answers", testid: "reply-keyboard" },
    markup.keyboard.map((row) =>
      h("div", { class: "keyboard-row" }, row.map((cell) => {
        const button = typeof cell === "string" ? { text: cell } : cell;
        const special = Object.keys(button).some((name) => name.startsWith("request_") || name === "web_app");
        return h("button", {
          class: ["reply-key", STYLES.has(button.style) && `key-${button.style}`],
          type: "button",
          testid: `button-${button.text}`,
          on: { click: () => (special ? act.toast("This kind of button is not part of the sandbox.") : act.sendText(button.text)) },
        }, button.text);
      }))));
}
