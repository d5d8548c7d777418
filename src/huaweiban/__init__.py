"""Where Huawei is banned, restricted, permitted or undecided: by scope, by day, with the source."""

__version__ = "0.1.0"
