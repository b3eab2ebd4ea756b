// What can go wrong between the bot and Telegram, to be caused on purpose.

import * as api from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { refreshSoon } from "./live.js";
import { pageToast, popover } from "./sheet.js";
import { on, world } from "./store.js";

const FAULTS = [
  { label: "429 for 3 s", icon: "clock", testid: "fault-429", fault: { kind: "429", seconds: 3 } },
  { label: "500 once", icon: "block", testid: "fault-500", fault: { kind: "500", count: 1 } },
  { label: "403 once", icon: "block", testid: "fault-403", fault: { kind: "403", count: 1 } },
  { label: "Deliver the next update twice", icon: "copy", testid: "fault-duplicate", fault: { kind: "duplicate_update", count: 1 } },
  { label: "Drop the next webhook", icon: "bin", testid: "fault-drop", fault: { kind: "drop_webhook", count: 1 } },
];

const LONGEST_MS = 2000;

export function networkButton() {
  const mark = h("span", { class: "dot-mark", hidden: true });
  const button = h("button", {
    class: "tool",
    type: "button",
    title: "Network faults",
    "aria-label": "Network",
    "aria-haspopup": "menu",
    testid: "network",
    on: { click: () => openMenu(button) },
  }, icon("signal"), h("span", { class: "tool-text" }, "Network"), mark);
  on("state", () => {
    mark.hidden = !world.faults.length;
    button.classList.toggle("on", Boolean(world.faults.length));
  });
  return button;
}

function openMenu(button) {
  const active = world.faults;
  popover(button, [
    ...FAULTS.map(({ fault, ...item }) => ({ ...item, work: () => cause(fault) })),
    latencySlider(),
    active.length > 0 && h("div", { class: "menu-note", testid: "faults" }, active.map((fault) => h("div", {}, describe(fault)))),
    active.length > 0 && { label: "All well again", icon: "tick", testid: "fault-clear", work: clear },
  ], { label: "Network", testid: "network-menu" });
}

const latencyNow = () =>
  Math.round((world.faults.find((fault) => fault.kind === "latency")?.seconds || 0) * 1000);

function latencySlider() {
  const shown = h("output", {}, `${latencyNow()} ms`);
  const slider = h("input", { type: "range", min: "0", max: String(LONGEST_MS), step: "50", value: String(latencyNow()), "aria-label": "Latency", testid: "fault-latency" });
  slider.addEventListener("input", () => {
    shown.textContent = `${slider.value} ms`;
  });
  slider.addEventListener("change", () => setLatency(Number(slider.value) / 1000));
  return h("label", { class: "menu-slider" }, h("span", {}, "Latency"), slider, shown);
}

function describe(fault) {
  const left = fault.count ? ` × ${fault.count}` : "";
  if (fault.kind === "latency") return `each call waits ${Math.round(fault.seconds * 1000)} ms`;
  if (fault.kind === "429") return "429: too many requests";
  return `${fault.kind.replace("_", " ")}${left}`;
}

/** Faults add up; a new latency replaces the old one, the rest stays. */
async function setLatency(seconds) {
  const others = world.faults.filter((fault) => fault.kind !== "latency");
  if (others.length < world.faults.length) {
    await clear();
    for (const fault of others) await cause(fault);
  }
  if (seconds) await cause({ kind: "latency", seconds });
}

async function cause(fault) {
  try {
    await api.addFault(fault);
    // A fault with a time limit ends without a word: look again then.
    refreshSoon(0);
    if (fault.kind === "429") setTimeout(refreshSoon, fault.seconds * 1000 + 300);
  } catch (error) {
    pageToast(error.message);
  }
}

async function clear() {
  try {
    await api.clearFaults();
    refreshSoon(0);
  } catch (error) {
    pageToast(error.message);
  }
}
