def test_schema_creates_the_five_tables(connection):
    tables = {r[0] for r in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert {"page", "posting", "sighting", "job", "crawl"} <= tables
