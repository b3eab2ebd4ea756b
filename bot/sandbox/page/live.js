// Keeps the page in step with the server: first load, the live journal, and finding back after the
// line broke, from the last number heard, or from the start when the server began a new life.

import * as api from "./api.js";
import { forget, takeChat, takeItem, takeState, tell, world } from "./store.js";

const HISTORY_PAGE = 1000;
const line = { next: 0, run: null, connected: false, tries: 0, open: new Set() };

/** The people whose chats are on screen: those are loaded whole after every reconnect. */
export function watch(id) {
  line.open.add(id);
  return loadChat(id);
}

export const unwatch = (id) => line.open.delete(id);

export async function loadChat(id) {
  try {
    takeChat(id, await api.chat(id));
  } catch (error) {
    tell("trouble", error);
  }
}

/** Ask for the state again, a little later, once, however many asked. */
export const refreshSoon = (() => {
  let timer = null;
  return (delay = 250) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, delay);
  };
})();

async function refresh() {
  try {
    takeState(await api.state());
  } catch {
    // the live line notices by itself
  }
}

export async function connect() {
  try {
    const state = await api.state();
    await catchUp(state.run ?? null);
    const shown = [...line.open]; // those opened by the first state load themselves
    takeState(state);
    await Promise.all(shown.map(loadChat));
  } catch {
    retry();
    return;
  }
  api.listen(line.next, {
    open() {
      line.tries = 0;
      line.connected = true;
      tell("connection", { connected: true });
    },
    hear,
    lost: retry,
  });
}

async function catchUp(run) {
  // A server that counts lower than we do, or names another run, has forgotten what we know.
  const probe = await api.journal(line.next, 1);
  if ((probe.next ?? 0) < line.next || run !== line.run) {
    if (line.run !== null || line.next > 0) {
      forget();
      tell("newlife");
    }
    line.next = 0;
    line.run = run;
  }
  for (;;) {
    const page = await api.journal(line.next, HISTORY_PAGE);
    for (const item of page.items) {
      takeItem(item, false);
      line.next = Math.max(line.next, item.n);
    }
    if (!page.items.length) break;
  }
}

function hear(item) {
  if (item.n <= line.next) return;
  line.next = item.n;
  takeItem(item, true);
  if (item.kind === "reset") afterReset();
  else if (item.kind === "fault") refreshSoon();
  else if (item.kind === "call" && /Commands|MenuButton/.test(item.method)) refreshSoon();
}

async function afterReset() {
  await refresh();
  await Promise.all([...line.open].map(loadChat));
}

function retry() {
  if (line.connected || line.tries === 0) tell("connection", { connected: false });
  line.connected = false;
  line.tries += 1;
  setTimeout(connect, Math.min(400 * 1.6 ** (line.tries - 1), 5000));
}

// Whether the bot runs is told by nobody: look, often while it is away, seldom while it is there.
setInterval(() => {
  if (line.connected && !document.hidden && !world.bot.online) refresh();
}, 2000);
setInterval(() => {
  if (line.connected && !document.hidden) refresh();
}, 15_000);
