"""Make the JSON Schemas of every machine output from the types: python tools/schemas.py [--check].

The types are plain `typing.TypedDict`s, so that the tool starts fast; pydantic reads only those of
typing_extensions before Python 3.12, so they are built from that here.
"""

from __future__ import annotations

import json
import sys
import typing
from pathlib import Path

import typing_extensions

typing.TypedDict = typing_extensions.TypedDict  # type: ignore[misc]

from pydantic import TypeAdapter  # noqa: E402

from huaweiban import results  # noqa: E402
from huaweiban.entities import Entity  # noqa: E402
from huaweiban.events import Event  # noqa: E402

FOLDER = Path(__file__).parents[1] / "src" / "huaweiban" / "schemas"
RECORDS = {"event": Event, "entity": Entity}


def schemas() -> dict[str, str]:
    """Schema texts by name."""
    made = {name: TypeAdapter(record).json_schema() for name, record in RECORDS.items()}
    for name, result in results.SHAPES.items():
        made[name] = TypeAdapter(results.Envelope[result]).json_schema(mode="serialization")
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {
        name: json.dumps({"$schema": dialect, **schema}, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def main() -> int:
    stale = []
    for name, text in schemas().items():
        path = FOLDER / f"{name}.json"
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale:
        print(f"stale schemas: {', '.join(stale)}; run python tools/schemas.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
