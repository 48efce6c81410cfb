// Builds DOM nodes. Text becomes text nodes, never markup: it comes from other people's pages.

/**
 * An element with attributes and children; children that are null or "" are left out.
 *
 * @param {string} name
 * @param {Record<string, unknown>} attributes  null, undefined and false leave one out
 * @param {...(Node | string | null | undefined)} children
 */
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}

/** The address if it leads to the web, else null: no script, no file, no data address. */
export function webAddress(text) {
  const url = URL.canParse(text ?? "") ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}
