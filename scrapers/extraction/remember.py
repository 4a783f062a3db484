"""A cache for what is asked of many short texts again and again."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

MOST_ENTRIES = 20_000
"""Then a cache starts anew: pages of one site repeat words and lines, pages of another do not."""

Answer = TypeVar("Answer")


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Keep the answers of a pure function of one text.

    A plain dict of texts: unlike the links of ``lru_cache`` its entries are not the garbage collector's
    business, whose passes would cost more than the work saved.
    """
    answers: dict[str, Answer] = {}

    @wraps(function)
    def answer(text: str) -> Answer:
        try:
            return answers[text]
        except KeyError:
            if len(answers) >= MOST_ENTRIES:
                answers.clear()
            found = answers[text] = function(text)
            return found

    return answer
