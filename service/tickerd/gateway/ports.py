"""Why nobody can listen on a port, in our words."""

import errno

from tickerd.errors import BadSetting, PortTaken, StartError

GREATEST_PORT = 65_535


def explain_refusal(host: str, port: int, error: OSError, option: str = "--port") -> StartError:
    """What an OSError means for who asked to listen there, and by which option.

    PortTaken if another program has the port; BadSetting if the address is none of this machine's.
    """
    if error.errno != errno.EADDRINUSE:
        return BadSetting(f"{host}:{port}", error.strerror or str(error))
    other = port + 1 if port < GREATEST_PORT else port - 1
    return PortTaken(host, port, other, option)
