// What the page knows: people, chats, faults, the clock. Fed by /sim/state, /sim/chats and the
// journal; told to whoever asked by topic. No DOM in here.

const listeners = new Map();

export const world = {
  bot: { first_name: "…", online: false, mode: null },
  people: new Map(),
  commands: {},
  faults: [],
  features: {},
  samples: ["sunset"],
  chats: new Map(),
  clockOffset: 0, // virtual minus real, in ms
};

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function tell(topic, detail) {
  for (const listener of listeners.get(topic) || []) listener(detail);
}

export const nowMs = () => Date.now() + world.clockOffset;

export function chatOf(id) {
  if (!world.chats.has(id)) {
    world.chats.set(id, { id, messages: new Map(), loaded: false, typing: null, readUpTo: 0, unread: 0 });
  }
  return world.chats.get(id);
}

export function takeState(answer) {
  world.bot = answer.bot;
  world.people = new Map(answer.people.map((person) => [person.id, person]));
  world.commands = answer.commands || {};
  world.faults = answer.faults || [];
  world.features = answer.features || {};
  if (answer.samples?.length) world.samples = answer.samples;
  for (const person of answer.people) {
    const chat = chatOf(person.id);
    if (!chat.loaded) chat.unread = person.unread || 0;
  }
  takeNow(answer.now);
  tell("state");
  tell("ready");
}

export function takeNow(iso) {
  const at = Date.parse(iso);
  if (Number.isFinite(at)) world.clockOffset = at - Date.now();
  tell("clock");
}

export function takeChat(id, answer) {
  const chat = chatOf(id);
  chat.messages = new Map();
  for (const message of answer.messages) {
    if (!message.deleted) chat.messages.set(message.message_id, message);
  }
  chat.loaded = true;
  chat.readUpTo = Math.max(0, ...chat.messages.keys());
  tell(`chat:${id}`, { kind: "loaded" });
}

/** Forget every chat: the server began a new life or was reset. */
export function forget() {
  for (const chat of world.chats.values()) {
    chat.messages = new Map();
    chat.loaded = false;
    chat.typing = null;
    chat.unread = 0;
    tell(`chat:${chat.id}`, { kind: "forgotten" });
  }
}

/** One journal item. Applying an item twice does no harm. */
export function takeItem(item, live) {
  const work = TAKERS[item.kind];
  if (work) work(item, live);
  tell("journal", { item, live });
}

const TAKERS = {
  message: takeMessage,
  edit: takeMessage,
  delete({ chat: id, message_id }) {
    chatOf(id).messages.delete(message_id);
    tell(`chat:${id}`, { kind: "delete", message_id });
  },
  typing({ chat: id, action }, live) {
    if (!live) return;
    const chat = chatOf(id);
    chat.typing = { action, until: Date.now() + 5500 };
    setTimeout(() => tell(`chat:${id}`, { kind: "typing" }), 5600);
    seen(chat);
    tell(`chat:${id}`, { kind: "typing" });
  },
  callback_answer(item) {
    // Also one that came while the line was broken: its button still waits.
    tell("answer", item);
    if (item.chat) seen(chatOf(item.chat));
  },
  person({ person }) {
    world.people.set(person.id, { ...world.people.get(person.id), ...person });
    tell("state");
  },
  reset() {
    forget();
  },
  clock({ now, at }, live) {
    if (live) takeNow(now || at);
  },
  call(item, live) {
    if (live && !world.bot.online) {
      world.bot = { ...world.bot, online: true };
      tell("state");
    }
  },
};

function takeMessage({ kind, chat: id, message }, live) {
  const chat = chatOf(id);
  const before = chat.messages.get(message.message_id);
  if (message.deleted) return;
  // An old item, heard again after the chat was loaded, must not undo a newer edit.
  if (before && (before.edit_date || 0) > (message.edit_date || 0)) return;
  chat.messages.set(message.message_id, message);
  if (message.from_bot) {
    chat.typing = null;
    chat.readUpTo = Math.max(chat.readUpTo, ...chat.messages.keys());
    if (live && kind === "message") chat.unread += 1;
  }
  tell(`chat:${id}`, { kind, message, before, live });
  if (live) tell("unread");
}

function seen(chat) {
  chat.readUpTo = Math.max(chat.readUpTo, ...chat.messages.keys());
  tell(`chat:${chat.id}`, { kind: "read" });
}

export function markRead(id) {
  const chat = chatOf(id);
  if (!chat.unread) return;
  chat.unread = 0;
  tell("unread");
}

export function lastMessage(id) {
  let last = null;
  for (const message of chatOf(id).messages.values()) {
    if (!last || message.message_id > last.message_id) last = message;
  }
  return last;
}
