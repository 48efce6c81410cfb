"""`python -m tickerd` and the `tickerd` program."""

import signal

# Until the event loop takes over, Ctrl-C simply ends the process: nothing is open yet.
signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> None:
    """Run the command line."""
    from tickerd.cli.app import run_command_line  # noqa: PLC0415 - imports take time, Ctrl-C may come

    run_command_line()


if __name__ == "__main__":
    main()
