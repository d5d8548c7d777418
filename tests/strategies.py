"""Events made for tests: by hand, and generated as any log might hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from huaweiban.dates import last_day
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


# How many logs a law of the fold is tried on.
law = settings(max_examples=100)
stances = st.sampled_from(list(Stance))
# Few days and two parts, so that generated events meet: sparse logs missed two broken laws.
DAYS = [f"2020-01-{day:02}" for day in range(1, 15)]
# Every day on which a generated log can move: the ends of its month and its year included.
EVERY_DAY = ["2019-12-31", *DAYS, "2020-01-15", "2020-02-01", "2021-01-01"]
days = st.sampled_from(DAYS)
partial_dates = st.sampled_from([*DAYS, "2020-01", "2020"])
scopes = st.lists(st.sampled_from(list(Scope)), min_size=1, max_size=3, unique=True).map(
    lambda chosen: tuple(scope for scope in Scope if scope in chosen)
)
# Mostly the mobile network, where the rules have most to do.
mobile_scopes = st.sampled_from(
    [(Scope.NETWORKS,), (Scope.MOBILE,), (Scope.CORE,), (Scope.RAN,), (Scope.CORE, Scope.RAN)]
)
# Acts and words, each as strong as it may be.
deeds = st.sampled_from([(what, who) for what in Action for who in (Actor.AGENCY, Actor.COMPANY)])
# Of an alternative that is given several times Hypothesis sees one, of a sample each.
once_in = {count: st.sampled_from([False] * (count - 1) + [True]) for count in (2, 3, 5, 10)}


@st.composite
def logs(draw: st.DrawFn, entity: str = "de", min_size: int = 0) -> list[Event]:
    """The events of one entity, in any order; ids are unique, as the validator demands.

    They lie denser than those of any real log: a third have an end, half follow another event, and
    most open questions that are followed are settled.
    """
    made: list[Event] = []
    for number in range(draw(st.integers(min_size, 9))):
        date = draw(partial_dates)
        action, actor = draw(deeds)
        target = draw(st.sampled_from(made)) if made and draw(once_in[2]) else None
        made.append(
            event(
                f"{entity}-{date}-{number}",
                None if draw(once_in[5]) else draw(stances),
                date=date,
                entity=entity,
                scope=draw(scopes if draw(once_in[10]) else mobile_scopes),
                action=action,
                actor=actor,
                effective=draw(partial_dates) if draw(once_in[10]) else None,
                deadline=draw(partial_dates) if draw(once_in[5]) else None,
                until=draw(partial_dates) if draw(once_in[3]) else None,
                follows=target.id if target else None,
                outcome=draw(_outcomes(target)) if target else None,
                withdrawn="2026-01-01" if draw(once_in[10]) else None,
            )
        )
    return draw(st.permutations(made))


def _outcomes(target: Event) -> st.SearchStrategy[Outcome]:
    settled = 9 if target.stance is Stance.UNDECIDED else 0
    return st.sampled_from([*Outcome, *[Outcome.SETTLED] * settled])


@st.composite
def covered_logs(draw: st.DrawFn) -> tuple[list[Event], frozenset[str]]:
    """A log, and the ids of its events whose announced end lies beyond what it covers."""
    events = draw(logs())
    brought_to = draw(st.sampled_from([EVERY_DAY[-1]] * len(EVERY_DAY) + EVERY_DAY))
    return events, frozenset(
        each.id for each in events if each.until and last_day(each.until) > brought_to
    )


def without(events: Iterable[Event], *dropped: Event) -> list[Event]:
    """The events that are none of those."""
    return [each for each in events if each not in dropped]
