"""The frame, `streamlit run dashboard/app.py`: what all pages share, the page, the filters beside it.

Streamlit finds ``app`` here and serves it, with feeds and headers; for each reader it then runs this file.
"""

from pathlib import Path

import streamlit as st

from dashboard import feeds, filters, headers, profiles, sidebar, states
from dashboard.connection import DatabaseProblem
from dashboard.frame import Frame, begin, choose

HERE = Path(__file__).resolve().parent
FILTERED = ("", "trends")


def main() -> None:
    """One run."""
    frame = begin()
    words = frame.words
    st.set_page_config(
        page_title=words("title"), page_icon=HERE / "icon.svg", layout="wide", initial_sidebar_state=340
    )
    pages = {
        "jobs": st.Page(
            HERE / "views/jobs.py", title=words("nav.jobs"), icon=":material/list:", default=True
        ),
        "trends": st.Page(HERE / "views/trends.py", title=words("nav.trends"), icon=":material/show_chart:"),
        "sources": st.Page(HERE / "views/sources.py", title=words("nav.sources"), icon=":material/rss_feed:"),
        "my_list": st.Page(HERE / "views/my_list.py", title=words("nav.my_list"), icon=":material/bookmark:"),
        "job": st.Page(HERE / "views/job.py", title=words("nav.job"), visibility="hidden"),
    }
    page = st.navigation(list(pages.values()), position="hidden")
    st.html(HERE / "style.css")
    _header(frame, pages)
    _notices(frame)
    try:
        if not states.check(frame) and page.url_path in FILTERED:
            states.empty(frame)
            return
        profiles.enter(frame)
        page.run()
        if page.url_path in FILTERED:
            sidebar.show(frame)
    except DatabaseProblem as problem:
        states.explain(frame, problem)


def _header(frame: Frame, pages: dict) -> None:
    words = frame.words
    kept = filters.write(filters.replace(frame.filters, page=1))
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.markdown(f"**{words('title')}**", width="content")
        for name in ("jobs", "trends", "sources", "my_list"):
            st.page_link(pages[name], query_params=kept)
        st.space("stretch")
        index = words.index
        st.segmented_control(
            words("language"),
            filters.LANGUAGES,
            format_func={"en": "English", "de": "Deutsch"}.get,
            default=filters.LANGUAGES[index],
            required=True,
            key=f"language-{index}",
            on_change=_speak,
            args=(f"language-{index}",),
            label_visibility="collapsed",
        )
        profiles.account(words)


def _speak(key: str) -> None:
    chosen, _ = filters.parse({name: st.query_params.get_all(name) for name in st.query_params})
    choose(filters.replace(chosen, language=st.session_state[key]))


def _notices(frame: Frame) -> None:
    words = frame.words
    left_out = []
    for problem in frame.problems:
        if problem.kind == "dates":
            st.info(words("problem.dates"))
        elif problem.kind == "many":
            left_out.append(words("problem.many", parameter=problem.parameter))
        else:
            left_out.append("=".join(part for part in (problem.parameter, problem.value) if part))
    if left_out:
        # As code: what stands in an address is anybody's text.
        shown = ", ".join("`" + text.replace("`", "'") + "`" for text in left_out[:5])
        st.info(
            words("problem", what=shown + (" …" if len(left_out) > 5 else "")), icon=":material/link_off:"
        )


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, routes=feeds.ROUTES, middleware=headers.MIDDLEWARE)
