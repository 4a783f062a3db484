"""Payloads in which web frameworks send a page's state, made into the values they mean."""

import re
from collections.abc import Iterator
from typing import Any

from scrapers.extraction.lenient_json import load, load_all, string_at

MOST_PARTS = 200_000
MOST_DEPTH = 60

_REACTIVE = {"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "NuxtError"}
_PUSH = re.compile(r"__next_f\s*\.push\(\s*\[\s*1\s*,\s*(?=[\"'])")
_ROW = re.compile(r"([0-9a-f]{1,8}):")
_ARGUMENTS = re.compile(r"__NUXT__\s*=\s*\(?function\s*\(([\w$,\s]*)\)\s*\{")


# --- devalue (Nuxt 3, SvelteKit, React Router): parts that refer to one another by index ------------------


def hydrated(value: Any) -> Any:
    """A payload that refers to its parts by index as the value it means; any other value as it is."""
    if not isinstance(value, list) or len(value) < 4:
        return value
    first = value[0]
    if isinstance(first, list):
        refers = len(first) == 2 and first[0] in _REACTIVE and _is_index(first[1])
    else:
        refers = isinstance(first, dict) and bool(first) and all(map(_is_index, first.values()))
    return _revived(value) if refers else value


def _is_index(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _revived(parts: list[Any]) -> Any:
    """The value of the first part; containers hold indexes of their members, and each part is made once."""
    made: dict[int, Any] = {}
    root: list[Any] = [None]
    tasks: list[tuple[Any, Any, Any, int]] = [(root, 0, 0, 0)]
    for _ in range(MOST_PARTS):
        if not tasks:
            break
        holder, key, index, depth = tasks.pop()
        index = _behind_marks(parts, index)
        if not _is_index(index) or not 0 <= index < len(parts) or depth > MOST_DEPTH:
            continue
        part = parts[index]
        if isinstance(part, list) and part and isinstance(part[0], str):
            # A tagged value; of the tags only a set is a list, and only a date says something by itself.
            if part[0] != "Set":
                holder[key] = part[1] if part[0] == "Date" and len(part) > 1 else None
                continue
            part = part[1:]
        if not isinstance(part, (dict, list)):
            holder[key] = part
            continue
        if index not in made:
            made[index] = {} if isinstance(part, dict) else [None] * len(part)
            members = _named(parts, part) if isinstance(part, dict) else enumerate(part)
            tasks.extend((made[index], name, inner, depth + 1) for name, inner in reversed(list(members)))
        holder[key] = made[index]
    return root[0]


def _named(parts: list[Any], part: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Members of an object; a name of the form "_7" stands in the list as well (React Router)."""
    for name, inner in part.items():
        if name[:1] == "_" and name[1:].isdigit() and int(name[1:]) < len(parts):
            name = parts[int(name[1:])]
        if isinstance(name, str):
            yield name, inner


def _behind_marks(parts: list[Any], index: Any) -> Any:
    """The index of what is marked as reactive: the mark says nothing about the value."""
    for _ in range(5):
        if not _is_index(index) or not 0 <= index < len(parts):
            break
        part = parts[index]
        if not (
            isinstance(part, list) and len(part) == 2 and isinstance(part[0], str) and part[0] in _REACTIVE
        ):
            break
        index = part[1]
    return index


# --- Flight data (Next.js): rows pushed in pieces ---------------------------------------------------------


def pushed_strings(script: str) -> Iterator[str]:
    """The pieces of flight data that a script pushes."""
    position = 0
    while match := _PUSH.search(script, position):
        position = match.end()
        if literal := string_at(script, position):
            position = literal[1]
            yield literal[0]


def flight_rows(text: str) -> Iterator[tuple[str, Any]]:
    """Rows of flight data that hold lists or objects, with the long texts that they refer to.

    A row is "5:{…}" and a line end, or "6:T1a2," and a text of so many bytes (in base 16).
    """
    texts: dict[str, str] = {}
    rows: list[tuple[str, Any]] = []
    position = 0
    while match := _ROW.match(text, position):
        position = match.end()
        if text.startswith("T", position):
            comma = text.find(",", position, position + 12)
            try:
                size = int(text[position + 1 : comma], 16)
            except ValueError:
                break
            content = (
                text[comma + 1 : comma + 1 + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
            )
            texts["$" + match[1]] = content
            position = comma + 1 + len(content)
            continue
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if text.startswith(("[", "{"), position):
            rows.extend((match[1], value) for value in load_all(text[position:end])[:1])
        position = end + 1
    for row, value in rows:
        yield row, replaced(value, texts)


# --- Names that stand for values --------------------------------------------------------------------------


def arguments(script: str) -> dict[str, Any]:
    """What the short names of a payload (function(a,b){return {…}})("x",1) stand for (Nuxt 2)."""
    head = _ARGUMENTS.search(script)
    if not head:
        return {}
    call = script.rstrip().rstrip(";").rstrip(")")
    start = call.rfind("}(")
    passed = load(f"[{call[start + 2 :]}]") if start > head.end() else None
    names = [name.strip() for name in head[1].split(",")]
    return dict(zip(names, passed, strict=False)) if isinstance(passed, list) else {}


def replaced(value: Any, meanings: dict[str, Any]) -> Any:
    """The value, its strings that stand for something else replaced in place."""
    stack = [value] if meanings else []
    while stack:
        holder = stack.pop()
        if not isinstance(holder, (dict, list)):
            continue
        for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(inner, str):
                if inner in meanings:
                    holder[key] = meanings[inner]
            elif isinstance(inner, (dict, list)):
                stack.append(inner)
    return value
