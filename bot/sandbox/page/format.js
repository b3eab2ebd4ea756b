// How times, names and numbers are written. The sandbox lives in UTC, like the bot's limits and
// its logs, so that the clock in the header, the bubbles and the panel never disagree.

const part = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const clock = part({ hour: "2-digit", minute: "2-digit" });
const clockSeconds = part({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = part({ day: "numeric", month: "long" });
const dayYear = part({ day: "numeric", month: "long", year: "numeric" });
const shortDay = part({ weekday: "short", day: "numeric", month: "short" });

export const timeOf = (ms) => clock.format(ms);
export const shortDayOf = (ms) => shortDay.format(ms).replace(",", "");
export const dayKey = (ms) => new Date(ms).toISOString().slice(0, 10);
export const preciseTime = (ms) =>
  `${clockSeconds.format(ms)}.${String(new Date(ms).getUTCMilliseconds()).padStart(3, "0")}`;

export function dayLabel(ms, nowMs) {
  if (dayKey(ms) === dayKey(nowMs)) return "Today";
  if (dayKey(ms) === dayKey(nowMs - 86_400_000)) return "Yesterday";
  const sameYear = new Date(ms).getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  return (sameYear ? day : dayYear).format(ms);
}

export function dateTimeEntity(unix, pattern) {
  const ms = unix * 1000;
  const wanted = pattern || "";
  const date = /D/.test(wanted) ? dayYear.format(ms) : /d/.test(wanted) ? shortDay.format(ms) : "";
  const time = /T/.test(wanted) ? clockSeconds.format(ms) : /t/.test(wanted) ? clock.format(ms) : "";
  return [date, time].filter(Boolean).join(", ") || `${dayYear.format(ms)}, ${clock.format(ms)}`;
}

export const fullName = (person) =>
  [person.first_name, person.last_name].filter(Boolean).join(" ") || String(person.id);

export function initials(person) {
  const letters = [person.first_name, person.last_name]
    .map((name) => [...(name || "").trim()][0])
    .filter(Boolean);
  return letters.join("").toUpperCase() || "?";
}

/** One of Telegram's seven avatar colours. */
export const hue = (id) => `hue-${Math.abs(Number(id) || 0) % 7}`;

export function milliseconds(ms) {
  if (ms === undefined || ms === null || Number.isNaN(ms)) return "";
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 100 || Number.isInteger(ms)) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(1)} ms`;
}

export function fileSize(bytes) {
  if (!bytes) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
