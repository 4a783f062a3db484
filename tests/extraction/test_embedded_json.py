"""Jobs in scripts and attributes of pages."""

# ruff: noqa: E501  (a case of a table stands on one line)

import html
import json

import pytest

from scrapers.extraction.embedded_json import find
from scrapers.extraction.page import Page

JOBS = [
    {
        "title": "Gärtner (m/w/d)",
        "company": "Nordlicht GmbH",
        "city": "Kiel",
        "url": "https://example.org/job/1",
    },
    {
        "title": "Data Engineer (m/w/d)",
        "company": "Tide AG",
        "city": "Graz",
        "url": "https://example.org/job/2",
    },
]
TITLES = [job["title"] for job in JOBS]
TEXT = json.dumps({"articles": [{"title": "News", "url": "/news/1"}], "widget": {"jobs": JOBS}})
LITERAL = (
    "{widget: {jobs: [{title: 'Gärtner (m/w/d)', company: 'Nordlicht GmbH', url: 'https://example.org/job/1'},"
    " {title: 'Data Engineer (m/w/d)', company: 'Tide AG', url: 'https://example.org/job/2'},]}}"
)


def script(text, attributes=""):
    return f"<script{' ' if attributes else ''}{attributes}>{text}</script>"


def devalue():
    """The payload of an application that refers to its parts by index."""
    parts = [{"data": 1, "when": 2}, ["ShallowReactive", 3], ["Date", "2026-01-01"], {"jobs": 4}, [5, 6]]
    for number, job in enumerate(JOBS):
        parts.append({key: 7 + 4 * number + index for index, key in enumerate(job)})
    return parts + [value for job in JOBS for value in job.values()]


def streamed():
    """The same with the names of members in the list too."""
    parts = [{"_1": 2}, "jobs", [3, 4]]
    names = list(JOBS[0])
    first_name, first_value = 5, 5 + len(names)
    for number in range(len(JOBS)):
        parts.append({f"_{first_name + i}": first_value + number * len(names) + i for i in range(len(names))})
    return parts + names + [value for job in JOBS for value in job.values()]


def flight(size=40):
    """The same as rows of flight data, pushed in pieces; a long text stands in a row of its own."""
    text = "Wir gärtnern. " * 3
    jobs = [JOBS[0] | {"description": "$5"}, JOBS[1]]
    rows = f'1:["$","div",null,{{"children":"x"}}]\n5:T{len(text.encode()):x},{text}6:{json.dumps({"jobs": jobs})}\n'
    pieces = [rows[start : start + size] for start in range(0, len(rows), size)]
    return "".join(script(f"self.__next_f.push([1,{json.dumps(piece)}])") for piece in pieces)


PAGES = {
    "JSON script": script(TEXT, 'type="application/json" id="__NEXT_DATA__"'),
    "assignment": script(f"window.__STATE__ = {TEXT};"),
    "assignment after code": script(f"(function(){{ if (a) {{ b({{}}) }} }})(); window.x = window.x || {{}}; x.state={TEXT}; run()"),
    "assignment to a member": script(f"Board.embed['jobs'] = {json.dumps(JOBS)};"),
    "literal": script(f"var board = {LITERAL};"),
    "argument": script(f"mount(document.body, {json.dumps('root')}); hydrate({TEXT});"),
    "second argument": script(f"extend(window.board, {TEXT});"),
    "member of a literal that is code": script(f"new App({{el: '#app', run() {{ return 1 }}, jobs: {json.dumps(JOBS)} }})"),
    "parsed string": script(f"var state = JSON.parse({json.dumps(TEXT)});"),
    "parsed string in single quotes": script("var state = JSON.parse('" + TEXT.replace('"', '\\u0022') + "');"),
    "parsed and percent-encoded": script('x = JSON.parse(decodeURIComponent("' + TEXT.replace('"', "%22").replace("{", "%7B", 1) + '"))'),
    "attribute": f'<div data-props="{html.escape(TEXT)}"></div>',
    "attribute in single quotes": f"<div data-props='{TEXT}'></div>",
    "attribute named for jobs": f'<job-list :jobs="{html.escape(json.dumps(JOBS))}"></job-list>',
    "devalue": script(json.dumps(devalue()), 'type="application/json" id="__NUXT_DATA__"'),
    "call with arguments": script(
        'window.__NUXT__=(function(a,b,c){return {data:[{jobs:[{title:a,company:b,url:"https://example.org/job/1"},{title:c,company:b,url:"https://example.org/job/2"}]}]}}'
        f'({json.dumps(TITLES[0])},"Tide AG",{json.dumps(TITLES[1])}));'
    ),
    "stream": script(f"window.__context.streamController.enqueue({json.dumps(json.dumps(streamed()))});"),
    "member of code": script(f"kit.start(app, document.body, {{ base: new URL('.', location), data: [{{type: 'data', data: {LITERAL}}}] }});"),
    "flight data": flight(),
    "broken script": script(f"window.__STATE__ = {TEXT.replace('}]}}', '},]}}')};"),
}  # fmt: skip


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_finds_jobs(body):
    found = find(
        Page(
            f"<html><head><title>Tech news</title></head><body>{body}</body></html>",
            "https://example.org/news/1",
        )
    )
    assert [posting.title for posting in found] == TITLES
    assert [posting.url for posting in found] == ["https://example.org/job/1", "https://example.org/job/2"]
    assert {posting.origin for posting in found} == {"embedded-json"}


BOX = (
    '<div class="jobs"><h3>Stellenangebote</h3><ul><li><a href="https://example.org/job/1">Gärtner (m/w/d)</a></li>'
    '<li><a href="https://example.org/job/2">Data Engineer (m/w/d)</a></li>'
    '<li><a href="https://example.org/job/3">Koch (m/w/d)</a></li></ul></div>'
)


def test_boxes_that_scripts_keep_as_html():
    body = script("placements = " + json.dumps({"ads": {"17": {"content": BOX}}}))
    found = find(Page(f"<html><body><p>News</p>{body}</body></html>", "https://example.org/news/1"))
    assert [(posting.title, posting.origin) for posting in found] == [
        (title, "embedded-json") for title in [*TITLES, "Koch (m/w/d)"]
    ]
    assert found[0].where.startswith("script[1] placements $.ads.17.content ")


def test_boxes_in_scripts_do_not_count_where_the_page_shows_one():
    body = BOX.replace("Gärtner", "Florist") + script("placements = " + json.dumps({"content": BOX}))
    assert find(Page(f"<html><body>{body}</body></html>", "https://example.org/news/1")) == []


def test_long_texts_of_flight_data_are_filled_in():
    found = find(Page(f"<body>{flight()}</body>", "https://example.org/news/1"))
    assert found[0].description == "Wir gärtnern. Wir gärtnern. Wir gärtnern."


def test_says_where_it_stood():
    page = Page(f"<script>var a</script>{script(f'window.__STATE__ = {TEXT};')}", "https://example.org/")
    assert find(page)[0].where == "script[2] window.__STATE__ $.widget.jobs[0]"


NOTHING = {
    "JSON-LD is read elsewhere": script(TEXT, 'type="application/ld+json"'),
    "template": script(TEXT, 'type="text/x-template"'),
    "comment": f"<!-- {script(TEXT)} -->",
    "articles": script("x = " + json.dumps({"jobs": [{"title": f"Zehn Tipps für den Beruf {n}", "url": f"/jobs/artikel-{n}", "author": "dpa"} for n in range(9)]})),
    "menu": script("x = " + json.dumps({"nav": [{"title": name, "url": f"/jobs/{name}"} for name in ("Jobs", "Karriere", "Job suchen", "Jobs in Kiel")]})),
    "shop": script("x = " + json.dumps({"jobs": [{"name": f"Werkbank {n}", "url": f"/jobs/{n}", "price": 9, "sku": "W"} for n in range(9)]})),
    "code": script("function jobs(jobTitle) { return {jobUrl: '/jobs/' + jobTitle, title: jobs[0] } }" * 9),
}  # fmt: skip


@pytest.mark.parametrize("body", NOTHING.values(), ids=NOTHING)
def test_finds_nothing(body):
    assert find(Page(f"<html><body>{body}</body></html>", "https://example.org/")) == []


@pytest.mark.parametrize(
    "payload",
    [
        [{"a": 1}, {"b": 0}, "jobs", "x"],  # contains itself
        [["Reactive", 0], "jobs", "jobs", "jobs"],
        [{"jobs": 99}, "a", "b", "c"],
        [{"jobs": -1}, 1, 2, 3],
        [[1, 2], 3],
    ],
)
def test_payloads_that_refer_to_nothing(payload):
    body = script(json.dumps(payload) + " " * 40, 'type="application/json"')
    assert find(Page(f"<title>jobs</title>{body}", "https://example.org/jobs/")) == []


@pytest.mark.parametrize(("status", "gone"), [("published", False), ("paused", True)])
def test_record_that_the_page_is_about(status, gone):
    record = {
        "status": status,
        "name": {"cs": "Kuchař", "en": "Cook"},
        "slug": "kuchar-brno",
        "company": {"name": "Tide AG"},
    }
    record |= {"offerId": 7, "descriptionShort": {"cs": "Vařte."}, "benefits": [{"name": "x"}]}
    body = script("state = " + json.dumps({"queries": [{"status": "success", "data": record}]}))
    page = Page(f"<title>Kuchař – Tide AG</title>{body}", "https://example.org/nabidka/7/kuchar-brno?x=1")
    [found] = find(page)
    assert (found.title, found.company, found.gone) == ("Kuchař", "Tide AG", gone)
    assert found.url == "https://example.org/nabidka/7/kuchar-brno?x=1"
