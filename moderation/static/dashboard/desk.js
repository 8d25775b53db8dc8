// What every page of the desk runs; each behaviour finds its elements by their data attributes.
import { startTimes } from "./times.js";

startTimes(document);
