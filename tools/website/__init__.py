"""The static site, made of the bundled data: what tools/site.py writes (docs/site.md)."""
