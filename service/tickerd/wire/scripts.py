"""The scripts that Redis runs for us, as text.

They are sent whole (EVAL): the server knows a script again by its hash, and one that was
restarted needs no second try.
"""

from importlib.resources import files
from typing import Final


def _load(*names: str) -> str:
    folder = files("tickerd.wire")
    return "".join(folder.joinpath(f"{name}.lua").read_text("utf-8") for name in names)


COMMIT: Final = _load("epoch", "head", "minutes", "commit")
EXTENT: Final = _load("epoch", "extent")
REMEMBER: Final = _load("head", "remember")
SEAL: Final = _load("seal")
TRIM: Final = _load("trim")
ADOPT: Final = _load("epoch", "minutes", "adopt")
