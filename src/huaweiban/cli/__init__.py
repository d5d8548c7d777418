"""The command line. Typer lives here and nowhere else; the clock and the terminal are read here."""

from huaweiban.cli.process import main

__all__ = ["main"]
