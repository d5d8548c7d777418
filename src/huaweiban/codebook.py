"""The codebook's terms, read from its own text: a heading of the third level is a term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huaweiban.results import TermResult


def terms(text: str) -> list[TermResult]:
    """Every term of a codebook in Markdown, in order, with its section and its definition."""
    return list(_terms(text.splitlines()))


def matching(found: list[TermResult], text: str) -> list[TermResult]:
    """The terms with a name, in any section; a number means a rule.

    If no term has the name, it may be a section in the singular: `rule` gives all rules; or a value
    that a table of a term defines: `power` gives `reach`.
    """
    wanted = " ".join(each.lstrip("0") or each for each in text.lower().split())
    wanted = _ALSO.get(wanted, wanted)
    named = [each for each in found if each["term"].lower() in (wanted, f"rule {wanted}")]
    if not named:
        named = [each for each in found if each["section"].lower() in (wanted, f"{wanted}s")]
    return named or [each for each in found if f"\n| `{wanted}` |" in each["text"]]


# Headings and values in tables that are not terms, and the term that defines each.
_ALSO = {
    "on record since": "since",
    "last confirmed": "confirmed",
    "may have ended": "end unseen",
    "planned": "planned date",
    "ahead": "planned date",
    "passed": "planned date",
    "met": "planned date",
    "missed": "planned date",
    "kind": "entities",
    "entity": "entities",
}


def markdown(found: Sequence[TermResult]) -> str:
    """Terms in Markdown as in the codebook: a heading for each, below that of its section."""
    parts, section = list[str](), ""
    for each in found:
        if each["section"] != section:
            section = each["section"]
            parts.append(f"## {section}")
        parts += [f"### {each['term']}", each["text"]]
    return "\n\n".join(parts) + "\n"


def definition(found: list[TermResult], section: str, term: str) -> str:
    """The first line of a term's definition."""
    texts = (each["text"] for each in found if (each["section"], each["term"]) == (section, term))
    return next(texts, "").partition("\n")[0]


def rules_on(found: list[TermResult], text: str) -> list[str]:
    """The rules in which a text occurs."""
    return [each["term"] for each in found if each["section"] == "Rules" and text in each["text"]]


def _terms(lines: list[str]) -> Iterator[TermResult]:
    section, term, body = "", "", list[str]()
    for line in [*lines, "## end"]:
        if not line.startswith(("## ", "### ")):
            body.append(line)
            continue
        if term:
            yield {"term": term, "section": section, "text": "\n".join(body).strip()}
        heading = line.lstrip("# ").strip().strip("`")
        section, term = (section, heading) if line.startswith("### ") else (heading, "")
        body = []
