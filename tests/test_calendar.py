"""`deadlines --format ics`: files read one after the other by a calendar leave what is due."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asking import results
from conftest import Ask
from icalendar import Calendar
from own_log import line, written


class Shelf:
    """A calendar as RFC 5546 keeps one: of two entries with a UID the newer one counts."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}

    def read(self, text: str) -> Shelf:
        calendar = Calendar.from_ical(text)
        uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
        assert len(uids) == len({*uids})
        for event in calendar.walk("VEVENT"):
            assert event.errors == []
            old = self.entries.get(str(event["UID"]))
            if old is None or _age(old) <= _age(event):
                self.entries[str(event["UID"])] = event
        return self

    @property
    def stands(self) -> dict[str, str]:
        """The days that are still due, by UID."""
        return {
            uid: event["DTSTART"].dt.isoformat()
            for uid, event in self.entries.items()
            if event["STATUS"] == "CONFIRMED"
        }


def _age(event: Any) -> tuple[int, Any]:
    return event["SEQUENCE"], event["DTSTAMP"].dt


def ban(id: str, date: str, **more: Any) -> dict[str, Any]:
    given = {"deadline": "2027-06-30", "what": "gear in the core", **more}
    return line(id, date, "banned", **given)


@pytest.fixture
def read(ask: Ask, tmp_path: Path) -> Any:
    """Reads a log's calendar into a shelf, as of a day."""

    def reading(shelf: Shelf, *lines: dict[str, Any], options: tuple[str, ...] = ()) -> Shelf:
        log = str(written(tmp_path / "log.jsonl", *lines))
        told = ask("deadlines", "--format", "ics", "--data", log, "--data-only", *options)
        assert told.code == 0, told.err
        return shelf.read(told.out)

    return reading


SET = ban("de-2024-a", "2024-01-05")
MOVED = ban(
    "de-2025-b", "2025-02-01", deadline="2028-06-30", follows="de-2024-a", outcome="moved",
    added="2026-11-24",
)  # fmt: skip
AGAIN = ban(
    "de-2026-c", "2026-03-01", deadline="2027-01-31", follows="de-2025-b", outcome="moved",
    added="2026-11-24",
)  # fmt: skip
LIFTED = line("de-2026-d", "2026-04-01", "permitted", added="2026-11-25")
KEY = "de-2024-a-deadline@huaweiban"


def test_a_date_that_was_moved_keeps_its_entry(read: Any) -> None:
    shelf = read(Shelf(), SET)
    assert shelf.stands == {KEY: "2027-06-30"}
    assert read(shelf, SET, MOVED).stands == {KEY: "2028-06-30"}
    assert read(shelf, SET, MOVED, AGAIN).stands == {KEY: "2027-01-31"}
    entry = shelf.entries[KEY]
    assert "gear in the core" in entry["SUMMARY"]
    assert "Moved from 2027-06-30\\, then 2028-06-30." in entry["DESCRIPTION"].to_ical().decode()
    # An older file that is read once more takes nothing back.
    assert read(shelf, SET).stands == {KEY: "2027-01-31"}


def test_a_file_of_a_past_day_is_older_than_one_of_today(read: Any) -> None:
    whole = (SET, MOVED, AGAIN, LIFTED)
    shelf = Shelf()
    for day, stands in [
        ("2024-06-01", {KEY: "2027-06-30"}),
        ("2025-06-01", {KEY: "2028-06-30"}),
        ("2026-03-15", {KEY: "2027-01-31"}),
        ("today", {}),
    ]:
        assert read(shelf, *whole, options=("--as-of", day)).stands == stands
    assert shelf.entries[KEY]["STATUS"] == "CANCELLED"
    assert "No longer due: the position that set it has changed (de-2026-d)." in str(
        shelf.entries[KEY]["DESCRIPTION"]
    )
    assert not shelf.entries[KEY].walk("VALARM")


@pytest.mark.parametrize(
    "newer",
    [
        (SET, LIFTED),
        ({**SET, "withdrawn": "2026-11-20", "withdrawn_reason": "It was another country."},),
        (SET, ban("de-2025-e", "2025-02-01", deadline=None, follows="de-2024-a", outcome="met",
                  what=None, added="2026-11-24")),
        (SET, line("de-2025-f", "2025-02-01", follows="de-2024-a", outcome="moved")),
        ({**SET, "until": "2025-01-01"},),
    ],
    ids=["lifted", "withdrawn", "met", "moved to no day", "ended"],
)  # fmt: skip
def test_a_date_that_fell_away_is_cancelled_without_past(read: Any, newer: Any) -> None:
    shelf = read(Shelf(), SET)
    assert shelf.stands == {KEY: "2027-06-30"}
    assert read(shelf, *newer).stands == {}


def test_a_date_that_comes_back_stands_again(read: Any) -> None:
    lifted = {**LIFTED, "date": "2026-01-10", "until": "2026-06-30", "stance": "banned"}
    restricted = {**SET, "stance": "restricted"}
    shelf = Shelf()
    for day, stands in [("2025", [KEY]), ("2026-05-01", []), ("today", [KEY])]:
        read(shelf, restricted, lifted, options=("--as-of", day))
        assert [uid for uid in shelf.stands if uid == KEY] == stands, day


def test_a_date_corrected_in_the_log_moves_in_the_calendar(read: Any) -> None:
    shelf = read(Shelf(), SET, MOVED)
    wrong = {**MOVED, "deadline": "2029-01-01", "modified": "2026-11-26"}
    assert read(shelf, SET, wrong).stands == {KEY: "2029-01-01"}
    gone = {**MOVED, "withdrawn": "2026-11-27", "withdrawn_reason": "It was no decision."}
    assert read(shelf, SET, gone).stands == {KEY: "2027-06-30"}


def test_an_entry_is_kept_by_who_told_the_date_first(read: Any) -> None:
    """An event found later, of an earlier day, sets the same date."""
    found = ban("de-2023-a", "2023-03-03", added="2026-11-27")
    assert read(read(Shelf(), SET), SET, found).stands == {KEY: "2027-06-30"}


def test_an_entry_says_what_is_due_and_on_whose_word(own: Ask) -> None:
    text = own("deadlines", "gb", "--past", "--format", "ics").out
    calendar = Calendar.from_ical(text)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Huawei: planned dates"
    assert calendar["REFRESH-INTERVAL"].dt.days == 1
    told = {str(each["UID"]): each for each in calendar.walk("VEVENT")}
    entry = told["gb-2020-01-28-core-out-deadline@huaweiban"]
    (event,) = results(own, "show", "gb-2022-10-13-core-moved")
    assert entry["URL"] == next(each["url"] for each in event["sources"] if each["url"])
    for words in (event["summary"], event["sources"][0]["publisher"], event["id"]):
        assert words in entry["DESCRIPTION"]
    assert entry["LAST-MODIFIED"].dt.date().isoformat() == event["added"]


@pytest.mark.parametrize("own_log", [True, False])
@pytest.mark.parametrize("options", [[], ["--as-of", "2021"], ["--within", "2y"], ["--in", "eu"]])
def test_what_stands_is_what_deadlines_tell(
    own: Ask, ask: Ask, own_log: bool, options: list[str]
) -> None:
    asked = own if own_log else ask
    told = results(asked, "deadlines", *options)
    stands = Shelf().read(asked("deadlines", *options, "--format", "ics").out).entries.values()
    due = [each for each in stands if each["STATUS"] == "CONFIRMED" and each.walk("VALARM")]
    ahead = [each for each in told if each["status"] == "ahead"]
    assert len(due) == len(ahead) > 0
    for each in ahead:
        assert any(f"{each['date']} (" in entry["SUMMARY"] for entry in due)


def test_bundled_files_of_rising_days_leave_what_is_due_today(ask: Ask) -> None:
    shelf = Shelf()
    for day in ("2019", "2020-09", "2021", "2022-06", "2023", "2024", "2025", "today"):
        shelf.read(ask("deadlines", "--format", "ics", "--as-of", day).out)
    ahead = {uid: day for uid, day in shelf.stands.items() if day >= "2026-11-22"}
    fresh = Shelf().read(ask("deadlines", "--format", "ics").out).stands
    assert ahead == {uid: day for uid, day in fresh.items() if day >= "2026-11-22"}
