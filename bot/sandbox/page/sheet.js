// What opens above the page: dialogs, popover menus, toasts and Telegram's alert.

import { animate, h } from "./dom.js";
import { icon } from "./icons.js";

/** A modal sheet. `build(close)` gives its content; the focus is kept inside by <dialog>. */
export function openSheet({ title, testid, build }) {
  const opener = document.activeElement;
  const dialog = h("dialog", { class: "sheet", "aria-label": title, testid });
  const close = () => dialog.close();
  dialog.append(h("h2", { class: "sheet-title" }, title), ...[build(close)].flat());
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus?.();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

export function confirmSheet({ title, text, yes, danger, testid, work }) {
  return openSheet({
    title,
    testid,
    build: (close) => [
      h("p", { class: "sheet-text" }, text),
      h("div", { class: "sheet-actions" },
        h("button", { class: "flat", type: "button", on: { click: close } }, "Cancel"),
        h("button", {
          class: ["flat", danger && "danger"],
          type: "button",
          testid: "confirm",
          on: {
            click() {
              close();
              work();
            },
          },
        }, yes)),
    ],
  });
}

/** A form in a sheet. `fields` are nodes; `submit(FormData)` may throw: its words are shown. */
export function formSheet({ title, testid, fields, yes, submit }) {
  return openSheet({
    title,
    testid,
    build(close) {
      const trouble = h("p", { class: "sheet-trouble", role: "alert" });
      const form = h("form", { class: "sheet-form", novalidate: true },
        fields,
        trouble,
        h("div", { class: "sheet-actions" },
          h("button", { class: "flat", type: "button", on: { click: close } }, "Cancel"),
          h("button", { class: "flat strong", type: "submit", testid: "submit" }, yes)));
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        trouble.textContent = "";
        try {
          await submit(new FormData(form));
          close();
        } catch (error) {
          trouble.textContent = error.message;
        }
      });
      return form;
    },
  });
}

export function field(label, name, props = {}) {
  return h("label", { class: "field" },
    h("input", { name, placeholder: " ", autocomplete: "off", testid: `field-${name}`, ...props }),
    h("span", { class: "field-label" }, label));
}

let openMenu = null;

/** A menu below `anchor`. Items: {label, icon, work, danger, testid, checked} or a node. */
export function popover(anchor, items, { testid, align = "end", label } = {}) {
  const again = openMenu?.anchor === anchor;
  openMenu?.close();
  if (again) return;
  const menu = h("div", { class: `menu align-${align}`, role: "menu", "aria-label": label, testid });
  for (const item of items.filter(Boolean)) menu.append(item instanceof Node ? item : menuItem(item));
  document.body.append(menu);
  place(menu, anchor, align);
  anchor.setAttribute("aria-expanded", "true");
  animate(menu, [{ opacity: 0, transform: "scale(.92)" }, { opacity: 1, transform: "none" }], { duration: 140 });

  const outside = (event) => {
    if (!menu.contains(event.target) && !anchor.contains(event.target)) close();
  };
  const keys = (event) => {
    if (event.key === "Escape") {
      close();
      anchor.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = [...menu.querySelectorAll("button, input")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (document.activeElement?.type !== "range") event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
    }
  };
  function close() {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", keys, true);
    window.removeEventListener("resize", close);
    if (openMenu?.anchor === anchor) openMenu = null;
  }
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", keys, true);
  window.addEventListener("resize", close);
  openMenu = { anchor, close };
  menu.querySelector("button, input")?.focus({ preventScroll: true });
}

export const closeMenu = () => openMenu?.close();

function menuItem(item) {
  return h("button", {
    class: ["menu-item", item.danger && "danger"],
    type: "button",
    role: item.checked === undefined ? "menuitem" : "menuitemradio",
    "aria-checked": item.checked === undefined ? null : String(item.checked),
    testid: item.testid,
    on: {
      click() {
        closeMenu();
        item.work();
      },
    },
  }, icon(item.icon || "info"), h("span", {}, item.label), item.checked && icon("tick", "menu-tick"));
}

function place(menu, anchor, align) {
  const box = anchor.getBoundingClientRect();
  const wide = menu.offsetWidth;
  const high = menu.offsetHeight;
  const left = align === "start" ? box.left : box.right - wide;
  const below = box.bottom + 6;
  const top = below + high > innerHeight - 8 ? Math.max(8, box.top - high - 6) : below;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - wide - 8))}px`;
  menu.style.top = `${top}px`;
}

/** The dark pill. `host` is a chat column, or the page. */
export function toast(host, text, { testid = "toast", ms } = {}) {
  for (const old of host.querySelectorAll(":scope > .toast")) old.remove();
  const pill = h("div", { class: "toast", role: "status", testid }, text);
  host.append(pill);
  animate(pill, [{ opacity: 0, transform: "translate(-50%, 12px) scale(.96)" }, { opacity: 1, transform: "translate(-50%, 0)" }], { duration: 200 });
  const stay = ms || Math.min(7000, 2600 + text.length * 35);
  setTimeout(async () => {
    await animate(pill, [{ opacity: 1 }, { opacity: 0 }], { duration: 200, fill: "forwards" });
    pill.remove();
  }, stay);
}

export const pageToast = (text) => toast(document.body, text, { testid: "page-toast" });

/** The box of `show_alert`, over one person's chat only: the others go on. */
export function alertBox(host, { title, text }) {
  const opener = document.activeElement;
  const ok = h("button", { class: "flat strong", type: "button", testid: "alert-ok", on: { click: close } }, "OK");
  const veil = h("div", { class: "veil" },
    h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": title, testid: "alert" },
      h("p", { class: "alert-title" }, title),
      h("p", { class: "alert-text" }, text),
      h("div", { class: "sheet-actions" }, ok)));
  veil.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") event.preventDefault(); // one button: the focus stays on it
  });
  veil.addEventListener("click", (event) => {
    if (event.target === veil) close();
  });
  host.append(veil);
  animate(veil.firstChild, [{ opacity: 0, transform: "scale(.9)" }, { opacity: 1, transform: "none" }], { duration: 180 });
  ok.focus({ preventScroll: true });
  function close() {
    veil.remove();
    if (opener?.isConnected) opener.focus?.({ preventScroll: true });
  }
}

/** A photo, large. */
export function lightbox(url, alt) {
  const opener = document.activeElement;
  const dialog = h("dialog", { class: "lightbox", "aria-label": alt || "Photo", testid: "lightbox" },
    h("button", { class: "round lightbox-close", type: "button", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close")),
    h("img", { src: url, alt: alt || "" }));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
}
