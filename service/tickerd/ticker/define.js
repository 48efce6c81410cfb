// Registers <live-ticker>; to import the class alone has no effect on a page.

import { LiveTicker } from "./live-ticker.js";

if (!customElements.get("live-ticker")) customElements.define("live-ticker", LiveTicker);
