"""Started as a program: becomes the server, but dies with the process that started it.

It stands alone (nothing but the standard library, run by path with -I -S), since a hook between
fork and exec is not safe in a process with threads, and takes some 15 ms.

Arguments: pid of the parent, program, its arguments.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent, then become the program."""
    parent, program, *arguments = sys.argv[1:]
    os.umask(0o077)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # It may have died before we asked to be told.
    if os.getppid() != int(parent):
        sys.exit("the parent has gone")
    os.execv(program, [program, *arguments])  # noqa: S606  # our own argument list, no shell


if __name__ == "__main__":
    main()
