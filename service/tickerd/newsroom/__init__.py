"""A live blog of our own words that we run: real HTTP, a seed, a clock, and the truth."""

from .desk import Desk
from .faults import Fault
from .layout import Layout, Names, Order
from .nights import clock_changes
from .oracle import Oracle
from .origin import Newsroom, open_newsroom
from .rehearsal import Play, Scene, rehearse
from .render import Tongue
from .rhythm import Rhythm
from .truth import Act, Deed, TruePost, Truth

__all__ = [
    "Act",
    "Deed",
    "Desk",
    "Fault",
    "Layout",
    "Names",
    "Newsroom",
    "Oracle",
    "Order",
    "Play",
    "Rhythm",
    "Scene",
    "Tongue",
    "TruePost",
    "Truth",
    "clock_changes",
    "open_newsroom",
    "rehearse",
]
