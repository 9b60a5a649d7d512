"""`python -m generator` is the command `campaign-pack`."""

from generator.cli import run

run()
