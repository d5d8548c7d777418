"""What was held over the years, as a picture: a band for each scope, years on an axis.

Places are shares of the width, so that the picture is as wide as its page and its text keeps its
size; a span shows as much of its words as it has room for, sign and first letter before the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from huaweiban.dates import days_between, last_day
from huaweiban.entities import Entity
from huaweiban.views.bands import Band, Span, headline_band, scope_bands
from website.asked import DAY, opened
from website.markup import text

_HIGH, _ROW, _AXIS = 22, 46, 20


def picture(entity: Entity) -> str:
    """The bands of an entity as SVG; nothing where it has never held a position."""
    log = opened().everything()
    scopes = scope_bands(log, entity, DAY)
    bands = [headline_band(log, entity, "headline", DAY), *(scopes if len(scopes) > 1 else ())]
    spans = [span for band in bands for span in band.spans]
    if not spans:
        return ""
    first = f"{min(span.start for span in spans)[:4]}-01-01"
    ends = [DAY, *(last_day(each["date"]) for band in bands for each in band.planned)]
    scale = _Scale(first, f"{max(ends)[:4]}-12-31")
    rows = "".join(_band(band, place, scale) for place, band in enumerate(bands))
    high = _AXIS + _ROW * len(bands)
    return (
        f'<figure><svg class="bands" width="100%" height="{high}" role="img" '
        f'aria-labelledby="bands-title bands-said"><title id="bands-title">What {text(entity.name)}'
        f' held since {first[:4]}</title><desc id="bands-said">{text(_said(bands))}</desc>'
        f"{_axis(scale, high)}{rows}</svg></figure>"
    )


class _Scale:
    """Where a day stands between the first and the last, in per cent."""

    def __init__(self, first: str, last: str) -> None:
        self.first, self.last = first, last

    def place(self, day: str) -> float:
        share = days_between(self.first, day) / days_between(self.first, self.last)
        return round(100 * share, 2)


def _said(bands: Sequence[Band]) -> str:
    return " ".join(f"{band.label}: {', '.join(map(_spoken, band.spans))}." for band in bands)


def _spoken(span: Span) -> str:
    return f"{_words(span)} {span.start} to {span.end}"


def _words(span: Span) -> str:
    return f"{span.stance} ({span.scope})" if span.scope else str(span.stance)


def _axis(scale: _Scale, high: int) -> str:
    drawn = []
    years = range(int(scale.first[:4]), int(scale.last[:4]) + 1)
    step = next(each for each in (1, 2, 5, 10) if len(years) / each <= 6)
    for year in years:
        x = scale.place(f"{year}-01-01")
        drawn.append(f'<line x1="{x}%" x2="{x}%" y1="{_AXIS}" y2="{high}"/>')
        # The last year would have no room for its number.
        if (year - years[0]) % step == 0 and x < 90:
            drawn.append(f'<text class="year" x="{x}%" y="13">{year}</text>')
    x = scale.place(DAY)
    drawn.append(f'<line class="now" x1="{x}%" x2="{x}%" y1="{_AXIS}" y2="{high}"/>')
    return f'<g class="axis">{"".join(drawn)}</g>'


def _band(band: Band, place: int, scale: _Scale) -> str:
    top = _AXIS + place * _ROW
    drawn = [f'<text class="label" x="0" y="{top + 14}">{text(band.label)}</text>']
    for span in band.spans:
        x = scale.place(span.start)
        wide = round(max(scale.place(span.end) - x, 0.3), 2)
        drawn.append(
            f'<svg class="{span.stance}" x="{x}%" y="{top + 18}" width="{wide}%" height="{_HIGH}">'
            f'<rect width="100%" height="100%"/><use href="#{span.stance}" x="10" y="3"/>'
            f'<text x="21" y="16">{text(_words(span))}</text></svg>'
        )
    for each in band.planned:
        x = scale.place(last_day(each["date"]))
        drawn.append(
            f'<svg class="due" x="{x}%" y="{top + 18}" overflow="visible">'
            '<path d="M-5 4h10L0 16z"/></svg>'
        )
    return "".join(drawn)
