// Which words of a new text were not in the old one: what flashes after an edit.

const MOST_WORDS = 700;

/** Ranges {offset, length} of `after` that are new; null when (nearly) everything is. */
export function changedRanges(before, after) {
  const a = words(before);
  const b = words(after);
  if (!a.length || !b.length || a.length > MOST_WORDS || b.length > MOST_WORDS) return null;
  const kept = longestCommon(a, b);
  const ranges = [];
  let offset = 0;
  let fresh = 0;
  b.forEach((word, index) => {
    if (!kept.has(index) && word.trim()) {
      const last = ranges[ranges.length - 1];
      // Neighbouring new words flash as one, spaces included.
      if (last && !after.slice(last.offset + last.length, offset).trim()) last.length = offset + word.length - last.offset;
      else ranges.push({ offset, length: word.length });
      fresh += word.length;
    }
    offset += word.length;
  });
  return fresh > after.length * 0.6 ? null : ranges;
}

const words = (text) => text.match(/\s+|[^\s]+/g) || [];

function longestCommon(a, b) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] =
        a[i] === b[j]
          ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const kept = new Set();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      kept.add(j);
      i++;
      j++;
    } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) i++;
    else j++;
  }
  return kept;
}
