"""Make the JSON Schemas of every machine output from the types: python tools/schemas.py [--check].

The types are plain `typing.TypedDict`s, so that the tool starts fast; before Python 3.12 pydantic
reads only those of typing_extensions, so they are rebuilt from that here.
"""

from __future__ import annotations

import json
import sys
import typing

import made
import typing_extensions

typing.TypedDict = typing_extensions.TypedDict  # type: ignore[misc]

from pydantic import TypeAdapter  # noqa: E402

from huaweiban import results  # noqa: E402
from huaweiban.entities import Entity  # noqa: E402
from huaweiban.events import Event  # noqa: E402
from huaweiban.laws import Law  # noqa: E402

FOLDER = made.ROOT / "src" / "huaweiban" / "schemas"
RECORDS = {"event": Event, "entity": Entity, "law": Law}


def schemas() -> dict[str, str]:
    """Schema texts by name."""
    found = {name: TypeAdapter(record).json_schema() for name, record in RECORDS.items()}
    for name, result in results.SHAPES.items():
        envelope = results.ENVELOPES.get(name, results.Envelope)
        found[name] = TypeAdapter(envelope[result]).json_schema(mode="serialization")
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {
        name: json.dumps({"$schema": dialect, **schema}, indent=2, ensure_ascii=False) + "\n"
        for name, schema in found.items()
    }


def files() -> made.Made:
    """Schemas by their files."""
    return {FOLDER / f"{name}.json": text.encode() for name, text in schemas().items()}


if __name__ == "__main__":
    sys.exit(made.run(files))
