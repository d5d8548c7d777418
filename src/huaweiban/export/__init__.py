"""The whole log and the stances on a day, as files for other programs (docs/data.md)."""
