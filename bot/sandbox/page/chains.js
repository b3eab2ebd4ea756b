// Journal items, gathered into chains: what one update caused. No DOM in here.

export const SLOW_MS = 250;
const MOST_CHAINS = 400;
const MOST_CALLS = 1500;
const BY_TIME_MS = 3000;
const QUIET = new Set(["getUpdates", "getMe"]);

export class Chains {
  constructor() {
    this.clear();
  }

  clear() {
    this.byId = new Map();
    this.calls = [];
    this.items = [];
    this.spoken = new Map(); // chat → what its person did last: the update's name
    this.latest = new Map(); // chat → its newest chain
    this.labels ??= new Map(); // chain → the button that was pressed on this page
  }

  /** Returns the chain that changed, if one did. */
  take(item) {
    const at = Date.parse(item.at);
    switch (item.kind) {
      case "message":
        if (!item.message.from_bot) this.spoken.set(item.chat, { at, text: nameOf(item.message) });
        return null;
      case "update":
        // One that the bot did not ask for has no number.
        return this.add(`update:${item.update_id ?? `unasked ${item.n}`}`, { ...step(item, at, 0), name: item.type, kind: "update" }, item);
      case "event":
        return this.add(item.correlation_id || `event:${item.event_id}`, { ...step(item, at, 0), name: item.event_type, kind: "event", key: item.event_id, parent: item.causation_id }, item);
      case "handler":
        return this.add(item.correlation_id || `event:${item.event_id}`, { ...step(item, at, item.ms), name: item.subscription, kind: "handler", parent: item.event_id }, item);
      case "call":
        return this.takeCall(item, at);
      case "clock":
      case "fault":
        return this.add(`mark:${item.n}`, { ...step(item, at, 0), name: item.kind, kind: "mark" }, item);
      default:
        return null;
    }
  }

  takeCall(item, at) {
    if (item.ok !== false && QUIET.has(item.method)) return null;
    const call = { ...step(item, at, item.ms), name: item.method, kind: "call" };
    this.calls.push(call);
    if (this.calls.length > MOST_CALLS) this.calls.shift();
    this.items.push(item);
    // A call that does not say what caused it is put with what its chat was busy with.
    const near = this.latest.get(item.chat);
    const byTime = near && at - near.end < BY_TIME_MS ? near.id : null;
    const id = item.correlation_id || byTime;
    return id ? this.add(id, { ...call, guessed: !item.correlation_id }) : null;
  }

  add(id, added, item) {
    if (item) this.items.push(item);
    if (this.items.length > MOST_CALLS * 3) this.items.splice(0, MOST_CALLS);
    let chain = this.byId.get(id);
    if (!chain) {
      chain = { id, n: added.n, start: added.start, end: added.end, chat: null, title: "", type: added.kind, steps: [] };
      this.byId.set(id, chain);
      if (this.byId.size > MOST_CHAINS) this.byId.delete(this.byId.keys().next().value);
    }
    chain.steps.push(added);
    chain.start = Math.min(chain.start, added.start);
    chain.end = Math.max(chain.end, added.end);
    chain.chat ??= added.item.chat ?? added.item.user_id ?? null;
    chain.failed = chain.steps.some((one) => one.failed);
    chain.slow = chain.steps.some((one) => one.slow);
    if (added.kind === "update") this.name(chain, added);
    if (!chain.title) chain.title = added.name;
    if (chain.chat !== null) this.latest.set(chain.chat, chain);
    return chain;
  }

  name(chain, update) {
    const { item } = update;
    const spoken = this.spoken.get(item.chat);
    chain.type = item.type;
    const label = this.labels.get(chain.id);
    if (label) {
      chain.title = label;
      return;
    }
    if (item.type === "message" && spoken && Math.abs(spoken.at - update.start) < 2000) chain.title = spoken.text;
    else if (item.data) chain.title = `▸ ${item.data}`;
    else chain.title = PLAINLY[item.type] || item.type;
  }

  /** A press is known by its number before or after its update was heard. */
  label(id, text) {
    this.labels.set(id, text);
    const chain = this.byId.get(id);
    if (chain) chain.title = text;
  }

  list() {
    return [...this.byId.values()].sort((a, b) => b.n - a.n);
  }
}

function step(item, at, ms) {
  const failed = item.ok === false || Boolean(item.error);
  // Written down when it was over; it began `ms` before.
  return { n: item.n, item, start: at - (ms || 0), end: at, ms: ms || 0, failed, slow: (ms || 0) > SLOW_MS };
}

// What is said of an update whose words or button this page has not seen.
const PLAINLY = { callback_query: "▸ a button", my_chat_member: "Blocked or unblocked" };

const nameOf = (message) => message.text || message.caption || (message.photo ? "photo" : "message");

/** The steps as lines of a tree: an event below what caused it, a handler below its event. */
export function treeOf(chain) {
  const events = new Map(chain.steps.filter((one) => one.kind === "event").map((one) => [one.key, one]));
  const children = new Map();
  const roots = [];
  for (const one of chain.steps) {
    const parent = one.parent !== one.key && events.get(one.parent);
    if (parent) children.set(parent, [...(children.get(parent) || []), one]);
    else roots.push(one);
  }
  const byStart = (a, b) => RANK[a.kind] - RANK[b.kind] || a.start - b.start || a.n - b.n;
  const lines = [];
  const seen = new Set();
  const walk = (one, depth) => {
    if (seen.has(one)) return;
    seen.add(one);
    lines.push({ ...one, depth });
    (children.get(one) || []).sort(byStart).forEach((child) => walk(child, depth + 1));
  };
  roots.sort(byStart).forEach((one) => walk(one, one.kind === "update" ? 0 : 1));
  return lines;
}

// Handlers before the events they caused, calls last: the order of "what led to what".
const RANK = { update: 0, mark: 0, handler: 1, event: 2, call: 3 };
