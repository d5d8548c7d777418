"""Where Huawei is banned, restricted, permitted or undecided: by scope, by day, with the source."""

__version__ = "1.0.0"

__all__ = ["Event", "Stance", "__version__", "history", "load", "status"]

# The names are imported from `huaweiban.api` on first use: the command imports this package, and
# must not wait for what it does not use. typing's own constant would cost as much.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from huaweiban.api import Event, Stance, history, load, status


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from huaweiban import api

    value: object = getattr(api, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
