// The one clock of the sandbox's world. It runs at the usual pace and can be moved forward; the bot
// and the chats follow it. Written in UTC, as everything on the page.

import * as api from "./api.js";
import { h } from "./dom.js";
import { shortDayOf, timeOf } from "./format.js";
import { icon } from "./icons.js";
import { field, formSheet, pageToast, popover } from "./sheet.js";
import { nowMs, on, takeNow, world } from "./store.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

export function clockButton() {
  const date = h("span", { class: "clock-date" });
  const time = h("b", { class: "clock-time" });
  const button = h("button", {
    class: "tool clock",
    type: "button",
    "aria-haspopup": "menu",
    "aria-label": "Clock",
    testid: "clock",
    on: { click: () => openMenu(button) },
  }, icon("clock"), date, time, h("small", {}, "UTC"));
  const draw = () => {
    const now = nowMs();
    date.textContent = shortDayOf(now);
    time.textContent = timeOf(now);
    button.classList.toggle("moved", Math.abs(world.clockOffset) > 60_000);
    button.disabled = world.features.clock === false;
    button.title = button.disabled ? "This bot does not follow the sandbox's clock" : "Move the clock";
  };
  setInterval(draw, 1000);
  on("clock", draw);
  on("state", draw);
  draw();
  return button;
}

function openMenu(button) {
  popover(button, [
    { label: "+ 1 hour", icon: "clock", testid: "clock-hour", work: () => move(HOUR) },
    { label: "+ 1 day", icon: "clock", testid: "clock-day", work: () => move(DAY) },
    { label: "To 23:59", icon: "moon", testid: "clock-midnight", work: () => move(untilLastMinute()) },
    { label: "Other…", icon: "more", testid: "clock-custom", work: ask },
  ], { label: "Move the clock", testid: "clock-menu" });
}

function untilLastMinute() {
  const now = nowMs();
  const date = new Date(now);
  const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 23, 59);
  return Math.ceil((target > now ? target - now : target + DAY * 1000 - now) / 1000);
}

function ask() {
  formSheet({
    title: "Move the clock forward",
    testid: "clock-sheet",
    yes: "Move",
    fields: h("div", { class: "field-row" },
      ...[["Days", "days"], ["Hours", "hours"], ["Minutes", "minutes"]].map(([label, name], index) =>
        field(label, name, { type: "number", min: "0", inputmode: "numeric", autofocus: index === 0 }))),
    async submit(data) {
      const number = (name) => Math.max(0, Math.trunc(Number(data.get(name)) || 0));
      const seconds = number("days") * DAY + number("hours") * HOUR + number("minutes") * 60;
      if (!seconds) throw new Error("How far?");
      await move(seconds, { loud: true });
    },
  });
}

async function move(seconds, { loud = false } = {}) {
  try {
    takeNow((await api.advance(seconds)).now);
  } catch (error) {
    if (loud) throw error;
    pageToast(error.message);
  }
}
