"""A crawl killed with -9: what was reported as stored is stored, and nothing is there twice."""

import subprocess
import sys

from scrapers import database


def test_nothing_is_lost_and_nothing_is_there_twice():
    """The small version of the benchmark, which fails by its exit code."""
    command = [sys.executable, "-m", "benchmarks.kill", "--pages", "60", "--kills", "1", "--jobdir", "no"]
    done = subprocess.run(command, cwd=database.PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, twice 0, wrongly closed 0" in done.stdout
    assert "killed" in done.stdout
