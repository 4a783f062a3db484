"""Every source: named as its file, documented, short, and able to begin."""

import inspect
import re
from pathlib import Path

import pytest
import scrapy
from scrapy.crawler import Crawler
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

LOADER = SpiderLoader.from_settings(get_project_settings())
GENERAL = {
    "pages": {"url": "https://example.org/a https://example.org/b"},
    "feed": {"feed": "https://example.org/feed"},
    "site": {"url": "https://example.org/", "sitemap": "https://example.org/sitemap.xml"},
}
HEADINGS = ("Domain:", "Caveats:", "Arguments:")


def test_there_are_sources():
    assert {"it_boltwise", *GENERAL} <= set(LOADER.list())
    assert len(set(LOADER.list()) - set(GENERAL)) >= 6


@pytest.mark.parametrize("name", LOADER.list())
def test_a_source_is_found_under_its_name(name):
    spider = LOADER.load(name)
    file = Path(inspect.getfile(spider))
    assert file.stem == name
    assert spider.__name__ == "".join(part.title() for part in name.split("_"))
    assert len(file.read_text("utf-8").splitlines()) <= 30


@pytest.mark.parametrize("name", LOADER.list())
def test_a_source_says_what_it_is(name):
    spider = LOADER.load(name)
    text = inspect.getdoc(spider)
    assert [heading for heading in HEADINGS if heading in text] == [
        heading for heading in HEADINGS if heading != "Caveats:" or "Caveats:" in text
    ]
    if name not in GENERAL:
        assert "Feed:" in text
        assert spider.feed_url.startswith("https://")
    for argument in re.findall(r"``(\w+)``", text.partition("Arguments:")[2]):
        assert argument in spider.takes


@pytest.mark.parametrize("name", LOADER.list())
def test_a_source_builds_its_first_requests(name):
    spider = LOADER.load(name)(**GENERAL.get(name, {}))
    spider.crawler = Crawler(type(spider))
    spider.check()
    requests = list(spider.first_requests())
    assert requests
    for request in requests:
        assert isinstance(request, scrapy.Request)
        assert request.errback is not None
        assert callable(request.callback or spider.parse)
