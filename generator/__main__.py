"""The command `campaign-pack`, also as `python -m generator`."""

from __future__ import annotations

from generator.app.collector import spare_collector


def main() -> None:
    """Run the command as a process of its own; what it imports is no garbage either."""
    spare_collector()
    from generator.cli import run

    run()


if __name__ == "__main__":
    main()
