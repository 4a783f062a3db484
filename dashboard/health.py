"""How a crawl went, in one word; what the Sources page shows and sorts by."""

from datetime import datetime, timedelta
from typing import Any

Row = dict[str, Any]

LONG = timedelta(hours=6)  # a crawl without an end for so long is more likely dead than busy
STALE = timedelta(hours=48)  # since the last success: what is listed may have changed
FEW = 0.3  # of what the source usually finds
TROUBLE = ("failed", "killed", "silent", "drop", "empty", "errors")


def of_crawl(row: Row, now: datetime) -> str:
    """ok, errors, empty, failed, killed, running or silent (no end known)."""
    if row["reason"] == "killed":
        return "killed"
    if row["ended_at"] is None:
        return "running" if now - row["started_at"] < LONG else "silent"
    if row["reason"] != "finished" or not row["pages"]:
        return "failed"
    if row["errors"]:
        return "errors"
    return "ok" if row["postings_seen"] or row["pages_unchanged"] else "empty"


def of_source(row: Row, now: datetime) -> str:
    """The same of a source by its last crawl, and drop where that found far fewer than usual."""
    state = of_crawl(row, now)
    unchanged = row["pages_unchanged"] >= row["pages"]
    if state in ("ok", "errors", "empty") and row["usual"] and not unchanged:
        return "drop" if row["postings_seen"] < FEW * row["usual"] else state
    return state


def is_stale(row: Row, now: datetime) -> bool:
    """Whether a source had its last success, or in want of one its last crawl, too long ago."""
    return now - (row["last_success"] or row["started_at"]) > STALE
