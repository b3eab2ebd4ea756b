// JSON as coloured text.

import { h } from "./dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function jsonBlock(value) {
  const text = JSON.stringify(value, null, 2) ?? "";
  const code = h("code", {});
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    code.append(text.slice(at, match.index));
    const kind = match[2] ? "j-key" : match[1] ? "j-text" : match[3] ? "j-word" : "j-number";
    code.append(h("span", { class: kind }, match[1] || match[0]), match[2] || "");
    at = match.index + match[0].length;
  }
  code.append(text.slice(at));
  return h("pre", { class: "json", tabindex: "0", testid: "payload" }, code);
}
