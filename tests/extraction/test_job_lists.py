"""Records that are jobs, records that are not, and what is read of the former."""

# ruff: noqa: E501  (a case of a table stands on one line)

import pytest

from scrapers.extraction.job_lists import JobLists
from scrapers.extraction.page import Page
from scrapers.extraction.record_keys import read_key

PAGE = Page("", "https://careers.example.org/api/list")


def read(value, names=(), page=None):
    lists = JobLists(page or PAGE, "embedded-json")
    lists.read(value, "$", names)
    return lists.postings


KEYS = {
    "jobTitle": "title", "job_opening_name": "title", "displayTitle": "title", "Stellenbezeichnung": "title",
    "absolute_url": "url", "applyUrl": "url", "companyName": "company", "hiring-organization": "company",
    "locationsText": "location", "candidate_required_location": "location", "PrimaryLocation": "location",
    "tt:city": None, "addressLocality": None, "employmentStatusLabel": "employment_type",
    "typeOfEmployment": "employment_type", "first_published": "date_posted", "PostedDate": "date_posted",
    "applicationDeadline": "valid_through", "jobReqId": "identifier", "isRemote": "workplace",
    "companyUrl": None, "companyLogo": None, "updated_at": None, "adminId": None, "locationId": None,
}  # fmt: skip


@pytest.mark.parametrize(("key", "field"), KEYS.items())
def test_keys(key, field):
    assert read_key(key).field == field


# Own data in the shapes of boards and applicant-tracking systems.
JOBS = {
    "flat with department": (
        {"jobs": [{"id": 7, "title": "Data Engineer", "absolute_url": "https://b.example/jobs/7", "location": {"name": "Kiel"},
                   "departments": [{"id": 1, "name": "Data"}], "first_published": "2026-02-03T10:00:00Z", "updated_at": "2026-03-01"}]},
        {"title": "Data Engineer", "url": "https://b.example/jobs/7", "location": "Kiel", "date_posted": "2026-02-03T10:00:00Z", "identifier": "7"},
    ),
    "bare list, title called text": (
        [{"id": "a1", "text": "Head of Sales", "hostedUrl": "https://b.example/acme/a1", "applyUrl": "https://b.example/acme/a1/apply",
          "categories": {"commitment": "Permanent", "location": "Graz", "team": "Sales", "allLocations": ["Graz", "Wien"]},
          "createdAt": 1721638994130, "descriptionPlain": "Sell."}],
        {"title": "Head of Sales", "url": "https://b.example/acme/a1", "location": "Graz; Wien", "employment_type": "Permanent",
             "date_posted": "1721638994130", "description": "Sell."},
    ),
    "place in parts": (
        {"result": [{"id": "86", "jobOpeningName": "Nurse", "departmentLabel": "Care", "employmentStatusLabel": "Full-Time",
                     "location": {"city": "Lyon", "state": "Rhône"}, "atsLocation": {"country": None, "city": None}, "isRemote": None}]},
        {"title": "Nurse", "location": "Lyon, Rhône", "employment_type": "Full-Time", "identifier": "86", "url": None},
    ),
    "place beside the record's own": (
        {"results": [{"hash": "QV7", "position_name": "Técnico de Redes", "country": "Portugal", "state": "Aveiro", "city": "Estarreja",
                      "location_display": "Estarreja, Aveiro, Portugal", "contract_details": "full_time"}]},
        {"title": "Técnico de Redes", "location": "Estarreja, Aveiro, Portugal", "employment_type": "full_time", "identifier": "QV7"},
    ),
    "in French": (
        {"resultats": [{"id": 17, "numeroOffre": "17W", "intitule": "Développeur F/H", "nomCommercial": "Atelier Sept", "lieuTexte": "Lille - 59",
                        "salaireTexte": "40 - 45 k€ brut annuel", "texteOffre": "Écrire du code.", "datePublication": "2026-09-02"}]},
        {"title": "Développeur F/H", "company": "Atelier Sept", "location": "Lille - 59", "base_salary": "40 - 45 k€ brut annuel",
         "date_posted": "2026-09-02", "description": "Écrire du code."},
    ),
    "title called heading": (
        {"Data": [{"Id": "518", "CompanyName": "Fjord Bank", "Heading": "Senior Trader", "JobType": "Permanent", "Presentation": "Trades bonds.",
                   "PublishedDate": "18/09/2026", "WorkPlaceFacet": "Bergen", "OpenAdvertUrl": "https://fjord.example/Public/518"}]},
        {"title": "Senior Trader", "company": "Fjord Bank", "location": "Bergen", "url": "https://fjord.example/Public/518", "employment_type": "Permanent"},
    ),
    "path instead of a link": (
        {"jobPostings": [{"title": "Payroll Clerk", "externalPath": "/job/Brno/Payroll-Clerk_R1", "locationsText": "3 Locations",
                          "postedOn": "Posted Today", "bulletFields": ["R1"]}]},
        {"title": "Payroll Clerk", "url": "https://careers.example.org/job/Brno/Payroll-Clerk_R1", "location": "3 Locations", "date_posted": "Posted Today"},
    ),
    "capital keys": (
        {"items": [{"requisitionList": [{"Id": "25", "Title": "Bridge Inspector", "PostedDate": "2026-08-07", "PrimaryLocation": "Perth"}]}]},
        {"title": "Bridge Inspector", "location": "Perth", "date_posted": "2026-08-07", "identifier": "25"},
    ),
    "employer around the list": (
        {"name": "Nordlicht GmbH", "jobs": [{"title": "Koch", "shortcode": "AB1", "department": "Küche", "url": "https://b.example/j/AB1", "city": "Kiel", "country": "Germany", "telecommuting": True}]},
        {"title": "Koch", "company": "Nordlicht GmbH", "location": "Kiel, Germany", "workplace": "remote"},
    ),
    "records in nodes": (
        {"data": {"vacancies": {"edges": [{"node": {"title": "Buchhalterin", "slug": "x", "employer": {"name": "Tide AG"}, "place": "Bern"}}]}}},
        {"title": "Buchhalterin", "company": "Tide AG", "location": "Bern"},
    ),
    "titles in languages": (
        {"offers": [{"id": 3, "name": {"cs": "Kuchař", "en": "Cook"}, "company": {"name": "Scio"}, "locations": [{"name": {"cs": "Praha"}}],
                     "employmentType": ["full-time", "part-time"], "url": "/nabidka/3/kuchar"}]},
        {"title": "Kuchař", "company": "Scio", "location": "Praha", "employment_type": "full-time; part-time", "url": "https://careers.example.org/nabidka/3/kuchar"},
    ),
    "blog software": (
        [{"id": 4, "type": "job_listing", "link": "https://b.example/job/koch", "title": {"rendered": "Koch &#038; Kellner"}, "content": {"rendered": "<p>Cook.</p>"}, "status": "publish"},
         {"id": 5, "type": "job_listing", "link": "https://b.example/job/fahrer", "title": {"rendered": "Fahrer"}, "content": {"rendered": ""}, "status": "publish"}],
        {"title": "Koch & Kellner", "url": "https://b.example/job/koch", "description": "Cook."},
    ),
    "pay in parts": (
        {"postings": [{"title": "Welder", "url": "/postings/1", "compensation_minimum": 30.0, "compensation_maximum": 35.5,
                       "compensation_currency": "GBP", "compensation_frequency": "hour", "location": {"id": 1, "name": "Bath"}}]},
        {"title": "Welder", "base_salary": "GBP 30-35.5 hour", "location": "Bath"},
    ),
    "pay in words": ({"jobs": [{"title": "Welder", "url": "/jobs/1", "salary": "£30 an hour", "salaryMin": 30}]}, {"base_salary": "£30 an hour"}),
    "pay as a dict": ({"jobs": [{"title": "Welder", "url": "/jobs/1", "salary": {"min": 30, "max": -1, "type": "hourly"}}]}, {"base_salary": "from 30 hourly"}),
    "no pay": ({"jobs": [{"title": "Welder", "url": "/jobs/1", "salary": {"min": None, "max": 0}}]}, {"base_salary": None}),
    "remote, and a place": (
        {"jobs": [{"jobTitle": "Welder", "jobId": 1, "locationName": "Hybrid", "jobLocation": {"name": "Hybrid", "city": "Raleigh", "state": "NC"}}]},
        {"location": "Raleigh, NC"},
    ),
    "more places": ({"jobs": [{"title": "Welder", "url": "/jobs/1", "office": "Munich", "additionalOffices": ["Berlin", "Munich"]}]}, {"location": "Munich; Berlin"}),
    "records under their ids": (
        {"vacancies": {"byId": {"41": {"title": "Welder", "city": "Bath", "url": "/v/41"}, "42": {"title": "Fitter", "city": "York", "url": "/v/42"}}}},
        {"title": "Welder", "location": "Bath", "where": "$.vacancies.byId.41"},
    ),
    "records of a cache": (
        {"ROOT_QUERY": {"__typename": "Query", "jobs": [{"__ref": "VisibleJob:41"}]},
         "VisibleJob:41": {"__typename": "VisibleJob", "title": "Welder", "company": {"__ref": "Company:7"}, "locations": [{"__ref": "City:1"}], "url": "/v/41"},
         "Company:7": {"__typename": "Company", "name": "Tide AG", "url": "/c/7"}, "City:1": {"__typename": "City", "name": "Bath"}},
        {"title": "Welder", "company": "Tide AG", "location": "Bath"},
    ),
    "JSON in a text": (
        {"settings": {"a": 1}, "resultsJson": '{"jobListings": [{"jobTitle": "Welder", "employer": {"shortName": "Tide AG", "name": "Tide"}, "location": {"displayName": "Bath"}}]}'},
        {"title": "Welder", "company": "Tide", "location": "Bath", "where": "$.resultsJson.jobListings[0]"},
    ),
    "parts of a record in dicts": (
        {"jobListings": [{"jobview": {"header": {"jobTitleText": "Welder", "employer": {"name": "Tide"}, "locationName": "Bath", "jobLink": "/j/1"}, "job": {"listingId": 1}}}]},
        {"title": "Welder", "company": "Tide", "location": "Bath", "url": "https://careers.example.org/j/1"},
    ),
    "component of a page": (
        {"children": [{"component": {"type": "JobsTeaser"}, "properties": {"title": "Welder (m/w/d)", "url": "https://example.org/jobs/1"}}]},
        {"title": "Welder (m/w/d)", "url": "https://example.org/jobs/1"},
    ),
    "public employment service": (
        {"stellenangebote": [{"titel": "Koch (m/w/d)", "refnr": "10000-1", "arbeitsort": {"plz": "24103", "ort": "Kiel", "region": "Schleswig-Holstein", "land": "Deutschland"}, "arbeitgeber": "Tide AG", "aktuelleVeroeffentlichungsdatum": "2026-03-03"}]},
        {"title": "Koch (m/w/d)", "location": "Kiel, Schleswig-Holstein, Deutschland", "company": "Tide AG", "date_posted": "2026-03-03", "identifier": "10000-1"},
    ),
    "French": (
        {"resultats": [{"id": "1", "intitule": "Cuisinier (H/F)", "lieuTravail": {"libelle": "44 - NANTES"}, "entreprise": {"nom": "Tide"}, "typeContrat": "CDI", "dateCreation": "2026-03-03"}]},
        {"title": "Cuisinier (H/F)", "location": "44 - NANTES", "company": "Tide", "employment_type": "CDI", "date_posted": "2026-03-03"},
    ),
    "names called display_name": (
        {"results": [{"title": "Welder", "company": {"display_name": "Tide"}, "location": {"display_name": "Bath, UK", "area": ["UK"]}, "redirect_url": "https://b.example/l/1", "created": "2026-03-03", "contract_type": "permanent"}]},
        {"company": "Tide", "location": "Bath, UK", "url": "https://b.example/l/1", "date_posted": "2026-03-03"},
    ),
    "keys that begin with the job": (
        {"results": [{"jobId": 1, "employerName": "Tide", "jobTitle": "Welder", "locationName": "Bath", "jobCity": "Bath", "jobPublicationURL": "https://b.example/1"}]},
        {"title": "Welder", "company": "Tide", "location": "Bath", "url": "https://b.example/1"},
    ),
    "record in a dict of any name": (
        {"SearchResultItems": [{"MatchedObjectId": 1, "MatchedObjectDescriptor": {"PositionTitle": "Nurse", "PositionURI": "https://b.example/1", "OrganizationName": "Tide", "PositionLocationDisplay": "Bath"}}]},
        {"title": "Nurse", "company": "Tide", "location": "Bath", "url": "https://b.example/1"},
    ),
    "JSON:API": (
        {"data": [{"id": "1", "type": "jobs", "links": {"careersite-job-url": "https://b.example/jobs/1"}, "attributes": {"title": "Nurse", "created-at": "2026-03-03"}}]},
        {"title": "Nurse", "url": "https://b.example/jobs/1", "date_posted": "2026-03-03", "identifier": "1"},
    ),
    "requisitions with addresses": (
        {"jobRequisitions": [{"requisitionTitle": "Nurse", "requisitionLocations": [{"nameCode": {"shortName": "Bath"}}, {"nameCode": {"shortName": "York"}}], "postDate": "2026-03-03"}]},
        {"title": "Nurse", "location": "Bath; York", "date_posted": "2026-03-03"},
    ),
    "jobs called posts": ({"jobPosts": {"data": [{"title": "Welder", "absolute_url": "/acme/jobs/1", "location": "Bath", "published_at": "2026-03-03"}]}}, {"location": "Bath"}),
    "a slug is no link": ({"jobs": [{"name": "Welder", "jobUrl": "welder-bath", "company": "Tide AG", "jobType": "Full-Time"}]}, {"url": None}),
    "number for a position": ({"jobs": [{"position": 1, "name": "Welder", "jobUrl": "/jobs/1"}]}, {"title": "Welder"}),
}  # fmt: skip


@pytest.mark.parametrize(("value", "wanted"), JOBS.values(), ids=JOBS)
def test_jobs(value, wanted):
    found = read(value)[0]
    assert {name: getattr(found, name) for name in wanted} == wanted
    assert 0 < found.score <= 1 and found.evidence and found.where.startswith("$")


OTHERS = {
    "products": {"products": [{"name": f"Drill {n}", "url": f"/p/{n}", "price": 99, "sku": "D", "brand": {"name": "Bosch"}} for n in range(5)]},
    "products on offer": {"offers": [{"title": f"Coffee maker {n}", "url": f"/p/{n}", "price": "49 €", "location": "Berlin"} for n in range(5)]},
    "articles on careers": {"jobs": [{"title": t, "url": f"/karriere/{n}", "author": "dpa", "description": "…", "datePublished": "2026-01-01"}
                                     for n, t in enumerate(["Wie Sie im Gespräch überzeugen", "So gelingt der Wechsel", "Was 2026 zählt", "Die besten Tipps"])]},
    "people": {"team": [{"name": "Eva Brandt", "position": "Head of Sales", "image": "/e.jpg", "location": "Kiel", "department": "Sales", "url": "/team/eva"},
                        {"name": "Jon Weiss", "position": "Data Engineer", "image": "/j.jpg", "location": "Graz", "department": "Data", "url": "/team/jon"}]},
    "people elsewhere": {"items": [{"name": "Eva Brandt", "jobTitle": "Managing Director", "bio": "…", "linkedin": "https://l.example/eva"},
                                   {"name": "Jon Weiss", "jobTitle": "Sales Manager", "bio": "…", "linkedin": "https://l.example/jon"}]},
    "events": {"events": [{"title": "Career fair for engineers", "url": "/events/1", "startDate": "2026-05-01", "venue": "Halle 3", "location": "Kiel"}]},
    "searches": {"relatedSearches": [{"title": "Support Worker", "keyword": "Support Worker", "location": ""}, {"title": "Nurse", "keyword": "Nurse", "location": ""}]},
    "categories": {"jobCategories": [{"name": "Engineering", "url": "/jobs/engineering", "count": 12}, {"name": "Sales", "url": "/jobs/sales", "count": 3}]},
    "menu": {"menu": [{"title": "Jobs", "url": "/jobs"}, {"title": "Products", "url": "/products"}, {"title": "About us", "url": "/about"}]},
    "menu of jobs": {"items": [{"title": "Jobs in Berlin", "url": "/jobs/berlin"}, {"title": "Jobs in Kiel", "url": "/jobs/kiel"}, {"title": "All jobs", "url": "/jobs"}]},
    "companies": {"companies": [{"name": "Nordlicht GmbH", "url": "/companies/1", "location": "Kiel", "jobCount": 4}, {"name": "Tide AG", "url": "/companies/2", "location": "Graz", "jobCount": 2}]},
    "labels of a form": {"jobs": {"title": "Job title", "location": "Location", "description": "Job description", "salary": "Salary", "department": "Department", "apply": "Apply"}},
    "films": {"results": [{"title": "The Accountant", "url": "/films/1", "duration": 120}, {"title": "The Mechanic", "url": "/films/2", "duration": 93}]},
    "list of jobs by type article": {"jobs": [{"__typename": "Article", "title": "Engineer wins prize", "url": "/jobs/engineer-wins"}, {"__typename": "Article", "title": "Nurse strikes", "url": "/jobs/nurse"}]},
    "employers": {"items": [{"url": "/employers/1", "employer": {"name": "Engineer Search Ltd"}, "logoUrl": "https://e.example/1.png"}, {"url": "/employers/2", "employer": {"name": "Nurse Agency"}, "logoUrl": "https://e.example/2.png"}]},
    "numbers": {"jobs": [1, 2, 3]},
    "empty": {"jobs": []},
}  # fmt: skip


@pytest.mark.parametrize("value", OTHERS.values(), ids=OTHERS)
def test_other_things(value):
    assert [posting.title for posting in read(value)] == []


RECORD = {
    "title": "Welder",
    "url": "/jobs/1",
    "employmentType": "Full-time",
    "location": "Bath",
    "description": "Weld.",
}


@pytest.mark.parametrize(
    "closed",
    [
        {"status": "paused"},
        {"state": "CLOSED"},
        {"jobStatus": "expired"},
        {"isPaused": True},
        {"expired": True},
        {"isListed": False},
        {"published": False},
    ],
)
def test_jobs_that_are_not_published(closed):
    other = RECORD | {"title": "Fitter", "url": "/jobs/2"}
    assert [posting.title for posting in read({"jobs": [RECORD | closed, other]})] == ["Fitter"]


@pytest.mark.parametrize(
    "opened",
    [
        {"status": "published"},
        {"state": "Bavaria"},
        {"isListed": True},
        {"expired": False},
        {"canApply": False},
    ],
)
def test_jobs_that_are_published(opened):
    assert [posting.title for posting in read({"jobs": [RECORD | opened]})] == ["Welder"]


def test_state_of_publishing_is_no_region():
    assert (
        read({"jobs": [{"title": "Welder", "url": "/jobs/1", "city": "Bath", "state": "published"}]})[
            0
        ].location
        == "Bath"
    )


def test_one_ad_at_several_places_is_one_posting():
    rows = [RECORD | {"location": "Bath"}, RECORD | {"location": "York"}, RECORD | {"url": "/jobs/2"}]
    assert [posting.location for posting in read({"jobs": rows})] == ["Bath; York", "Bath"]


def test_document_order_and_where():
    value = {"main": {"jobs": [RECORD]}, "side": [{"jobs": [RECORD | {"title": "Fitter", "url": "/jobs/2"}]}]}
    assert [(posting.title, posting.where) for posting in read(value)] == [
        ("Welder", "$.main.jobs[0]"),
        ("Fitter", "$.side[0].jobs[0]"),
    ]


def test_a_job_that_stands_alone():
    value = {
        "page": {
            "jobPosting": RECORD | {"jobReqId": "R1", "postedOn": "yesterday"},
            "menu": {"title": "Jobs"},
        }
    }
    [found] = read(value)
    assert (found.title, found.identifier, found.gone) == ("Welder", "R1", False)


def test_company_beside_a_job_that_stands_alone():
    value = {
        "jobPostingInfo": RECORD | {"jobReqId": "R1"},
        "hiringOrganization": {"companyName": "Tide AG", "url": ""},
    }
    assert [posting.company for posting in read(value)] == ["Tide AG"]


def test_a_job_that_stands_alone_and_is_paused_is_gone():
    [found] = read({"page": {"jobPosting": RECORD | {"jobReqId": "R1", "status": "paused"}}})
    assert found.gone


def test_schema_org_inside_of_a_record_comes_first():
    inner = {"@type": "JobPosting", "title": "Welder (f/m/x)", "hiringOrganization": {"name": "Tide AG"}}
    [found] = read({"items": [RECORD | {"_jobposting": inner}]}, ("jobs",))
    assert (found.title, found.company, found.url) == (
        "Welder (f/m/x)",
        "Tide AG",
        "https://careers.example.org/jobs/1",
    )


def test_near_misses_are_kept_with_what_speaks_against_them():
    lists = JobLists(PAGE, "embedded-json")
    lists.read({"items": [{"title": "Welder", "url": "/jobs/1"}, {"title": "Fitter", "url": "/jobs/2"}]}, "$")
    assert lists.postings == []
    assert [posting.title for posting in lists.near_misses] == ["Welder", "Fitter"]


def test_endless_values_end():
    value = RECORD
    for _ in range(5000):
        value = {"jobs": [value, 1, 2, 3]}
    assert read(value) == []
    circle = {"name": "x"}
    circle["jobs"] = [circle]
    assert read(circle) == []


def test_line_that_reads_like_companies():
    value = {
        "jobs": [
            {"title": "Welder", "url": "/jobs/1", "subline": "Tide AG"},
            {"title": "Fitter", "url": "/jobs/2", "subline": "Nordlicht GmbH & Co. KG"},
        ]
    }
    assert [posting.company for posting in read(value)] == ["Tide AG", "Nordlicht GmbH & Co. KG"]


def test_line_that_does_not():
    value = {
        "jobs": [
            {"title": "Welder", "url": "/jobs/1", "subline": "Apply now"},
            {"title": "Fitter", "url": "/jobs/2", "subline": "Full time, Bath"},
        ]
    }
    assert [posting.company for posting in read(value)] == [None, None]


ANSWERS = [
    (
        "https://acme.example.com/wday/cxs/acme/Careers/jobs",
        {
            "jobPostings": [
                {
                    "title": "Welder",
                    "externalPath": "/job/Bath/Welder_R1",
                    "locationsText": "Bath",
                    "postedOn": "Posted Today",
                }
            ]
        },
        "https://acme.example.com/Careers/job/Bath/Welder_R1",
    ),
    (
        "https://acme.example.com/careers/list",
        {
            "result": [
                {
                    "id": "69",
                    "jobOpeningName": "Welder",
                    "employmentStatusLabel": "Full-Time",
                    "location": {"city": "Bath"},
                }
            ]
        },
        "https://acme.example.com/careers/69",
    ),
    (
        "https://acme.example.com/api",
        {"jobs": [{"id": "69", "title": "Welder", "jobType": "Full-Time", "city": "Bath"}]},
        None,
    ),
]


@pytest.mark.parametrize(("address", "value", "url"), ANSWERS)
def test_addresses_that_clients_put_together(address, value, url):
    lists = JobLists(Page("", address), "feed")
    lists.read(value, "$")
    assert [posting.url for posting in lists.postings] == [url]


def test_very_long_lists_are_read_as_far_as_they_are_bounded():
    rows = [{"title": f"Engineer {number}", "url": f"/jobs/{number}"} for number in range(30_000)]
    large = Page(b" " * 2_000_000, PAGE.url)
    assert 9_900 < len(read({"jobs": rows}, page=large)) <= 10_000
    assert len(read([[row | {"company": "Tide"}] for row in rows], page=large)) < 5_000
    assert len(read({"jobs": rows})) < 1_100, "a small page has no ten thousand jobs"
