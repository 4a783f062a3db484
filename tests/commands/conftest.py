import pytest
from web import Web


@pytest.fixture
def web():
    site = Web()
    yield site
    site.close()
