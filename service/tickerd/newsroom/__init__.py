"""A live blog of our own words that we run: real HTTP, a seed, a clock, and the truth."""

from .desk import Desk
from .faults import Fault
from .origin import Newsroom, open_newsroom
from .render import Tongue
from .rhythm import Rhythm
from .truth import Act, Deed, TruePost, Truth

__all__ = [
    "Act",
    "Deed",
    "Desk",
    "Fault",
    "Newsroom",
    "Rhythm",
    "Tongue",
    "TruePost",
    "Truth",
    "open_newsroom",
]
