import psycopg
import pytest
from storage.conftest import crawl  # noqa: F401 - a fixture
from storage.samples import employed
from web import scrapy


@pytest.fixture
def jobs(crawl, connection):  # noqa: F811
    """One job of two postings, and another; reads jobs as lists of postings."""
    crawl(employed(), employed(url="https://other.example/1"), employed("Koch\x1b[2J", n=2))

    def read() -> list[list[int]]:
        found = "SELECT array_agg(id ORDER BY id) FROM posting GROUP BY job_id ORDER BY 1"
        return [ids for (ids,) in connection.execute(found).fetchall()]

    return read


def ids(connection: psycopg.Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT DISTINCT job_id FROM posting ORDER BY 1").fetchall()]


def test_split_shows_then_parts_then_undoes(jobs, connection):
    (one, two), _ = jobs()
    job, _ = ids(connection)
    shown = scrapy("split", str(job))
    assert (shown.code, shown.log) == (0, "")
    assert shown.out.splitlines() == [
        f"job {job}",
        f"  posting {one}  Data Engineer · Acme GmbH · Berlin · jobs.example",
        f"  posting {two}  Data Engineer · Acme GmbH · Berlin · other.example",
    ]
    assert scrapy("split", str(job), str(two)).code == 0
    assert [one] in jobs() and [two] in jobs()
    new = ids(connection)[-1]
    assert scrapy("split", "--undo", str(job), str(new)).out.splitlines()[0] == f"job {job}"
    assert [one, two] in jobs()


def test_merge_joins_and_undoes(jobs, connection):
    job, other = ids(connection)
    done = scrapy("merge", str(job), str(other))
    assert (done.code, done.log) == (0, "") and "\x1b" not in done.out and "Koch" in done.out
    assert len(jobs()) == 1
    assert scrapy("merge", "--undo", str(job)).code == 0
    assert len(jobs()) == 2


@pytest.mark.parametrize(
    ("code", "says", "arguments"),
    [
        (1, "merge: there is no job 998, 999", ["merge", "999", "998"]),
        (1, "split: there is no job 999", ["split", "999"]),
        (2, "'job?id=1' is no number", ["split", "job?id=1"]),
        (2, "scrapy merge JOB JOB", ["merge", "1"]),
        (2, "scrapy split JOB", ["split", "--undo", "1"]),
    ],
)
def test_what_cannot_be_is_said(database_url, code, says, arguments):
    done = scrapy(*arguments)
    assert (done.code, done.out) == (code, "") and says in done.log and "Traceback" not in done.log
