"""The app run in this process, without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

import dashboard

APP = Path(dashboard.__file__).with_name("app.py")


def run(page: str = "jobs", /, **parameters) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update(parameters)
    app.run()
    if page != "jobs":
        app.switch_page(f"views/{page}.py").run()
    assert not app.exception
    return app


def opened(app: AppTest, key: str) -> AppTest:
    """The app with what is folded away under this key opened."""
    app.session_state[key] = True
    return app.run()


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def texts(app: AppTest) -> str:
    return " ".join(
        str(element.value) for kind in (app.title, app.header, app.markdown, app.info) for element in kind
    )
