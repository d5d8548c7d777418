"""An export as a folder of text files, the same bytes for the same log and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from huaweiban.errors import BadOutput
from huaweiban.export.atomic import folder, for_folder, replacing, telling
from huaweiban.export.description import DESCRIPTOR, README, described, descriptor, readme
from huaweiban.export.guard import Guard
from huaweiban.export.tables import Table, Whole, flat, nested
from huaweiban.render import csv, json


def write_jsonl(exported: Whole, path: Path, guard: Guard) -> None:
    """A file of JSON Lines for each table. Raises BadOutput."""
    _write(exported, nested(exported), "jsonl", lambda table: json.records(table.rows), path, guard)


def write_csv(exported: Whole, path: Path, guard: Guard) -> None:
    """A CSV file for each table, safe to open in a spreadsheet. Raises BadOutput."""

    def form(table: Table) -> list[bytes]:
        return [csv.records(table.rows, table.columns).encode()]

    _write(exported, flat(exported), "csv", form, path, guard)


# The other files of an export, beside the tables.
_BESIDE = (README, DESCRIPTOR)
_STANCES = ("stances", "headlines", "spells", "country_years")
_TABLES = {
    "jsonl": ("about", "events", "entities", "laws", *_STANCES),
    "csv": (
        *("about", "entities", "memberships", "events", "sources"),
        *("laws", "law_sources", "law_terms", *_STANCES),
    ),
}


def folder_place(path: Path, guard: Guard, suffix: str) -> Path:
    """The path of the folder. Raises BadUsage and BadOutput if it must not be written."""
    with telling(path):
        place = for_folder(path)
        names = [*_names(suffix), *_BESIDE]
        earlier = described(place)
        if others := earlier.difference(names, _BESIDE):
            other = sorted(others)[0]
            if not guard.force and (place / other).exists():
                raise BadOutput(
                    f"{path}: holds an export in another format ({other}); choose another folder, "
                    "or export there with --force"
                )
        guard.allow((place / name for name in names), lambda file: file.name in earlier)
        return place


def _names(suffix: str) -> list[str]:
    return [f"{table}.{suffix}" for table in _TABLES[suffix]]


def _write(
    exported: Whole,
    tables: Sequence[Table],
    suffix: str,
    form: Callable[[Table], Iterable[bytes]],
    path: Path,
    guard: Guard,
) -> None:
    names = _names(suffix)
    assert names == [f"{table.name}.{suffix}" for table in tables], "the guard knows the files"
    with (
        telling(path),
        folder(folder_place(path, guard, suffix)) as place,
        replacing(place, [*names, *_BESIDE]) as (*beside, told, description),
    ):
        for table, file in zip(tables, beside, strict=True):
            with file.open("wb") as stream:
                stream.writelines(form(table))
        told.write_bytes(readme(exported, tables, suffix).encode())
        description.write_bytes(descriptor(exported, tables, suffix, beside).encode())
