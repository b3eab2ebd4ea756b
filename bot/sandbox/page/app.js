// Puts the page together and starts it.

import { Columns } from "./columns.js";
import { connect } from "./live.js";
import { Panel } from "./panel.js";
import { Rail } from "./people.js";
import { pageToast } from "./sheet.js";
import { on, world } from "./store.js";
import { topbar } from "./topbar.js";

const byId = (id) => document.getElementById(id);

const panel = new Panel(byId("panel"));
topbar(byId("topbar"), { togglePanel: () => panel.toggle(), panelOpen: () => panel.open });
const columns = new Columns(byId("columns"));
new Rail(byId("rail"), { open: (id) => columns.show(id), isOpen: columns.has });

const banner = byId("banner");
on("connection", ({ connected }) => {
  banner.textContent = connected ? "" : "No connection to the sandbox. Trying again…";
  document.body.classList.toggle("offline", !connected);
});
on("trouble", (error) => pageToast(error.message));
on("state", () => {
  document.title = `${world.bot.first_name} · sandbox`;
});

// The people have to be known before their phones can be opened.
const stop = on("ready", () => {
  stop();
  columns.restore();
  document.body.dataset.ready = "true";
});
connect();
