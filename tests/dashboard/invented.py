"""When the invented jobs of these tests were last crawled, and how many there are."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
JOBS = 10_000
