"""The questions: events in, plain data out."""
