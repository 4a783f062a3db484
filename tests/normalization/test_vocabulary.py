"""The vocabulary files: every id is valid, every line is reached by its own words."""

import pytest

from scrapers.normalization import vocabulary
from scrapers.normalization.esco import professions, role_of_isco
from scrapers.normalization.lookup import compound as take_apart
from scrapers.normalization.lookup import look_up
from scrapers.normalization.vocabulary import DOMAINS, HEADS, ROLES, key, rows
from scrapers.normalization.words import fold, tokens

LEVELS = {
    "entry", "junior", "unspecified", "senior", "lead_principal", "manager", "director_head", "executive",
}  # fmt: skip
FORMS = {
    "regular", "temporary", "freelance", "working_student", "internship", "trainee", "apprenticeship",
    "dual_study",
    "thesis", "minijob", "volunteer",
}  # fmt: skip
FILES = ("professions.csv", "heads.csv", "domains.csv", "levels.csv", "forms.csv", "topics.csv")


def words_of(row):
    return row["words"].split("|")


def test_the_taxonomy_has_37_roles_in_8_groups():
    assert len(ROLES) == 37
    assert len({role.group for role in ROLES.values()}) == 8
    assert all(role.isco08 and role.label_de and role.label_en for role in ROLES.values())


def test_every_role_in_the_vocabulary_is_in_the_taxonomy():
    for row in rows("professions.csv"):
        assert row["role"] in ROLES
        assert row["secondary"] in {"", *ROLES}
    assert {row["role"] for row in rows("professions.csv")} == set(ROLES)
    for head in HEADS.values():
        assert head.role in {None, *ROLES}
    for domain in DOMAINS.values():
        assert domain.role in {None, *ROLES}
    assert all(role in ROLES for roles in vocabulary.COMBINATIONS.values() for role in roles)


def test_every_id_is_valid():
    for row in rows("domains.csv"):
        assert row["weight"] in {"1", "2", "3"}
        for pair in row["exceptions"].split():
            head, roles = pair.split("=")
            assert head in HEADS, (row["domain"], head)
            assert all(role in ROLES for role in roles.split("+") if roles), (row["domain"], pair)
    for row in rows("heads.csv"):
        assert row["strength"] in {"weak", "strong", "sure", "firm", "boss"}
        assert row["like"] in {"", *HEADS}
    levels = [row["level"] for name in ("professions.csv", "heads.csv", "forms.csv") for row in rows(name)]
    assert set(levels) <= LEVELS | {""}
    assert {row["level"] for row in rows("levels.csv")} <= LEVELS
    assert {row["form"] for row in rows("forms.csv")} == FORMS - {"regular"}


@pytest.mark.parametrize("name", FILES)
def test_no_word_stands_twice_in_a_file(name):
    seen = {}
    for row in rows(name):
        owner = next(iter(row.values()))
        for word in words_of(row):
            kind = (word.startswith("-"), word.endswith("-"), key(word))
            if name == "topics.csv":
                kind = (*kind, owner)
            assert kind not in seen, f"{word} stands under {seen.get(kind)} and {owner}"
            seen[kind] = owner


def entry_of(word):
    """What a title that is this word alone is looked up as; of "-x", what a compound ending in it is."""
    if word.startswith("-"):
        return vocabulary.ENDINGS.get(key(word))
    parts = [fold(token) for token in tokens(word) if key(token)]
    if len(parts) > 1:
        return vocabulary.PHRASES.get(key(word))
    return look_up(word.strip("-"), lower_case=False)


@pytest.mark.parametrize(
    ("name", "column", "attribute"),
    [
        ("professions.csv", "role", "role"),
        ("heads.csv", "class", "head"),
        ("levels.csv", "level", "adverb"),
        ("forms.csv", "form", "form"),
    ],
)
def test_every_line_is_reached(name, column, attribute):
    for row in rows(name):
        for word in words_of(row):
            entry = entry_of(word)
            assert entry is not None, word
            assert getattr(entry, attribute) == row[column], (word, entry)


def test_every_domain_is_reached():
    for row in rows("domains.csv"):
        for word in words_of(row):
            entry = entry_of(word)
            assert entry is not None, word
            # "-x" and "x-" may be a head noun alone ("Kundenbetreuung") and a field in a compound.
            assert row["domain"] in entry.domains or word.endswith("-"), (word, entry)


def test_every_topic_is_reached():
    for row in rows("topics.csv"):
        for word in words_of(row):
            assert row["topic"] in entry_of(word).topics, word


def test_words_of_esco_are_valid_and_reached():
    for row in rows("esco_professions.csv"):
        assert row["role"] == role_of_isco(row["isco"])
        for word in words_of(row):
            assert entry_of(word).role in ROLES, word
    assert {row["role"] for row in rows("isco_roles.csv")} <= set(ROLES)


def test_esco_gives_what_our_own_files_do_not_know():
    label = {"concept_kind": "occupation", "isco08": "7317", "lang": "de"}
    words = ["Besenbinder", "Besenbinderin", "Koch", "Besenbinder für Reisig", "Boss"]
    found = professions([{**label, "label": word} for word in words])
    assert found == {("skilled_trades", "7317"): ["Besenbinder"]}


@pytest.mark.parametrize(
    ("token", "lower_case", "known"),
    [
        ("KI", False, True), ("ki", False, False), ("Ki", False, False), ("ki", True, True),
        ("IT", False, True), ("it", False, False), ("it", True, True),
        ("QA", False, True), ("qa", False, False),
    ],
)  # fmt: skip
def test_acronyms_need_their_case(token, lower_case, known):
    assert (look_up(token, lower_case) is not None) is known


@pytest.mark.parametrize(
    ("compound", "head", "domain"),
    [
        ("Softwareentwicklerin", "dev", "software"),
        ("Vertriebsleitungen", "leader", "sales"),
        ("Elektroingenieure", "engineer", "electrical"),
        ("Immobilienberater", "consultant", "estate"),
        ("Personalsachbearbeiterin", "clerk", "hr"),
    ],
)
def test_compounds_are_taken_apart(compound, head, domain):
    entry = take_apart(fold(compound), compound)
    assert entry.head == head
    assert domain in entry.domains
