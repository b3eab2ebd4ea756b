// The sandbox's /sim API, one function a call. A refusal becomes an Error with the server's words.

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/sim/${path}`, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error("The sandbox does not answer.");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Error(answer?.error || answer?.description || answer?.detail || `The sandbox said ${response.status}.`);
  }
  return answer;
}

const get = (path) => call("GET", path);
const post = (path, body = {}) => call("POST", path, body);

export const state = () => get("state");
export const chat = (id) => get(`chats/${id}`);
export const journal = (since, limit = 500) => get(`journal?since=${since}&limit=${limit}`);
export const addPerson = (person) => post("people", person);
export const send = (id, text) => post(`chats/${id}/send`, { text });
export const start = (id, payload) => post(`chats/${id}/start`, payload ? { payload } : {});
export const photo = (id, sample) => post(`chats/${id}/photo`, { sample });
export const sendFile = (id, name, data) => post(`chats/${id}/document`, { name, data });
export const block = (id) => post(`chats/${id}/block`);
export const unblock = (id) => post(`chats/${id}/unblock`);
export const advance = (seconds) => post("clock", { advance: seconds });
export const reset = () => post("reset");
export const addFault = (fault) => post("faults", fault);
export const clearFaults = () => call("DELETE", "faults");
export const fileUrl = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;

// Nothing waits inside the request: a browser opens only six connections to a host, and several
// people may press at once. The answer comes through the journal.
export const press = (id, messageId, data) =>
  post(`chats/${id}/press`, { message_id: messageId, data, wait: 0 });

/** The journal, live. `hear(item)` for each item, `lost()` once when the line breaks. */
export function listen(since, { open, hear, lost }) {
  const source = new EventSource(`/sim/events?since=${since}`);
  source.onopen = open;
  source.onmessage = (event) => hear(JSON.parse(event.data));
  // The browser would retry by itself, but with the number it began with and without noticing that
  // the server has begun a new life; live.js does both.
  source.onerror = () => {
    source.close();
    lost();
  };
  return () => source.close();
}
