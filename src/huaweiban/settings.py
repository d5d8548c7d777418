"""Settings and where each comes from: flag, environment, config file, default, in that order."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from huaweiban.errors import BadData, BadUsage

KEYS = ("color", "data")


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Colors(StrEnum):
    """How many colours a terminal has: 16, 256, or all."""

    STANDARD = "standard"
    EIGHT_BIT = "256"
    TRUE = "truecolor"


class Setting(NamedTuple):
    """A value and where it came from."""

    value: str
    origin: str


class Settings(NamedTuple):
    """The settings: when to colour, and own logs (paths joined with the separator of PATH).

    `flags` are the paths given as options, unjoined: one may contain the separator.
    """

    color: Setting
    data: Setting
    flags: tuple[str, ...] = ()

    @property
    def own_logs(self) -> tuple[str, ...]:
        """The paths of own logs."""
        return tuple(filter(None, self.flags or self.data.value.split(os.pathsep)))

    @property
    def named_by(self) -> str:
        """Where the own logs were set: the option, the variable, or the config file."""
        match self.data.origin:
            case "flag":
                return "--data"
            case "HUAWEIBAN_DATA" | "default":
                return self.data.origin
            case path:
                return f"data in {path}"


def config_file(environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The path of the config file, whether or not it exists."""
    try:
        home = Path(environment.get("HOME") or "~").expanduser()
    except RuntimeError:
        # A user without a home, as in containers.
        home = Path(os.sep)
    windows = platform == "win32"
    named = Path(environment.get("APPDATA" if windows else "XDG_CONFIG_HOME", ""))
    # A relative path would be another file in every folder: it is ignored, as the XDG Base
    # Directory Specification asks.
    usual = home if home.is_absolute() else Path(os.sep)
    base = named if named.is_absolute() else usual if windows else usual / ".config"
    return base / "huaweiban" / "config.toml"


def settings(
    environment: Mapping[str, str],
    color: str | None = None,
    data: tuple[str, ...] = (),
    without_config: bool = False,
) -> Settings:
    """Settings from flags, environment and config file; without the last if `without_config`.

    Raises BadData if the config file is not TOML or has an unknown key, BadUsage for
    an unknown value of `HUAWEIBAN_COLOR`.
    """
    path = config_file(environment)
    config = {} if without_config else _config(path)

    def pick(key: str, flag: str | None, default: str) -> Setting:
        variable = f"HUAWEIBAN_{key.upper()}"
        if flag is not None:
            return Setting(flag, "flag")
        # An empty variable counts as unset, except this one: it overrides the config file's log.
        if environment.get(variable) or (key == "data" and variable in environment):
            return Setting(environment[variable], variable)
        if key not in config:
            return Setting(default, "default")
        return Setting(_beside(path, config[key]) if key == "data" else config[key], str(path))

    chosen = pick("color", color, Color.AUTO)
    if chosen.value not in list(Color):
        wrong = BadData if chosen.origin == str(path) else BadUsage
        raise wrong(f"{chosen.origin}: color: {chosen.value!r} is not one of {', '.join(Color)}")
    return Settings(chosen, pick("data", os.pathsep.join(data) or None, ""), data)


def color_wanted(choice: str, environment: Mapping[str, str], is_terminal: bool) -> bool:
    """Whether to colour: the choice, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, the terminal."""
    if choice != Color.AUTO:
        return choice == Color.ALWAYS
    if environment.get("NO_COLOR"):
        return False
    if any(
        environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    return is_terminal and environment.get("TERM") != "dumb"


def colors_known(environment: Mapping[str, str]) -> Colors:
    """How many colours a terminal says it has; 16 if it does not say."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Colors.TRUE
    term = environment.get("TERM", "")
    if term.endswith("-direct"):
        return Colors.TRUE
    return Colors.EIGHT_BIT if term.endswith("256color") else Colors.STANDARD


def _beside(config: Path, own: str) -> str:
    # A config file applies in every folder, so its paths are relative to its own folder.
    try:
        paths = [Path(each).expanduser() for each in own.split(os.pathsep) if each]
    except RuntimeError:
        raise BadData(
            f"{config}: data: {own!r}: there is no such home folder; write the path in full"
        ) from None
    return os.pathsep.join(str(config.parent / path) for path in paths)


def _config(path: Path) -> dict[str, str]:
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None
    import tomli

    try:
        config: dict[str, Any] = tomli.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadData(f"{path}: is not TOML: {error}") from None
    for key, value in config.items():
        if key not in KEYS:
            raise BadData(f"{path}: {key}: is not a setting; known: {', '.join(KEYS)}")
        if not isinstance(value, str):
            raise BadData(f"{path}: {key}: must be a string in quotes")
    return config
