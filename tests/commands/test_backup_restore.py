from psycopg.conninfo import make_conninfo
from web import scrapy


def test_what_is_backed_up_is_restored_and_said(postgres, database_url, connection, tmp_path, monkeypatch):
    connection.execute(
        "INSERT INTO page (url, site, first_fetched, last_fetched) "
        "VALUES ('https://a.example/', 'a.example', '2026-03-01Z', '2026-03-02Z')"
    )
    connection.commit()
    done = scrapy("backup", JOBS_DATA_DIR=str(tmp_path))
    assert (done.code, done.log) == (0, "")
    (file,) = (tmp_path / "backups").iterdir()
    assert done.out.startswith(f"{file}: {file.stat().st_size:,} bytes, schema version")
    done = scrapy("restore", str(file))
    assert (done.code, done.out) == (1, "")
    assert "is not empty" in done.log and "Traceback" not in done.log
    connection.close()
    done = scrapy("restore", str(file), "--replace")
    assert (done.code, done.log) == (0, "")
    assert done.out.startswith("restored database test_")


def test_what_cannot_be_done_is_said(database_url, tmp_path):
    (tmp_path / "mine").touch()
    gone = make_conninfo(host="127.0.0.1", port=1, dbname="jobs", password="geheim")
    for arguments, environment, says in [
        (("backup", str(tmp_path / "mine")), {}, "is there already"),
        (("backup", str(tmp_path / "out")), {"DATABASE_URL": gone}, "cannot reach PostgreSQL"),
        (("restore", str(tmp_path / "mine")), {}, "is no backup"),
    ]:
        done = scrapy(*arguments, **environment)
        assert (done.code, done.out) == (1, "")
        assert says in done.log and "Traceback" not in done.log and "geheim" not in done.log
    for arguments in (("backup", "a", "b"), ("restore",)):
        assert scrapy(*arguments).code == 2
