// Which phones are on the stage: one to four, as many as fit.

import { ChatColumn } from "./chat.js";
import { animate, arrange, h } from "./dom.js";
import { markRead, on, tell, world } from "./store.js";

const NARROWEST = 290;
const GAP = 16;
const MOST = 4;

export class Columns {
  constructor(node) {
    this.node = node;
    this.open = []; // oldest first
    this.phones = new Map();
    this.empty = h("p", { class: "empty-stage" }, "Choose somebody on the left to look at their phone.");
    on("open", (id) => this.show(id));
    on("newlife", () => this.prune());
    on("state", () => this.prune());
    new ResizeObserver(() => this.fit()).observe(node);
  }

  room() {
    return Math.max(1, Math.min(MOST, Math.floor((this.node.clientWidth - GAP) / (NARROWEST + GAP))));
  }

  has = (id) => this.phones.has(id);

  /** A click in the rail: open, or bring into view; on a full stage the oldest makes room. */
  show(id, { focus = true } = {}) {
    if (!this.phones.has(id)) {
      while (this.open.length >= this.room()) this.drop(this.open[0]);
      const phone = new ChatColumn(id, { close: () => this.close(id) });
      this.phones.set(id, phone);
      this.open.push(id);
      this.draw();
      animate(phone.node, [{ opacity: 0, transform: "translateY(14px)" }, { opacity: 1, transform: "none" }], { duration: 220 });
    }
    markRead(id);
    const phone = this.phones.get(id);
    phone.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    if (focus && matchMedia("(pointer: fine)").matches) phone.composer.input.focus({ preventScroll: true });
  }

  close(id) {
    this.drop(id);
    this.draw();
  }

  drop(id) {
    this.phones.get(id)?.dispose();
    this.phones.delete(id);
    this.open = this.open.filter((other) => other !== id);
  }

  fit() {
    if (this.open.length <= this.room()) return;
    while (this.open.length > this.room()) this.drop(this.open[0]);
    this.draw();
  }

  prune() {
    const gone = this.open.filter((id) => world.people.size && !world.people.has(id));
    gone.forEach((id) => this.drop(id));
    if (gone.length) this.draw();
  }

  draw() {
    arrange(this.node, this.open.length ? this.open.map((id) => this.phones.get(id).node) : [this.empty]);
    this.remember();
    tell("columns");
  }

  /** The address says who is open, so that a reload and a shared link show the same. */
  remember() {
    const url = new URL(location.href);
    if (this.open.length) url.searchParams.set("people", this.open.join(","));
    else url.searchParams.delete("people");
    history.replaceState(null, "", url.href.replaceAll("%2C", ","));
  }

  restore() {
    const asked = (new URL(location.href).searchParams.get("people") || "").split(",").map(Number);
    const wanted = asked.filter((id) => world.people.has(id));
    const first = wanted.length ? wanted : [...world.people.keys()].slice(0, 1);
    first.slice(0, this.room()).forEach((id) => this.show(id, { focus: false }));
  }
}
