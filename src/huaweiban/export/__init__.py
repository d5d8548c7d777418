"""Exports: the whole log and all positions on a day, for other programs (docs/data.md)."""
