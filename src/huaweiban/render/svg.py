"""The map as an SVG file: tiles, legend and footer as on the terminal, and a title for each tile.

It uses no font file, script or address, and follows the light or dark mode of the reader. Signs are
shapes, so that they do not depend on a font.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from huaweiban.events import Scope, Stance
from huaweiban.render.blocks import NO_POSITION
from huaweiban.render.colors import PAINTS, PALE
from huaweiban.render.map import caption, is_old, letters, places, spoken, writings
from huaweiban.render.text import one_line

if TYPE_CHECKING:
    from huaweiban.answers import Answer, MapOptions
    from huaweiban.results import MapResult

_SIDE, _STEP, _EDGE = 34, 38, 12
_LEAST = 620
# The approximate width of a character of the caption.
_CHARACTER = 5.6
_WORDS = (
    ".page{fill:var(--page)}"
    "svg .word,svg .small{text-anchor:start;fill:var(--ink);font-weight:400}"
    "svg .small{font-size:11px;fill:var(--faint)}.example{font-weight:700}"
)

_SIGNS = {
    Stance.BANNED: '<path d="M-5 3L5 13M-5 13L5 3"/>',
    Stance.RESTRICTED: (
        '<circle cy="8" r="5.5"/><path class="full" d="M0 2.5a5.5 5.5 0 0 0 0 11z"/>'
    ),
    Stance.PERMITTED: '<path d="M-6 8l4 5L6 3"/>',
    Stance.UNDECIDED: '<path d="M-4 5a4 3.5 0 1 1 5.5 3Q0 9 0 10.500M0 12.500v2"/>',
}


def picture(answer: Answer[MapOptions, MapResult]) -> str:
    """The map of an answer as an SVG document."""
    results = answer.results
    # A picture travels without the page around it, so it names its source.
    return tile_picture(results, answer.question.options.scopes, f"huaweiban: {caption(answer)}")


def tile_picture(
    results: Sequence[MapResult], scopes: Collection[Scope], caption: str, name: str = ""
) -> str:
    """An SVG document; `caption` is below the map, `name` is its title."""
    tiles = places(results)
    across = max((column for _, column in tiles), default=0) + 1
    down = max((row for row, _ in tiles), default=0) + 1
    width = max(across * _STEP + 2 * _EDGE, _LEAST)
    left = (width - across * _STEP) // 2 + _STEP // 2
    foot = down * _STEP + 2 * _EDGE + 12
    old = sum(map(is_old, results))
    caption_lines = textwrap.wrap(one_line(caption), int((width - 2 * _EDGE) / _CHARACTER))
    below = foot + (92 if old else 64)
    height = below + 16 * len(caption_lines)
    body = [
        _tile(result, scopes, left + column * _STEP, _EDGE + row * _STEP + _STEP // 2)
        for (row, column), result in sorted(tiles.items())
    ]
    body += _legend(results, scopes, foot)
    if old:
        body += _age(old, foot + 64)
    body += [
        f'<text class="small" x="{_EDGE}" y="{below + 16 * number}">{_seen(text)}</text>'
        for number, text in enumerate(caption_lines)
    ]
    told = name or "Where Huawei is banned, restricted, permitted or undecided"
    counts = Counter(result["stance"] for result in results)
    described = ", ".join(f"{stance or NO_POSITION} {counts[stance]}" for stance in (*Stance, None))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="graphics-document" aria-labelledby="t d">',
            f'<title id="t">{_seen(told)}</title>',
            f'<desc id="d">{_seen(described)}. {_seen(caption)}</desc>',
            f"<style>{style()}{_WORDS}</style>",
            definitions(),
            f'<path class="page" d="M0 0h{width}v{height}H0z"/>',
            *body,
            "</svg>\n",
        ]
    )


def _seen(text: str) -> str:
    # XML does not allow every character, and some are invisible.
    return escape(one_line(text))


def definitions() -> str:
    """The shapes that pictures are made of: a tile around its middle, and the signs upon it."""
    side = f'<path id="tile" d="M-{_SIDE // 2}-{_SIDE // 2}h{_SIDE}v{_SIDE}h-{_SIDE}z"/>'
    signs = (f'<g id="{stance}" class="sign">{shape}</g>' for stance, shape in _SIGNS.items())
    return "\n".join(["<defs>", side, *signs, "</defs>"])


def style() -> str:
    """The colours of tiles in light and dark mode."""
    painted = "".join(
        f".{stance}{{fill:{paint.fill};color:{'#fff' if paint.light_text else '#000'}}}"
        f".{stance}.open{{stroke:{paint.fill}}}"
        for stance, paint in PAINTS.items()
    )
    pale = "".join(
        f".{stance}.old{{fill:{light};color:#000;stroke:{PAINTS[stance].word}}}"
        for stance, (light, _) in PALE.items()
    )
    pale_in_the_dark = "".join(
        f".{stance}.old{{fill:{dark};color:#f2f2f2}}" for stance, (_, dark) in PALE.items()
    )
    return (
        ":root{--page:#fff;--ink:#1a1a1a;--none:#f1f1f1;--faint:#595959;color-scheme:light dark}"
        "@media(prefers-color-scheme:dark){:root{--page:#121212;--ink:#ededed;--none:#232323;"
        "--faint:#a8a8a8}.banned,.banned.open{stroke:#c94a4a}}"
        "svg text{font:600 13px system-ui,sans-serif;text-anchor:middle;fill:currentColor;"
        "stroke:none}"
        f"{painted}{pale}"
        f"@media(prefers-color-scheme:dark){{{pale_in_the_dark}}}"
        ".old{stroke-width:1.5;stroke-dasharray:4 3}"
        ".none{fill:var(--none);color:var(--faint)}.none text{font-weight:400}"
        ".open,.open.old{fill:var(--page);color:var(--ink);stroke-width:3}"
        ".sign{fill:none;stroke:currentColor;stroke-dasharray:none;stroke-width:2.2;stroke-linecap:round}"
        ".full{fill:currentColor;stroke:none}"
    )


def _tile(result: MapResult, scopes: Collection[Scope], x: int, y: int) -> str:
    stance = result["stance"]
    where = f" ({result['headline_scope']})" if result["headline_scope"] else ""
    marks = f", {', '.join(result['cautions'])}" if result["cautions"] else ""
    title = _seen(f"{result['name']}: {stance or NO_POSITION}{where}{marks}")
    look = "" if spoken(result, scopes) or stance is None else " open"
    look += " old" if is_old(result) else ""
    text = f'<text y="{-2 if stance else 5}">{letters(result, scopes)}</text>'
    return _square(stance, look, x, y, f"<title>{title}</title>", text)


def _square(stance: Stance | None, look: str, x: int, y: int, title: str, text: str) -> str:
    sign = f'<use href="#{stance}"/>' if stance else ""
    return (
        f'<g class="{stance or "none"}{look}" transform="translate({x} {y})">{title}'
        f'<use href="#tile"/>{text}{sign}</g>'
    )


def _age(number: int, y: int) -> Iterable[str]:
    yield f'<g transform="translate({_EDGE} {y}) scale(.6)">'
    yield _square(Stance.PERMITTED, " old", 17, 0, "", "").replace(
        '<use href="#permitted"/>', '<use href="#permitted" y="-8"/>'
    )
    words = f"pale, with a broken edge: last confirmed more than 5 years earlier: {number}"
    yield f'</g><text class="word" x="{_EDGE + 28}" y="{y + 5}">{words}</text>'


def _legend(results: Sequence[MapResult], scopes: Collection[Scope], y: int) -> Iterable[str]:
    counts = Counter(result["stance"] for result in results)
    x = _EDGE
    for stance in Stance:
        words = f"{stance} {counts[stance]}"
        yield f'<g transform="translate({x} {y}) scale(.6)">'
        yield _square(stance, "", 17, 0, "", "").replace(
            f'<use href="#{stance}"/>', f'<use href="#{stance}" y="-8"/>'
        )
        yield f'</g><text class="word" x="{x + 28}" y="{y + 5}">{words}</text>'
        x += 148
    x = _EDGE
    for example, words, count in writings(results, scopes):
        yield (
            f'<text class="word" x="{x}" y="{y + 36}">'
            f'<tspan class="example">{example}</tspan>: {_seen(words)} {count}</text>'
        )
        x += 7 * len(f"{example}: {words} {count}") + 20
