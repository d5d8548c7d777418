"""Renderers: plain data in, text out. One file a format; only `terminal` knows Rich."""
