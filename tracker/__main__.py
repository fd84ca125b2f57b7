"""`python -m tracker` is `tracker`."""

from desk.cli import main

main(prog_name="tracker")
