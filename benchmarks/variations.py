"""Makes many invented jobs out of some, inside the server: other companies, teams, addresses and moments."""

import psycopg
from psycopg.sql import SQL, Identifier

# ``base`` is the job varied, ``copy`` counts its variations, ``noise`` is any number, the same every time.
_OTHERWISE = {
    # A third of the companies have few jobs each, as in real life.
    "company": "CASE WHEN base %% 3 = 0 THEN company || ' ' || copy ELSE company END",
    "city": "CASE WHEN base %% 20 = 0 THEN city || '-' || copy ELSE city END",
    "title": "CASE WHEN base %% 2 = 0 THEN title || ' – Team ' || (1 + noise %% 400) ELSE title END",
    "first_seen": "least(first_seen + interval '1 second' * (noise %% 7200), last_seen)",
    "url": "url || '-' || copy",
    "ref": "ref || '-' || copy",
    "id": "id + copy * %(invented)s",
    "job_id": "job_id + copy * %(invented)s",
}

_VARY = SQL("""
INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE
SELECT {values}
FROM generate_series(1, (%(jobs)s - 1) / %(invented)s) AS copy, {table} AS old,
     LATERAL (SELECT {base} AS base, abs(hashint8({base} * 1000 + copy)::bigint) AS noise) AS drawn
WHERE {base} + copy * %(invented)s <= %(jobs)s
""")

# Three to six pages each, less those drawn twice; in the order in which a crawl finds them.
_SIGHTINGS = """
INSERT INTO sighting
    (posting_id, page_id, box_heading, position, link, first_seen, last_seen, times, seen_hash)
SELECT posting.id, 1 + abs(hashint8(posting.id * 7 + nth)::bigint) %% %(pages)s,
       (ARRAY['Stellenangebote', 'Aktuelle Stellen', 'We are hiring', ''])[1 + nth %% 4], nth, url,
       first_seen, last_seen, 1 + nth, ''
FROM posting, generate_series(1, (3 + posting.id %% 4)::integer) AS nth
WHERE posting.job_id > %(invented)s
ON CONFLICT DO NOTHING
"""


def add(cursor: psycopg.Cursor, invented: int, jobs: int, pages: int) -> None:
    """Vary the ``invented`` jobs until there are ``jobs``, with about five sightings each."""
    values = {"invented": invented, "jobs": jobs, "pages": pages}
    for table, base in (("job", "id"), ("posting", "job_id")):
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        columns = [row[0] for row in cursor.fetchall()]
        statement = _VARY.format(
            table=Identifier(table),
            columns=SQL(", ").join(map(Identifier, columns)),
            values=SQL(", ").join(
                SQL(_OTHERWISE[name]) if name in _OTHERWISE else Identifier(name) for name in columns
            ),
            base=Identifier(base),
        )
        cursor.execute(statement, values)
    cursor.execute(_SIGHTINGS, values)
