"""No answer: pydantic validates each line, and nothing is kept. python bare.py LOG."""

import sys
from pathlib import Path

from pydantic import TypeAdapter  # noqa: TID251 - what it costs by itself is the question

from huaweiban.events import Event

validate = TypeAdapter(Event).validate_json
with Path(sys.argv[1]).open("rb") as lines:
    for line in lines:
        validate(line)
