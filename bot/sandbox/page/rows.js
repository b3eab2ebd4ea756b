// The panel's rows: a chain with its steps, and a Bot API call.

import { SLOW_MS, treeOf } from "./chains.js";
import { h } from "./dom.js";
import { fullName, hue, initials, milliseconds, plural, preciseTime } from "./format.js";
import { icon } from "./icons.js";
import { jsonBlock } from "./json.js";
import { world } from "./store.js";

export function chainRow(chain, { open, toggle, steps }) {
  const person = world.people.get(chain.chat);
  const count = (kind) => chain.steps.filter((one) => one.kind === kind).length;
  const parts = [
    count("event") && plural(count("event"), "event"),
    count("handler") && plural(count("handler"), "handler"),
    count("call") && plural(count("call"), "call"),
  ].filter(Boolean);
  const total = Math.max(0, chain.end - chain.start);
  return h("article", { class: ["chain", chain.failed && "failed", open && "open"], testid: `chain-${chain.id}` },
    h("button", { class: "chain-head", type: "button", title: chain.id, "aria-expanded": String(open), on: { click: toggle } },
      icon("chevron", "chain-arrow"),
      person ? h("span", { class: `avatar mini ${hue(person.id)}`, title: fullName(person) }, initials(person)) : h("span", { class: "avatar mini nobody" }, "·"),
      h("span", { class: "chain-text" },
        h("span", { class: "chain-title" }, titleOf(chain)),
        h("span", { class: "chain-sum" }, h("time", {}, preciseTime(chain.start)), ["", ...parts].join(" · "))),
      chain.failed && h("span", { class: "tag warn" }, "failed"),
      h("span", { class: ["ms", (chain.slow || total > SLOW_MS) && "slow"] }, milliseconds(total))),
    open && h("div", { class: "steps" }, treeOf(chain).map((one) => stepRow(one, chain, steps))));
}

function titleOf(chain) {
  if (chain.type !== "mark") return chain.title;
  const { item } = chain.steps[0];
  if (item.kind === "clock") return "The clock was moved";
  return item.fault ? `Fault: ${item.fault.kind}` : "Faults cleared";
}

function stepRow(one, chain, steps) {
  const open = steps.has(one.n);
  const total = Math.max(1, chain.end - chain.start);
  const bar = h("i", { class: "bar" });
  bar.style.left = `${(100 * (one.start - chain.start)) / total}%`;
  bar.style.width = `${Math.max(1.5, (100 * one.ms) / total)}%`;
  const head = h("button", { class: "step-head", type: "button", "aria-expanded": String(open), testid: `step-${one.kind}-${one.name}` },
    h("span", { class: "offset" }, `+${milliseconds(Math.round(one.start - chain.start))}`),
    h("span", { class: `kind kind-${one.kind}`, title: one.kind }, LETTERS[one.kind]),
    h("span", { class: "step-name" }, one.name, one.item.attempt > 1 && h("small", {}, ` attempt ${one.item.attempt}`)),
    one.ms > 0 && h("span", { class: ["ms", one.slow && "slow"] }, milliseconds(one.ms)));
  const row = h("div", { class: ["step", one.failed && "failed", one.slow && "is-slow"] }, head,
    h("div", { class: "track" }, bar),
    one.failed && h("p", { class: "refusal" }, failureOf(one.item)));
  row.style.setProperty("--depth", one.depth);
  const show = (shown) => {
    row.querySelector(".json")?.remove();
    if (shown) row.append(jsonBlock(one.item));
    head.setAttribute("aria-expanded", String(shown));
  };
  head.addEventListener("click", () => {
    if (steps.has(one.n)) steps.delete(one.n);
    else steps.add(one.n);
    show(steps.has(one.n));
  });
  show(open);
  return row;
}

const LETTERS = { update: "U", event: "E", handler: "H", call: "C", mark: "•" };

export function callRow(call, { open, toggle }) {
  const { item } = call;
  const person = world.people.get(item.chat);
  const refused = item.ok === false;
  return h("article", { class: ["chain call-row", refused && "failed", open && "open"], testid: `call-${item.n}` },
    h("button", { class: "chain-head", type: "button", "aria-expanded": String(open), on: { click: toggle } },
      icon("chevron", "chain-arrow"),
      h("span", { class: "chain-text" },
        h("span", { class: "chain-title mono" }, item.method),
        h("span", { class: "chain-sum" }, h("time", {}, preciseTime(call.end)), person ? ` · ${fullName(person)}` : "")),
      refused ? h("span", { class: "tag warn" }, String(item.error_code || "no")) : h("span", { class: "tag good" }, "ok"),
      h("span", { class: ["ms", call.slow && "slow"] }, milliseconds(item.ms))),
    refused && h("p", { class: "refusal", testid: "refusal" }, item.description || "refused"),
    open && h("div", { class: "call-more" },
      h("h4", {}, "Sent"), jsonBlock(item.params || {}),
      h("h4", {}, "Answer"), jsonBlock(answerOf(item))));
}

const failureOf = (item) => item.description || item.error || "failed";

function answerOf(item) {
  if (item.result !== undefined) return { ok: item.ok, result: item.result };
  return item.ok ? { ok: true } : { ok: false, error_code: item.error_code, description: item.description };
}
