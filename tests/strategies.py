"""Events made for tests: by hand, and generated as any log might hold them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance

SOURCE = Source(publisher="Example Post", url="https://news.example.org/a")


def event(id: str = "de-2020-01-01-a", stance: Stance | str | None = None, **more: Any) -> Event:
    """An event; its entity and date stand in its id unless they are given."""
    entity, year, *rest = id.split("-")
    date = "-".join([year, *(part for part in rest[:2] if part.isdigit())])
    scope = more.pop("scope", "mobile" if stance else "")
    given = {
        "entity": entity,
        "date": date,
        "summary": "Something happened.",
        "action": Action.DECISION,
        "actor": Actor.GOVERNMENT,
        "sources": (SOURCE,),
        "added": "2026-11-01",
        "stance": Stance(stance) if stance else None,
        "scope": tuple(map(Scope, scope.split())) if isinstance(scope, str) else scope,
    }
    return Event(id=id, **{**given, **more})


stances = st.sampled_from(list(Stance))
# A narrow stretch of time, so that generated dates meet.
days = st.dates(datetime.date(2019, 12, 1), datetime.date(2020, 2, 29)).map(str)
partial_dates = st.one_of(days, days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))
scopes = st.lists(st.sampled_from(list(Scope)), min_size=1, max_size=3, unique=True).map(
    lambda chosen: tuple(scope for scope in Scope if scope in chosen)
)
# Mostly the mobile network, where the rules have most to do.
mobile_scopes = st.sampled_from(
    [(Scope.NETWORKS,), (Scope.MOBILE,), (Scope.CORE,), (Scope.RAN,), (Scope.CORE, Scope.FIXED)]
)


@st.composite
def logs(draw: st.DrawFn, entity: str = "de", min_size: int = 0) -> list[Event]:
    """The events of one entity, in any order; ids are unique, as the validator demands."""
    size = draw(st.integers(min_size, 9))
    made: list[Event] = []
    for number in range(size):
        stance = draw(st.one_of(stances, stances, stances, st.none()))
        date = draw(partial_dates)
        target = draw(st.one_of(st.none(), st.sampled_from(made))) if made else None
        made.append(
            event(
                f"{entity}-{date}-{number}",
                stance,
                date=date,
                entity=entity,
                scope=draw(st.one_of(mobile_scopes, mobile_scopes, scopes)),
                action=draw(st.sampled_from(list(Action))),
                effective=draw(st.one_of(st.none(), partial_dates)),
                deadline=draw(st.one_of(st.none(), partial_dates)),
                follows=target.id if target else None,
                outcome=draw(st.sampled_from(list(Outcome))) if target else None,
                withdrawn=draw(st.sampled_from([None, None, None, None, "2026-01-01"])),
            )
        )
    return draw(st.permutations(made))


def without(events: Iterable[Event], *dropped: Event) -> list[Event]:
    """The events that are none of those."""
    return [each for each in events if each not in dropped]
