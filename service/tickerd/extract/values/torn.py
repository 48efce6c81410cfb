"""JSON that breaks off in the middle, or in whose strings quotation marks stand bare."""

import re

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
_UPDATES = re.compile(r'"liveBlogUpdates?"\s*:\s*$')
_CLOSING = {"{": "}", "[": "]"}
_QUOTE = re.compile(r'(?<!\\)"')
LOOK_BACK = 60
"""Characters before a bracket in which its key stands."""


def close_torn(text: str) -> str | None:
    """The text up to its last whole element of a list, with all that is open closed; else None.

    The list is that of a live blog's updates if one is open, else the open one with the most whole
    elements: so a list inside the torn element is not taken for it. Linear in the text.
    """
    stack: list[str] = []
    lists: list[tuple[int, int, int, bool]] = []
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if piece == "[":
            before = text[max(0, found.start() - LOOK_BACK) : found.start()]
            lists.append((len(stack) + 1, 0, 0, _UPDATES.search(before) is not None))
            stack.append(piece)
        elif piece == "{":
            stack.append(piece)
        elif piece[0] != '"':
            if not stack or _CLOSING[stack.pop()] != piece:
                return None
            lists = lists[:-1] if piece == "]" else lists
            if lists and lists[-1][0] == len(stack):
                depth, count, _, updates = lists[-1]
                lists[-1] = (depth, count + 1, found.end(), updates)
    whole = [one for one in lists if one[1]]
    if not stack or not whole:
        return None
    depth, _, end, _ = max(whole, key=lambda one: (one[3], one[1]))
    return text[:end] + "".join(_CLOSING[bracket] for bracket in reversed(stack[:depth]))


def escape_inner(text: str) -> str:
    """The same with the quotation marks escaped that neither begin nor end a string."""
    pieces: list[str] = []
    at = 0
    for found in _QUOTE.finditer(text):
        before = text[max(0, found.start() - LOOK_BACK) : found.start()].rstrip()[-1:]
        after = text[found.end() : found.end() + LOOK_BACK].lstrip()[:1]
        if before and after and before not in "{[,:" and after not in ",:}]":
            pieces += (text[at : found.start()], '\\"')
            at = found.end()
    return "".join((*pieces, text[at:]))
