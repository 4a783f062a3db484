"""Spider arguments (``-a name=value``): text, read here into what it means or refused clearly."""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"0", "no", "false", "off", ""})


class ArgumentError(ValueError):
    """An argument that the person who typed it has to correct; the message says how."""


def read_arguments(known: Mapping[str, Callable[[str], Any]], given: Mapping[str, str]) -> dict[str, Any]:
    """Read the given arguments with the readers of those known; raises ArgumentError."""
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ArgumentError(f"unknown argument {unknown[0]!r}; this spider takes: {', '.join(sorted(known))}")
    values = {}
    for name, text in given.items():
        try:
            values[name] = known[name](str(text).strip())
        except ValueError as error:
            raise ArgumentError(f"{name}={text}: {error}") from None
    return values


def switch(text: str) -> bool:
    """Read 1/0, yes/no, true/false, on/off."""
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise ValueError("say 1 or 0")


def count(text: str) -> int:
    """Read a whole number of 1 or more."""
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < 1:
        raise ValueError("say a whole number of 1 or more")
    return int(text)


def depth(text: str) -> int:
    """Read a whole number of 0 or more."""
    if not re.fullmatch(r"\d{1,3}", text):
        raise ValueError("say a whole number of 0 or more")
    return int(text)


def minutes(text: str) -> float:
    """Read a time in minutes, above 0."""
    if not re.fullmatch(r"\d{1,6}(\.\d+)?", text) or float(text) <= 0:
        raise ValueError("say minutes, such as 10 or 0.5")
    return float(text)


def address(text: str) -> str:
    """Read one http(s) or file address, or the path of a file that is there; returns an address."""
    if not text:
        raise ValueError("say an address, such as https://example.org/")
    if re.match(r"https?://", text, re.IGNORECASE):
        try:
            host = urlsplit(text).hostname
            urlsplit(text).port  # noqa: B018 - raises where the port is none
        except ValueError as error:
            raise ValueError(f"not a web address ({error})") from None
        if not host:
            raise ValueError("no host in this address")
        return text
    if text.lower().startswith("file://"):
        return text
    if re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        raise ValueError("only http://, https:// and file:// addresses can be crawled")
    path = Path(text).expanduser()
    if path.is_file():
        return path.resolve().as_uri()
    raise ValueError("neither a web address (with https:// in front) nor a file that is there")


def addresses(text: str) -> list[str]:
    """Read several addresses parted by blanks, each once."""
    found = [address(part) for part in text.split()]
    if not found:
        raise ValueError("say an address, such as https://example.org/")
    return list(dict.fromkeys(found))


def address_file(text: str) -> Path | None:
    """Read the path of a file of addresses; "-" (None) is standard input."""
    if text == "-":
        return None
    path = Path(text).expanduser()
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


def read_addresses(path: Path | None) -> list[str]:
    """Read a file of addresses (None: standard input), one a line; blank lines and # comments are skipped."""
    try:
        text = path.read_text("utf-8") if path else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(f"cannot read the addresses from {path or 'standard input'}: {error}") from None
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                found.append(address(line.strip()))
            except ValueError as error:
                raise ArgumentError(
                    f"{path or 'standard input'}, line {number}: {line.strip()}: {error}"
                ) from None
    if not found:
        raise ArgumentError(f"no address in {path or 'standard input'}")
    return list(dict.fromkeys(found))
