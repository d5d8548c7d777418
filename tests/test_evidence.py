"""What a stance rests on: its basis, how many publishers report it, and its cautions."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import covered_logs, days, event, law

from huaweiban.dates import after, eve, last_day, next_day
from huaweiban.events import STRENGTH, Action, Actor, Event, Scope, Source, Stance, order
from huaweiban.evidence import Caution, Evidence, evidence
from huaweiban.stances import folded, position

DAY = "2026-06-30"
B, R, P, U = Stance
WORD = {"action": Action.STATEMENT}


def of(*events: Event, day: str = DAY, unseen: frozenset[str] = frozenset()) -> Evidence:
    """The evidence for the headline of some events."""
    held = position(events, day, unseen)
    return evidence(held.headline.stance, held.deciding, day, unseen)


def cautions(*events: Event, **more: object) -> tuple[Caution, ...]:
    return of(*events, **more).cautions


# Basis


def test_the_basis_is_the_strongest_action_of_the_run_not_its_first_or_newest() -> None:
    """A minister announced the ruling, and a minister repeated it."""
    said = event("fr-2025-01-01-said", R, **WORD)
    ruling = event("fr-2025-02-01-ruling", R, action=Action.RULING)
    again = event("fr-2025-03-01-again", R, **WORD)
    assert of(said, ruling, again).basis == "ruling"
    assert of(said, again).basis == "statement"


def test_a_new_run_begins_its_basis_anew() -> None:
    law = event("fr-2025-01-01-law", R, action=Action.LAW)
    said = event("fr-2025-02-01-said", B, **WORD)
    assert of(law, said).basis == "statement"


def test_a_word_that_is_passed_over_is_no_basis_and_one_that_confirms_is() -> None:
    decree = event("fr-2025-01-01-decree", R)
    company = {"actor": Actor.COMPANY}
    contract = event("fr-2025-02-01-contract", P, action=Action.CONTRACT, **company)
    assert of(decree, contract) == of(decree)
    ban = event("de-2025-01-01-core", B, scope="core", **WORD)
    broader = event("de-2025-02-01-mobile", R, action=Action.LAW)
    held = position([ban, broader], DAY)
    assert evidence(B, [held.cells[Scope.CORE]], DAY).basis == "law"


def test_an_act_that_is_left_keeps_the_basis_of_its_run() -> None:
    decree = event("fr-2025-01-01-decree", R)
    over = event("fr-2025-02-01-over", B, action=Action.STATEMENT)
    left = event("fr-2025-03-01-left", R, action=Action.REPORT)
    assert of(decree, over, left).basis == "decision"


def test_the_basis_of_a_headline_is_the_strongest_of_its_parts() -> None:
    core = event("nl-2025-01-01-core", R, scope="core", action=Action.LAW)
    ran = event("nl-2025-02-01-ran", R, scope="ran", action=Action.REPORT)
    assert of(core, ran).basis == "law"


def test_what_has_ended_is_no_basis() -> None:
    law = event("fr-2025-01-01-law", R, action=Action.LAW, until="2025")
    again = event("fr-2025-02-01-again", R, **WORD)
    assert of(law, again, day="2025-12-31").basis == "law"
    assert of(law, again, day="2026-01-01").basis == "statement"


# Publishers


def by(*publishers: str) -> tuple[Source, ...]:
    return tuple(Source(publisher=each) for each in publishers)


def test_publishers_are_those_of_the_first_and_newest_events_once_each() -> None:
    first = event("fr-2025-01-01-a", R, sources=by("Le Monde", "Reuters"))
    between = event("fr-2025-02-01-b", R, sources=by("Gazette"))
    newest = event("fr-2025-03-01-c", R, sources=by("Reuters", "Reuters", "AFP"))
    assert of(first).publishers == 2
    assert of(first, between, newest).publishers == 3
    assert of(event("fr-2025-01-01-a", R, sources=())).publishers == 0


def test_the_publishers_of_all_parts_of_a_headline_count() -> None:
    core = event("nl-2025-01-01-core", R, scope="core", sources=by("NOS"))
    ran = event("nl-2025-02-01-ran", R, scope="ran", sources=by("Reuters"))
    assert of(core, ran).publishers == 2


# Cautions


@pytest.mark.parametrize("action", Action)
def test_weak_is_what_is_weaker_than_a_statement(action: Action) -> None:
    weak = action in ("memorandum", "proposal", "report", "lawsuit")
    found = cautions(event("fr-2025-01-01-a", R, action=action))
    assert found == ((Caution.WEAK,) if weak else ())


@pytest.mark.parametrize("stance", Stance)
def test_old_is_permitted_or_undecided_and_confirmed_more_than_five_years_before(
    stance: Stance,
) -> None:
    """Bans and restrictions stand until they are lifted; a permission fades."""
    one = event("iq-2013-02-28-promise", stance)
    fades = (Caution.OLD,) if stance in (P, U) else ()
    assert cautions(one, day="2018-02-28") == ()
    assert cautions(one, day="2018-03-01") == fades
    again = event("iq-2018-03-01-again", stance)
    assert cautions(one, again, day="2023-03-01") == ()
    assert cautions(one, again, day="2023-03-02") == fades


def test_a_vague_confirmation_is_old_five_years_after_its_last_possible_day() -> None:
    vague = event("iq-2013-promise", P)
    assert cautions(vague, day="2018-12-31") == ()
    assert cautions(vague, day="2019-01-01") == (Caution.OLD,)


def test_a_headline_is_as_old_as_the_newest_word_on_any_of_its_parts() -> None:
    core = event("iq-2013-01-01-core", P, scope="core")
    ran = event("iq-2024-01-01-ran", P, scope="ran")
    held = position([core, ran], DAY)
    assert cautions(core, ran) == ()
    assert evidence(P, [held.cells[Scope.CORE]], DAY).cautions == (Caution.OLD,)


def test_disputed_is_what_the_sources_of_the_first_or_newest_event_differ_on() -> None:
    def said(month: int, disputed: str | None = None) -> Event:
        return event(f"de-2025-0{month}-01-a", R, disputed=disputed)

    differ = "Antennas are part of the deal by one source, and not by the other."
    assert cautions(said(1, differ)) == (Caution.DISPUTED,)
    assert cautions(said(1), said(2, differ)) == (Caution.DISPUTED,)
    assert cautions(said(1), said(2, differ), said(3)) == ()


def test_end_unseen_is_an_announced_end_after_which_the_log_does_not_reach() -> None:
    bar = event("pt-2026-04-01-bar", B, until="2026-09-30")
    seen = frozenset({bar.id})
    assert cautions(bar, day="2026-09-30", unseen=seen) == ()
    assert cautions(bar, day="2026-10-01", unseen=seen) == (Caution.END_UNSEEN,)
    again = event("pt-2026-05-01-again", B)
    assert cautions(bar, again, day="2026-10-01", unseen=seen) == ()


def test_the_cautions_are_called_as_the_codebook_calls_them() -> None:
    assert [*Caution] == ["weak", "old", "disputed", "end-unseen"]


def test_several_cautions_come_in_the_codebooks_order() -> None:
    one = event(
        "iq-2013-01-01-a", P, action=Action.REPORT, until="2019", disputed="Two sources differ."
    )
    assert cautions(one, day="2020-01-01", unseen=frozenset({one.id})) == tuple(Caution)


@law
@given(covered_logs(), days)
def test_evidence_is_what_the_events_of_the_runs_say(log, day: str) -> None:
    """The same once more, from the events that set or confirm a run."""
    events, unseen = log
    held, did = folded(events, day, unseen)
    for scope, cell in held.cells.items():
        found = evidence(cell.stance, [cell], day, unseen)
        assert found.basis in {e.action for e in events if scope in did.get(e.id, {})}
        ends = (cell.began, cell.newest)
        assert STRENGTH[found.basis] >= max(STRENGTH[each.action] for each in ends)
        assert (Caution.WEAK in found.cautions) is (STRENGTH[found.basis] < STRENGTH["statement"])
        end = cell.newest.until and last_day(cell.newest.until)
        assert (Caution.END_UNSEEN in found.cautions) is bool(end and end < day)
        assert Caution.OLD not in found.cautions
    if held.headline:
        newest = max((cell.newest for cell in held.deciding), key=order)
        fades = held.headline.stance in (P, U)
        border = after(newest.last, "5y")
        for asked, old in ((eve(border), False), (border, False), (next_day(border), fades)):
            found = evidence(held.headline.stance, held.deciding, asked, unseen)
            assert (Caution.OLD in found.cautions) is old
