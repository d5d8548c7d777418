"""Renderers: plain data in, text out. One file for each format; only `terminal` knows Rich."""
