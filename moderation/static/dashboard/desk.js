// What every page of the desk runs; each behaviour finds its elements by their data attributes.
import { watchLive } from "./live.js";
import { watchMenus } from "./menus.js";
import { watchTheme } from "./theme.js";
import { startTimes } from "./times.js";
import "./wrong.js";
import "./zone.js";

startTimes(document);
watchTheme();
watchMenus();
watchLive();
