// Answers to pressed buttons. They come through the journal, sometimes before the press itself has
// returned, so the last few are kept for whoever asks late.

import { on } from "./store.js";

const PATIENCE_MS = 30_000;
const KEPT = 50;
const heard = new Map();
const waiting = new Map();

on("answer", (item) => {
  const { callback_query_id: id } = item;
  heard.set(id, item);
  if (heard.size > KEPT) heard.delete(heard.keys().next().value);
  waiting.get(id)?.(item);
  waiting.delete(id);
});

/** The answer to a press, or null when the bot has kept silent for too long. */
export function awaitAnswer(id) {
  if (heard.has(id)) return Promise.resolve(heard.get(id));
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    setTimeout(() => {
      waiting.delete(id);
      resolve(null);
    }, PATIENCE_MS);
  });
}
