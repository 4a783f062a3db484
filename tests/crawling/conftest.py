import pytest
from web import Web


@pytest.fixture
def web():
    """A site on 127.0.0.1."""
    site = Web()
    yield site
    site.close()


@pytest.fixture
def webs():
    """Makes sites on addresses of one's own choice."""
    made = []

    def make(host):
        made.append(Web(host))
        return made[-1]

    yield make
    for site in made:
        site.close()
