// Small helpers over the DOM. Text always goes in as text nodes: nothing that a person or the bot
// wrote is ever parsed as HTML.

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else if (name === "class") {
      node.className = Array.isArray(value) ? value.filter(Boolean).join(" ") : value;
    } else if (name === "testid") {
      node.dataset.testid = value;
    } else if (name === "value" || name === "checked" || name === "disabled") {
      node[name] = value;
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** Bring `parent`'s children into the given order, touching only what is out of place. */
export function arrange(parent, nodes) {
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const reducedMotion = () => calm.matches;

/** Animate unless the person asked for calm; resolves at once in that case. */
export function animate(node, frames, options) {
  if (calm.matches || !node.animate) return Promise.resolve();
  return node.animate(frames, { easing: "cubic-bezier(.2,.8,.2,1)", ...options }).finished.catch(() => {});
}

/** Run `work` once in the next frame, however often it is asked for. */
export function onceAFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    // A hidden tab gets no frames; a timer keeps it up to date.
    const later = document.hidden ? (fn) => setTimeout(fn, 60) : requestAnimationFrame;
    later(() => {
      asked = false;
      work();
    });
  };
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Outside a secure context (another machine on the network) only the old way is left.
    const area = h("textarea", { class: "offscreen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
