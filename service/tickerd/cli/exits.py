"""The exit statuses of the commands; 0 is done, 2 is wrong usage."""

from typing import Final

EXIT_FAILED: Final = 1
EXIT_CANNOT_START: Final = 3
EXIT_UNREACHABLE: Final = 4
EXIT_DAMAGED: Final = 5
