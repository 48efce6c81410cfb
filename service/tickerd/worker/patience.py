"""How long a host is left alone once it says, or shows, that it has too much to do. Pure.

What one page of a host meets holds for all of them: a Retry-After counts at once, and from the
second strained answer running on (429, 503, or none in time) the host rests, twice as long each
time. Any answer that shows no strain ends it. Other hosts are not touched.
"""

from dataclasses import dataclass

from tickerd.errors import FetchError, Postponed, Refused, Unreachable
from tickerd.liveblog.cadence import MOST_RETRY_AFTER_SECONDS

STRAINED = frozenset((429, 503))
"""Too Many Requests, and Service Unavailable."""
FAULTY = 500
"""From this status on an answer tells nothing of the host's strain, and no good of it either."""
LEAST_REST_SECONDS = 5.0
MOST_REST_SECONDS = 60.0
"""A host that does not answer is tried at least as often as this."""
NEAR_SECONDS = 1.0
"""A rest that is so nearly over is over: no two clocks agree to the last second."""


@dataclass(frozen=True, slots=True)
class Patience:
    """What a host's last answers mean for the next request. Times are seconds of one clock."""

    strains: int = 0
    """So many answers running showed strain."""
    asked: bool = False
    """Whether the host itself named the length of its rest."""
    rest_until: float = 0.0

    def check(self, url: str, host: str, now: float) -> None:
        """See whether the host may be asked.

        Raises:
            Postponed: not yet.
        """
        rest_seconds = self.rest_until - now
        if rest_seconds >= NEAR_SECONDS:
            failed = f"has failed us {self.strains} times running"
            cause = "asks to be left alone for a while" if self.asked else failed
            raise Postponed(url, host, cause, rest_seconds)

    def after_answer(
        self, status: int, retry_after_seconds: float | None, now: float
    ) -> "Patience":
        """What is to be thought of the host once it has answered so."""
        if status in STRAINED:
            return self._after_strain(retry_after_seconds, now)
        return self if status >= FAULTY else Patience()

    def after_error(self, error: FetchError, now: float) -> "Patience":
        """The same, once a request has come to nothing."""
        match error:
            case Refused():
                return self.after_answer(error.status, error.retry_after_seconds, now)
            case Unreachable(__cause__=TimeoutError()):
                return self._after_strain(None, now)
            case _:
                return self

    def _after_strain(self, asked_seconds: float | None, now: float) -> "Patience":
        strains = self.strains + 1
        asked = min(asked_seconds or 0.0, MOST_RETRY_AFTER_SECONDS)
        own = own_rest(strains)
        return Patience(strains, asked > own, now + max(asked, own))


def own_rest(strains: int) -> float:
    """How many seconds a host rests after so many strained answers, if it names no length."""
    if strains < 2:
        return 0.0
    return min(LEAST_REST_SECONDS * 2.0 ** min(strains - 2, 16), MOST_REST_SECONDS)
