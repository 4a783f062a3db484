import pytest

from scrapers.crawling import arguments
from scrapers.crawling.arguments import ArgumentError, read_arguments

KNOWN = {
    "url": arguments.addresses,
    "urls": arguments.address_file,
    "limit": arguments.count,
    "depth": arguments.depth,
    "minutes": arguments.minutes,
    "details": arguments.switch,
}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"url": "https://a.example/x"}, {"url": ["https://a.example/x"]}),
        ({"url": " https://a.example/x\n http://b.example  https://a.example/x "},
         {"url": ["https://a.example/x", "http://b.example"]}),
        ({"url": "https://a.example/x,y"}, {"url": ["https://a.example/x,y"]}),  # a comma is part of it
        ({"url": "file:///tmp/page.html"}, {"url": ["file:///tmp/page.html"]}),
        ({"urls": "-"}, {"urls": None}),
        ({"limit": "3", "depth": "0"}, {"limit": 3, "depth": 0}),
        ({"minutes": "0.5"}, {"minutes": 0.5}),
        ({"details": "1"}, {"details": True}),
        ({"details": "no"}, {"details": False}),
    ],
)  # fmt: skip
def test_arguments_are_read(given, read):
    assert read_arguments(KNOWN, given) == read


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ulr": "https://a.example"}, "unknown argument 'ulr'; this spider takes: depth, details,"),
        ({"url": ""}, "say an address"),
        ({"url": "a.example/jobs"}, "neither a web address (with https:// in front) nor a file"),
        ({"url": "ftp://a.example/"}, "only http://, https:// and file://"),
        ({"url": "http://"}, "no host"),
        ({"url": "http://[x]/"}, "not a web address"),
        ({"url": "http://a.example:99999/"}, "not a web address"),
        ({"urls": "/no/such/file"}, "no such file"),
        ({"limit": "0"}, "limit=0: say a whole number of 1 or more"),
        ({"limit": "-3"}, "whole number"),
        ({"limit": "ten"}, "whole number"),
        ({"depth": "1.5"}, "whole number of 0 or more"),
        ({"minutes": "0"}, "say minutes"),
        ({"minutes": "inf"}, "say minutes"),
        ({"details": "maybe"}, "say 1 or 0"),
    ],
)
def test_what_is_wrong_is_said(given, words):
    with pytest.raises(ArgumentError) as raised:
        read_arguments(KNOWN, given)
    assert words in str(raised.value)


def test_a_path_becomes_a_file_address(tmp_path):
    page = tmp_path / "a page.html"
    page.touch()
    assert arguments.address(str(page)) == page.as_uri()


def test_addresses_of_a_file(tmp_path):
    file = tmp_path / "urls.txt"
    file.write_text("# these\nhttps://a.example/\n\n  http://b.example/x  \nhttps://a.example/\n")
    assert arguments.read_addresses(file) == ["https://a.example/", "http://b.example/x"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"https://a.example/\nb.example\n", "line 2: b.example: neither"),
        (b"# nothing\n", "no address in"),
        (b"\xff\xfe\x00", "cannot read the addresses from"),
    ],
)
def test_a_bad_file_of_addresses_is_said(tmp_path, content, words):
    file = tmp_path / "urls.txt"
    file.write_bytes(content)
    with pytest.raises(ArgumentError) as raised:
        arguments.read_addresses(file)
    assert words in str(raised.value)
