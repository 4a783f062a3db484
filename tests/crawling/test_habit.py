"""Which day 04/05/2024 is, the source says."""

import pytest
from web import Answer, ad, crawl

NORMALIZE = ("-s", 'ITEM_PIPELINES={"scrapers.pipelines.Normalize": 100}')


@pytest.mark.parametrize(
    ("arguments", "day"),
    [((), None), (("-a", "day_first=1"), "2024-05-04"), (("-a", "day_first=0"), "2024-04-05")],
)
def test_the_source_says_which_day_it_is(web, tmp_path, arguments, day):
    web.routes["/a"] = Answer(ad("Nurse", datePosted="04/05/2024"))
    done = crawl(tmp_path, *NORMALIZE, "pages", "-a", f"url={web.url('/a')}", *arguments)
    [job] = done.jobs
    assert (job["date_posted"], job["date_posted_raw"]) == (day, "04/05/2024")
