"""The settings of one command: its options first, then the environment, then the defaults."""

from pydantic import ValidationError

from tickerd.errors import BadSetting
from tickerd.settings import Settings

OPTIONS = {
    "data": "--data",
    "host": "--host",
    "port": "--port",
    "metrics_port": "--metrics-port",
    "every_seconds": "--every",
    "allow_addresses": "--allow-address",
    "server": "--server",
    "token": "--token",
}
"""The settings that are options of a command, too."""


def read_settings(**options: object) -> Settings:
    """The settings, with those options laid over them that were given.

    Raises:
        BadSetting: a value cannot be used.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings.model_validate({**Settings().model_dump(), **given})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "a setting"
        cause = f"{first['msg']} (it is {first['input']!r})"
        raise BadSetting(name=_public_name(name), cause=cause) from error


def _public_name(name: str) -> str:
    option = OPTIONS.get(name)
    return f"TICKERD_{name.upper()}" + (f" or {option}" if option else "")
