import os
import signal
import subprocess
import sys

import pytest
from web import FAST, NO_STORE, PROJECT, Answer, ad, ads, crawl

PAGES = [f"/{number}" for number in range(100)]


@pytest.fixture
def site(web):
    for path in PAGES:
        web.routes[path] = Answer(ad(f"Nurse {path[1:]}"))
    return web


def interrupted(site, folder, number, at):
    """Run a crawl that gets a signal when a page is asked for; returns its exit code and log."""
    command = [sys.executable, "-m", "scrapy", "crawl", "pages", "-a", "urls=-", *FAST, *NO_STORE]
    with subprocess.Popen(
        [*command, "-s", f"JOBDIR={folder}"],
        cwd=PROJECT,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        site.routes[at].before = lambda: child.send_signal(number)
        _, log = child.communicate("\n".join(map(site.url, PAGES)), timeout=60)
        site.routes[at].before = None
    return child.returncode, log


def resumed(site, folder, tmp_path):
    return crawl(
        tmp_path, "pages", "-a", "urls=-", "-s", f"JOBDIR={folder}", stdin="\n".join(map(site.url, PAGES))
    )


def test_a_crawl_that_was_interrupted_goes_on(site, tmp_path):
    code, log = interrupted(site, tmp_path / "job", signal.SIGINT, at="/9")
    assert code == 0
    assert "Run again with the same JOBDIR" in log
    first = site.pages()
    assert first == PAGES[: len(first)]
    assert 10 <= len(first) <= 12  # nobody waits for what was only about to be asked
    site.asked.clear()
    done = resumed(site, tmp_path / "job", tmp_path)
    assert site.pages() == PAGES[len(first) :]
    assert len(done.jobs) == len(PAGES) - len(first)


def test_a_crawl_that_was_killed_begins_anew(site, tmp_path):
    code, _ = interrupted(site, tmp_path / "job", signal.SIGKILL, at="/9")
    assert code == -signal.SIGKILL
    site.asked.clear()
    done = resumed(site, tmp_path / "job", tmp_path)
    assert "was killed" in done.log
    assert site.pages() == PAGES
    assert len(done.jobs) == len(PAGES)


def test_ads_fit_into_a_job_folder(web, tmp_path):
    web.routes["/list"] = Answer(ads(("Nurse", web.url("/nurse")), ("Cook", web.url("/cook"))))
    web.routes["/nurse"] = Answer(ad("Nurse", description="In Bonn."))
    url = f"url={web.url('/list')}"
    done = crawl(tmp_path, "pages", "-a", url, "-a", "details=1", "-s", f"JOBDIR={tmp_path / 'job'}")
    assert done.stats["scheduler/enqueued/disk"] == 3
    assert "scheduler/enqueued/memory" not in done.stats
    assert {(job["title"], job["description"], job["gone"]) for job in done.jobs} == {
        ("Nurse", "In Bonn.", False),
        ("Cook", None, True),
    }


def test_a_crawl_that_was_complete_begins_anew(site, tmp_path):
    for _ in range(2):
        done = resumed(site, tmp_path / "job", tmp_path)
        assert "was killed" not in done.log
        assert len(done.jobs) == len(PAGES)
    assert site.pages() == PAGES * 2
