"""The least that one process can do: each rule written into one loop. python least.py LOG DAY.

Every line is validated and every check of `huaweiban.checks` made, but a fault ends it without
saying where. It is no tool; it tells what there is to gain.
"""

import gc
import sys
from collections import defaultdict
from datetime import date
from operator import itemgetter
from pathlib import Path

from pydantic import TypeAdapter  # noqa: TID251 - what it costs by itself is the question

from huaweiban import bundled
from huaweiban.events import Event, naming, spread

WEAKNESS = {each: -place for place, each in enumerate(
    "law ruling decision contract statement proposal report lawsuit".split()
)}  # fmt: skip
BREADTH = {"networks": 0, "mobile": 1}


def faulty(event, known, today):
    dated, sources = event.date, event.sources
    return (
        event.entity not in known
        or (event.related and not all(other in known for other in event.related))
        or event.entity in event.related
        or (event.stance and not event.scope)
        or (event.not_before or dated) > today
        or (len(dated) == 10 and (event.not_before or event.not_after))
        or (event.deadline and event.deadline < dated)
        or not sources
        or (len(sources) > 1 and len({source.url for source in sources}) < len(sources))
        or len(event.summary) > 240
        or (event.follows is None) is not (event.outcome is None)
        or (event.withdrawn is None) is not (event.withdrawn_reason is None)
    )


def read(path, today):
    known = frozenset(bundled.registry().ids())
    validate, ids, words = TypeAdapter(Event).validate_json, set(), defaultdict(list)
    planned, following = {}, []
    with Path(path).open("rb", buffering=1 << 18) as lines:
        for line in lines:
            event = validate(line)
            if event.id in ids or faulty(event, known, today):
                sys.exit("a fault")
            ids.add(event.id)
            first = last = event.date
            vagueness = 0
            if len(first) < 10:
                first, last = event.first, event.last
                vagueness = -int(last.replace("-", ""))
            broadest = min([BREADTH.get(scope, 2) for scope in event.scope], default=0)
            key = first, vagueness, broadest, WEAKNESS[event.action], event.id
            if event.deadline or event.effective:
                planned[event.id] = event.entity, key
            if event.follows:
                following.append((event.follows, event.entity, key))
            if event.stance and event.withdrawn is None:
                word = key, last, event.stance, event.scope, event.note is None, event.date
                words[event.entity].append(word)
    for target, entity, key in following:
        if target not in planned or planned[target][0] != entity or planned[target][1] >= key:
            sys.exit("a fault")
    return words


def contradict(one, two):
    return one[2] is not two[2] and not set(spread(one[3])).isdisjoint(spread(two[3]))


def check(words):
    vague, before = [], {}
    for word in words:
        key, last, stance, scope, silent, _ = word
        if vague:
            vague = [each for each in vague if each[1] >= key[0]]
            if any(contradict(each, word) for each in vague):
                sys.exit("a fault")
        if last != key[0]:
            vague.append(word)
        start, turn = before.get(scope, (None, None))
        if start and silent and start[2] is stance is not turn[2] and turn[4]:
            days = date.fromisoformat(key[0]) - date.fromisoformat(start[0][0])
            if days.days <= 7:
                sys.exit("a fault")
        before[scope] = turn, word


def fold(words, day):
    held = {}
    for key, _, stance, scope, _, told in words:
        if key[0] > day:
            break
        for cell, narrow in naming(scope).items():
            was = held.get(cell)
            if was and (
                was[0] is stance
                or (was[0] == "banned" and stance == "restricted" and was[1] > narrow)
            ):
                held[cell] = was[0], max(was[1], narrow), was[2], told
            else:
                held[cell] = stance, narrow, told, told
    return held


def main(path, day):
    gc.disable()
    for entity, words in sorted(read(path, day).items()):
        words.sort(key=itemgetter(0))
        check(words)
        if len(entity) == 2:
            for cell, (stance, _, since, confirmed) in sorted(fold(words, day).items()):
                print(entity, cell, stance, since, confirmed, sep="\t")


main(*sys.argv[1:])
