from psycopg.conninfo import make_conninfo
from web import scrapy


def test_what_is_exported_is_imported_and_said(postgres, database_url, connection, tmp_path):
    connection.execute(
        "INSERT INTO page (url, site, first_fetched, last_fetched) "
        "VALUES ('https://a.example/', 'a.example', '2026-03-01Z', '2026-03-02Z')"
    )
    connection.commit()
    done = scrapy("export", str(tmp_path / "out"), "--format", "csv")
    assert (done.code, done.log) == (0, "")
    assert "page" in done.out and "1 rows" in done.out
    done = scrapy("import", str(tmp_path / "out"))
    assert (done.code, done.out) == (1, "")
    assert "is not empty" in done.log and "Traceback" not in done.log
    connection.execute("DELETE FROM page")
    connection.commit()
    done = scrapy("import", str(tmp_path / "out"))
    assert (done.code, done.log) == (0, "")
    assert f"imported {tmp_path / 'out'}, exported at " in done.out
    assert connection.execute("SELECT url FROM page").fetchall() == [("https://a.example/",)]


def test_what_cannot_be_done_is_said(database_url, tmp_path):
    (tmp_path / "mine").touch()
    for arguments, says in [
        (("export", str(tmp_path)), "is there already"),
        (("export", str(tmp_path / "mine" / "out")), "File exists"),
        (("import", str(tmp_path)), "no export, or half of one"),
    ]:
        done = scrapy(*arguments)
        assert (done.code, done.out) == (1, "")
        assert says in done.log and "Traceback" not in done.log
    for arguments in (("export",), ("import", "a", "b"), ("export", "x", "--format", "xml")):
        assert scrapy(*arguments).code == 2
    gone = make_conninfo(host="127.0.0.1", port=1, dbname="jobs")
    assert "cannot reach PostgreSQL" in scrapy("export", str(tmp_path / "out"), DATABASE_URL=gone).log
    assert not (tmp_path / "out").exists()
