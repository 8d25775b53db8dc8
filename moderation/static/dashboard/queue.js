// What a page with cards runs besides the rest of the desk.
import { watchCurrent } from "./cards.js";
import { watchDecisions } from "./decide.js";
import { fold } from "./fold.js";
import { watchKeys } from "./keys.js";
import { watchMore } from "./more.js";
import { watchReasons } from "./reasons.js";
import { watchScrolling } from "./scrolling.js";
import { watchSwaps } from "./swap.js";

fold(document);
watchCurrent();
watchDecisions();
watchSwaps();
watchKeys();
watchReasons();
watchMore();
watchScrolling();
