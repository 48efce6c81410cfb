// The ticker's looks, as one constructed sheet for all tickers: a page's CSP need not allow inline style.

/*
 * Custom properties that a page may set on live-ticker: --ticker-accent, --ticker-ink,
 * --ticker-muted, --ticker-paper, --ticker-line, --ticker-tint, --ticker-font,
 * --ticker-headline-font. Light or dark follows the page's own `color-scheme`.
 */
const CSS = `
:host {
  --_accent: var(--ticker-accent, light-dark(#a83a24, #f29a83));
  --_ink: var(--ticker-ink, light-dark(#1d1b19, #ebe8e3));
  --_muted: var(--ticker-muted, light-dark(#655f58, #a8a199));
  --_on-accent: light-dark(#ffffff, #181715); /* the paper may be transparent */
  --_paper: var(--ticker-paper, light-dark(#ffffff, #181715));
  --_line: var(--ticker-line, light-dark(#e4dfd8, #35322e));
  --_tint: var(--ticker-tint, light-dark(#fbf1ed, #2b211d));
  display: block;
  background: var(--_paper);
  color: var(--_ink);
  font-family: var(--ticker-font, inherit);
  line-height: 1.5;
  overflow-wrap: anywhere;
}
:host([hidden]), [hidden] { display: none !important; }
*, *::before { box-sizing: border-box; }
h1, h2, h3, h4, h5, h6, p, figure { margin: 0; }

[part~="header"] { padding-block: 0 1rem; }
[part~="headline"], [part~="post-headline"] {
  font-family: var(--ticker-headline-font, inherit);
  font-weight: 700;
  line-height: 1.2;
  text-wrap: balance;
}
[part~="headline"] { font-size: 1.625em; letter-spacing: -0.01em; }
[part~="standfirst"] { margin-block-start: 0.5rem; font-size: 1.0625em; color: var(--_muted); text-wrap: pretty; }
[part~="standfirst"]:empty { display: none; }
[part~="line"] {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.25rem 1rem;
  min-block-size: 2.75em;
  margin-block-start: 0.5rem;
  font-size: 0.875em;
  color: var(--_muted);
}
[part~="status"] { display: inline-flex; align-items: center; gap: 0.5em; font-weight: 600; color: var(--_ink); }
[part~="status"]::before {
  content: "";
  flex: none;
  inline-size: 0.625em;
  block-size: 0.625em;
  border: 2px solid var(--_muted);
  border-radius: 50%;
}
[part~="status-live"] { color: var(--_accent); }
[part~="status-live"]::before { border-color: var(--_accent); background: var(--_accent); animation: breathe 2.4s ease-in-out infinite; }
[part~="status-lost"]::before, [part~="status-stale"]::before { border-color: var(--_accent); }
[part~="pause"] { margin-inline-start: auto; }

button {
  padding: 0.25em 0.75em;
  border: 1px solid var(--_line);
  border-radius: 999px;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button:hover { border-color: currentColor; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }

[part~="shelf"] { position: sticky; z-index: 1; inset-block-start: 0.75rem; block-size: 0; text-align: center; }
[part~="held"] {
  padding: 0.4em 1.1em;
  border-color: var(--_accent);
  background: var(--_accent);
  color: var(--_on-accent);
  font-weight: 600;
  box-shadow: 0 2px 10px rgb(0 0 0 / 0.2);
}

article {
  position: relative;
  padding-block: 1.125rem 1.25rem;
  scroll-margin-block-start: 3.5rem;
}
article::before {
  content: "";
  position: absolute;
  inset: 0 0 auto;
  border-block-start: 1px solid var(--_line);
}
[part~="post-key"] { padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--_accent); }
/* A shadow, where a wider box would make a page without margins scroll sideways. */
[part~="post-fresh"] { background: var(--_tint); box-shadow: 0.5rem 0 var(--_tint), -0.5rem 0 var(--_tint); }
[part~="byline"] {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.125rem 0.625rem;
  margin-block-end: 0.375rem;
  font-size: 0.875em;
  color: var(--_muted);
}
[part~="time"] { font-weight: 600; font-variant-numeric: tabular-nums; color: var(--_accent); }
[part~="mark"] + [part~="time"] { margin-inline-start: -0.25rem; }
[part~="chip"] {
  padding: 0 0.6em;
  border: 1px solid var(--_line);
  border-radius: 999px;
  font-size: 0.9286em;
  color: var(--_ink);
}
[part~="edited"] { padding: 0 0.6em; font-size: 0.9286em; min-block-size: 1.75em; }
[part~="edited"]::after { content: " ▾"; }
[part~="edited"][aria-expanded="true"]::after { content: " ▴"; }
[part~="post-headline"] { margin-block-end: 0.375rem; font-size: 1.1875em; }
[part~="text"] { max-inline-size: 68ch; text-wrap: pretty; }
[part~="text"] + [part~="text"] { margin-block-start: 0.625em; }
[part~="post-removed"] [part~="wording"] { color: var(--_muted); text-decoration: line-through; text-decoration-thickness: 1px; }
[part~="post-removed"] [part~="image"] { opacity: 0.45; filter: grayscale(1); }

[part~="media"] { margin-block-start: 0.75rem; }
[part~="image"] {
  display: block;
  inline-size: 100%;
  max-inline-size: 36rem;
  aspect-ratio: 16 / 9;
  object-fit: contain;
  object-position: left center;
  background: var(--_tint);
}
[part~="caption"] { margin-block-start: 0.25rem; font-size: 0.8125em; color: var(--_muted); }
[part~="signature"] { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-block-start: 0.625rem; font-size: 0.875em; color: var(--_muted); }
a { color: inherit; text-decoration-color: var(--_muted); text-underline-offset: 0.2em; }
a:hover { color: var(--_accent); }

[part~="revisions"] { margin-block-start: 0.875rem; padding: 0.625rem 0.875rem; border-inline-start: 2px solid var(--_line); background: var(--_tint); font-size: 0.9375em; }
[part~="edit"] + [part~="edit"] { margin-block-start: 0.875rem; }
[part~="edit-time"] { font-size: 0.875em; color: var(--_muted); }
[part~="edit-headline"] { font-weight: 700; }
[part~="edit-text"] { white-space: pre-line; }
ins { text-decoration: underline 2px var(--_accent); text-underline-offset: 0.2em; font-weight: 600; }
del + ins, ins + del { margin-inline-start: 0.25em; }
del { color: var(--_muted); text-decoration: line-through; }

[part~="trouble"] { font-size: 0.875em; color: var(--_muted); }
[part~="older"] { display: block; margin: 0.5rem auto 0; padding: 0.5em 1.25em; }
[part~="note"] { margin-block-start: 1.25rem; padding-block-start: 0.75rem; border-block-start: 1px solid var(--_line); font-size: 0.8125em; color: var(--_muted); }
[part~="voice"] { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@keyframes breathe { 50% { opacity: 0.35; } }
@media (prefers-reduced-motion: no-preference) {
  article { transition: background-color 1.2s ease-out, box-shadow 1.2s ease-out; }
}
@media print {
  [part~="pause"], [part~="shelf"], [part~="older"] { display: none; }
  [part~="edited"]::after { content: none; }
  [part~="post-fresh"] { background: none; box-shadow: none; }
}
@media (prefers-reduced-motion: reduce) {
  [part~="status-live"]::before { animation: none; }
}
`;

export const STYLE = new CSSStyleSheet();
STYLE.replaceSync(CSS);
