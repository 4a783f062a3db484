"""What speaks for a box and its items, and how much: log-odds, added up; above 0 it is a job.

Set by hand for the reasons written here; ``benchmarks/leave_one_out.py`` reports how much choosing them
without one site changes.
"""

PRIOR = -4.4
"""Hardly any text that reads like a title stands in a box of jobs: news, menus and staff lists have them
too."""

TITLE = 0.5
"""Weight of the title's own log-odds (``titles.assess``): two thirds of the titles of real boxes reach 2."""

MARKED = 0.4
"""Share of what speaks against a box that counts against a title that proves itself, by a gender marker."""

FROM_NEIGHBOURS = 2.6
"""Most that the text beside a title can add: below it, a box need not be read."""

ITEM = {
    "gender marker": 1.9,  # on top of the title's own: written in ads and hardly anywhere else
    "announced as a vacancy": 1.9,  # "Vacancy: Verger"
    "text speaks of a vacancy": 1.0,  # "we are looking for", "zum nächstmöglichen Zeitpunkt"
    "sought in its sentence": 2.4,  # "Wir suchen eine **Floristin** für …"
    "terms behind it": 0.9,  # "ab sofort", set smaller than the title
    "link to an ad": 1.6,  # /job/4711, a job host with an id: few other links look so
    "link about jobs": 0.6,
    "link to something else": -1.6,  # /news/, /salaries/, /authors/
    "another part of an ad or a list": -6.0,  # "AI jobs near you", "To apply: …" in the shape of jobs
    "among jobs": 1.3,  # most of its neighbours are jobs, and its title only says nothing
    "weak among jobs": 0.7,  # the same, and it has all that they have
    "no link": -0.1,
    "company beside it": 0.8,  # a legal form, a class or "at …" says so
    "name beside it": 0.2,  # a short text that may be a company
    "place beside it": 0.7,
    "date beside it": 0.4,
    "pay beside it": 0.8,
    "kind of employment beside it": 0.9,
    "workplace beside it": 0.4,
    "a call to apply": 1.5,
    "named as a job": 0.9,  # class or itemprop of the item
    "named as a person": -2.5,  # class job-title, staff, author: who works there
    "person's contact beside it": -2.5,
    "labels of an ad beside it": 1.4,  # "Ort:", "Employer:"
    "much prose": -0.4,
    "said to be filled": -9.0,
    "struck through": -9.0,
    "price of a product": -1.5,
}

BOX = {
    "heading of jobs": 2.4,  # "Stellenangebote", "Latest jobs"
    "heading of jobs above": 1.7,  # "Open roles", below it "Engineering"
    "heading hints at jobs": 0.9,  # "Karriere", "Team"
    "heading of jobs and others": -0.8,  # "Popular job searches"
    "heading of something else": -2.2,  # "Roles for hire", "News"
    "heading of a part of an ad": -3.0,  # "Your tasks", "Wat vragen wij?"
    "container named for jobs": 1.1,
    "page about jobs": 1.4,  # its title or address say so
    "page about jobs full of titles": 1.0,  # four and more without a link: told on the page itself
    "page about pay": -3.0,  # "Average salary by job title"
    "titles as a group": 1.3,  # most items read like titles
    "gender markers in the group": 1.5,
    "few read like titles": -1.8,
    "all on one other host": 0.5,
    "on a host for jobs": 0.8,
    "in a menu": -2.6,
    "alone": -0.2,
    "nothing says job": -4.0,  # neither marker, heading, link, class nor page: titles stand in many places
    "page says there are none": -4.5,  # "Zurzeit keine offenen Stellen"
    "value of a label": -4.0,  # "Job type:" heads one fact of one ad
    "bare list": -0.7,  # titles and nothing beside them
    "bare links to something else": -2.5,  # searches of a board, named like the jobs above them
    "bare links named like them": -4.0,  # six and more "Accountant" -> /accountant/: categories of a board
    "counted": -3.0,  # "Arts (119)": how many there are of a kind
    "very short titles": -0.8,  # one word each: names of occupations
    "the same again and again": -3.0,  # ranks beside the names of those who write
    "plural titles": -2.0,  # "Accountants", "Nurses": categories
    "headlines": -2.2,  # news of occupations
    "categories among them": -1.5,
    "an article on occupations": -4.5,  # each title over what such a person does, and nobody offers it
    "prose and no terms": -0.7,
    "occupations explained": -4.0,  # all lead elsewhere, and hardly one has a gender marker
}

AD_PRIOR = -4.0
"""A page with a title-like heading is an article, a guide or a list far more often than one ad."""

AD = {
    "title named as a job's": 1.0,
    "page is called like it": 0.8,
    "link to an ad": 1.5,
    "link about jobs": 0.5,
    "labels of an ad": 0.7,  # each, up to four: "Ort:", "Closing date:"
    "sections of an ad": 0.8,  # each, up to three: "Ihre Aufgaben", "Requirements"
    "a call to apply": 1.2,
    "place near the title": 0.6,
    "says that it is gone": 1.8,
    "an article": -1.5,
    "a product": -3.0,
}
