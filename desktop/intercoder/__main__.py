"""Starts the program: the window, or a command."""

import sys


def main() -> None:
    """Entry point of `intercoder` and of `python -m intercoder`."""
    from intercoder.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
