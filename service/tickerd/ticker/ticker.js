// What a page loads to have <live-ticker>: served as /ticker.js, its siblings under /ticker/.

import "./ticker/define.js";
