import time

import pytest
from web import Answer, ad, crawl

from scrapers.crawling.backoff import longer


@pytest.mark.parametrize(
    ("delay", "retry_after", "after"),
    [
        (1.0, None, 2.0),
        (1.0, b"5", 5.0),
        (4.0, b"5", 8.0),
        (1.0, b"86400", 60.0),
        (50.0, None, 60.0),
        (1.0, b"Fri, 20 Nov 2026 09:30:00 GMT", 2.0),
        (1.0, b"-1", 2.0),
        (1.0, "٣".encode(), 2.0),
        (0.0, None, 0.0),  # somebody who asked for no delay gets none
    ],
)
def test_how_long_to_wait(delay, retry_after, after):
    assert longer(delay, retry_after) == after


def test_a_host_that_has_too_much_is_asked_less_often(web, tmp_path):
    times = []
    web.routes["/a"] = Answer(
        status=429, headers={"Retry-After": "1"}, before=lambda: times.append(time.monotonic())
    )
    web.routes["/b"] = Answer(ad("Nurse"), before=lambda: times.append(time.monotonic()))
    crawl(tmp_path, "pages", "-a", f"url={web.url('/a')} {web.url('/b')}")
    assert len(times) == 2
    assert times[1] - times[0] > 0.4  # one second, half of it by chance
