// Line icons on a 24 × 24 grid, drawn for this page.

const SHAPES = {
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2",
  signal: "M5 12.5a10 10 0 0 1 14 0M8 15.7a5.6 5.6 0 0 1 8 0M12 19v.01M2.2 9.2a14 14 0 0 1 19.6 0",
  reset: "M4 12a8 8 0 1 0 2.6-5.9M4 4.5V9h4.5",
  sun: "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M20 14.2A8.3 8.3 0 0 1 9.8 4a8.3 8.3 0 1 0 10.2 10.2z",
  auto: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7.5h7.2M12 12h9M12 16.5h7.2",
  panel: "M4 5.5h16v13H4zM14.5 5.5v13",
  send: "M4.5 4.5l16 7.5-16 7.5 2.2-7.5zM6.7 12H13",
  attach: "M19 11.5l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.8-7.8a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.1-2.1l7.1-7.1",
  grid: "M5 5h5.5v5.5H5zM13.5 5H19v5.5h-5.5zM5 13.5h5.5V19H5zM13.5 13.5H19V19h-5.5z",
  menu: "M4.5 7h15M4.5 12h15M4.5 17h15",
  down: "M6 9.5l6 6 6-6",
  chevron: "M9.5 6l6 6-6 6",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5",
  outside: "M8 16L16.5 7.5M9.5 7.5h7v7",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.7 5.7l12.6 12.6",
  image: "M4 5.5h16v13H4zM4 16l4.5-5 4 4.5 2.5-2.5 5 5M15.5 9.5v.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  play: "M7.5 5v14l11-7z",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  window: "M4 5.5h16v13H4zM4 9.5h16",
  file: "M6.5 3.5h7l4.5 4.5v12.5h-11.5zM13.5 3.5V8H18",
  star: "M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6-4.4-4.2 6-.8z",
  tick: "M5 12.5l4.5 4.5L19 7.5",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.8v.01",
};

export function icon(name, className) {
  return svg("0 0 24 24", SHAPES[name] || SHAPES.info, `icon ${className || ""}`);
}

/** One tick: sent. Two ticks: the bot has dealt with it. */
export function ticks(read) {
  const path = read ? "M1 6.2l3.2 3.3L10.4 2.6M7.1 9l.6.5L14 2.6" : "M3.5 6.2l3.2 3.3 6.3-6.9";
  const node = svg("0 0 15 12", path, "ticks");
  node.setAttribute("aria-label", read ? "read" : "sent");
  node.setAttribute("aria-hidden", "false");
  node.setAttribute("role", "img");
  return node;
}

function svg(viewBox, d, className) {
  const space = "http://www.w3.org/2000/svg";
  const node = document.createElementNS(space, "svg");
  node.setAttribute("viewBox", viewBox);
  node.setAttribute("class", className);
  node.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", d);
  node.append(path);
  return node;
}
