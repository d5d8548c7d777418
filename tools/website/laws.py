"""The page of a legal instrument."""

from __future__ import annotations

from huaweiban.laws import Law
from huaweiban.render.laws import facts as known
from website import api
from website.asked import asked
from website.frame import Page
from website.markup import UP, facts, items, link, linked, of_entity, section, sources, text


def page(law: Law) -> Page:
    """The page of an instrument; of one that was withdrawn, too, which says so first."""
    (result,) = asked("laws", names=[law.id]).results
    gone = (
        f'<p class="gone">Withdrawn on {law.withdrawn}, and counted for nothing since: '
        f"{text(law.withdrawn_reason or '')}</p>"
        if law.withdrawn
        else ""
    )
    several = ("event", "under it", "term")
    told = [("entity", of_entity(law.entity))]
    told += [
        (label, f'<span lang="und">{text(value)}</span>' if label == "original" else linked(value))
        for label, value in known(result)
        if label not in several
    ]
    address = f"{api.ROOT}/laws/{law.id}.json"
    line = f"{link(UP + address, 'laws')}: <code>{text(api.line('laws', law.id))} --json</code>"
    body = (
        f'{gone}<p class="headline">{text(law.summary)}</p>'
        + section("What is known", facts(told))
        + "".join(
            section(title, items(linked(value) for label, value in known(result) if label == which))
            for which, title in zip(
                several, ("Events that tell of it", "Made under it", "What is due"), strict=True
            )
        )
        + section("Sources", sources(result["sources"]))
        + section("For programs", items([line]))
    )
    return Page(
        f"law/{law.id}/",
        f"{result['name']}: {law.title}",
        law.summary,
        body,
        [(address, "application/json", "The instrument as JSON")],
    )
