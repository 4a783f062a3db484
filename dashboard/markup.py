"""Bits of HTML: links and tables. All from pages is text and escaped; only http(s) addresses are linked."""

import html
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

NUMBER = ' class="number"'


def is_web(url: str | None) -> bool:
    """Whether a browser may follow the address safely."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def link(url: str | None, inner: str, seen: int | None = None) -> str:
    """``inner`` (HTML) as a link in a new tab, or alone where the address is not a plain http(s) one.

    ``seen``: the job that counts as seen when the link is followed.
    """
    if not is_web(url):
        return inner
    told = "" if seen is None else f' data-seen="{seen}"'
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer"{told}>{inner}</a>'


def tag(text: str, kind: str = "") -> str:
    """A small label."""
    return f'<span class="tag {kind}">{html.escape(text)}</span>'


def cells(values: Iterable[object]) -> str:
    """A table line of texts; the first heads it, numbers stand right."""
    first, *others = ("" if value is None else value for value in values)
    made = [f'<th scope="row">{html.escape(str(first))}</th>']
    for value in others:
        kind = ' class="number"' if isinstance(value, int | float) else ""
        made.append(f"<td{kind}>{html.escape(str(value))}</td>")
    return f"<tr>{''.join(made)}</tr>"


def grid(
    headings: Iterable[str], lines: Iterable[str], caption: str = "", numeric: Collection[str] = ()
) -> str:
    """A table of ready lines (HTML) under headings (text); wider than the screen, it scrolls by itself.

    ``numeric``: headings that stand right, as the numbers below them do.
    """
    head = "".join(
        f'<th scope="col"{NUMBER if heading in numeric else ""}>{html.escape(heading)}</th>'
        for heading in headings
    )
    said = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="scroll" tabindex="0"><table class="facts">{said}<thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )
