"""The curious councillor: she wants to know whether somebody in her village told the team.

She reads the verhaalpagina, today and on any other day. She knows the rule by which it is made,
everything about every other gemeente, which gemeenten tell, and, over time, each verhaal that came
or went. Of one group she does not know how many there are; were they under five, she would know
somebody. The groups speak for themselves, so every vector of counts is tried, with every number
that may be taken off. The database is held against the same rule below.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

import pytest
from django.db import ProgrammingError, connection, transaction

GROEP = 5
SECRETS = range(5)


def told(aantal: int, af: int) -> int:
    """The rule: take off `af`, and tell of what remains as many whole fives as there are."""
    return max(0, (aantal - af) // GROEP * GROEP)


def page(counts: tuple[int, ...], secrets: tuple[int, ...]) -> tuple[int, ...]:
    """What is published of one thema: each gemeente, and their sum."""
    parts = [told(aantal, af) for aantal, af in zip(counts, secrets, strict=True)]
    return (*parts, sum(parts))


def candidates(known: Iterable[tuple[object, int]]) -> dict[object, set[int]]:
    """For everything she may have seen and known: how many there may be."""
    found = defaultdict(set)
    for seen, aantal in known:
        found[seen].add(aantal)
    return found


def gives_away(sizes: set[int], *, telling: bool = False) -> bool:
    """Whether she is sure of somebody: a group of one to four, or exactly how many.

    Where she knows that they do tell (`telling`), none is no candidate any more.
    """
    possible = sizes - {0} if telling else sizes
    small = possible & set(range(1, GROEP))
    return bool(small) and (possible == small or len(possible) == 1)


def test_the_attacker_of_this_file_would_have_found_five_four_four():
    """As it was: five are named when eight remain, and four is the most that is not named."""

    def was(counts):
        return (tuple(n if n >= GROEP else 0 for n in counts), sum(counts))

    vectors = list(product(range(1, 10), repeat=3))  # three gemeenten tell
    sizes = candidates((was(counts), counts[1]) for counts in vectors)
    assert sizes[was((5, 4, 4))] == {4}


@pytest.mark.parametrize("gemeenten", [1, 2, 3])
def test_no_page_gives_a_small_group_away(gemeenten):
    """Even to somebody who knows all other groups and what is taken off of them."""
    most = 14 if gemeenten < 3 else 9
    sizes = candidates(
        ((page(counts, secrets), counts[1:], secrets[1:]), counts[0])
        for counts in product(range(most), repeat=gemeenten)
        for secrets in product(SECRETS, repeat=gemeenten)
    )
    assert not any(gives_away(found) for found in sizes.values())
    assert not any(gives_away(found, telling=True) for found in sizes.values())


FACTS = {
    "nothing more": lambda before, after: None,
    "how many there were": lambda before, after: before,
    "how many there are": lambda before, after: after,
    "how many came or went": lambda before, after: after - before,
    "whether they were the same": lambda before, after: after == before,
    "the larger": lambda before, after: max(before, after),
}
ABOUT = {
    "before": lambda before, after: before,
    "after": lambda before, after: after,
    "came": lambda before, after: after - before,
    "went": lambda before, after: before - after,
}


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("about", ABOUT)
def test_two_publications_and_a_fact_give_no_small_group_away(fact, about):
    """The group before, after, and what came or went in between: all of those are groups."""
    known, asked = FACTS[fact], ABOUT[about]
    pairs = list(product(range(40), repeat=2))
    sizes = candidates(
        ((told(before, af), told(after, af), known(before, after)), asked(before, after))
        for before, after in pairs
        for af in SECRETS
    )
    without_a_page = candidates((known(*pair), asked(*pair)) for pair in pairs)
    tried = {
        (told(before, af), told(after, af), known(before, after))
        for before, after in product(range(20), repeat=2)
        for af in SECRETS
    }
    wrong = {seen for seen in tried if gives_away(sizes[seen])}
    # What somebody told her herself, the page did not.
    assert all(gives_away(without_a_page[seen[2]]) for seen in wrong)
    assert not wrong or fact != "nothing more"


def test_whoever_counts_along_never_learns_where_it_began():
    """She tells verhalen herself, one at a time, and looks after each."""
    longest = 20
    sizes = candidates(
        (tuple(told(start + mine, af) for mine in range(longest)), start)
        for start in range(16)
        for af in SECRETS
    )
    assert not any(gives_away(found) for found in sizes.values())


def test_what_is_told_is_never_more_than_there_is_and_never_much_less():
    for aantal, af in product(range(100), SECRETS):
        assert 0 <= aantal - told(aantal, af) <= 8
    assert all(told(aantal, af) == 0 for aantal, af in product(range(GROEP), SECRETS))


def rounded(groep: str) -> list[int]:
    """What the database tells of 0, 1, 2, ... verhalen in this group; run as owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select verhalen_vijftallen(n, %s) from generate_series(0, 40) n order by n", [groep]
        )
        return [aantal for (aantal,) in cursor.fetchall()]


def test_the_database_keeps_to_this_rule_with_a_number_of_its_own_for_each_group(db):
    rule = {af: [told(aantal, af) for aantal in range(41)] for af in SECRETS}
    groups = [rounded(f"groep {number}") for number in range(60)]
    assert {tuple(one) for one in groups} == {tuple(one) for one in rule.values()}
    assert rounded("groep 0") == groups[0]  # always the same: asking often does not help


@pytest.mark.parametrize(
    "question",
    [
        "select sleutel from verhalen_geheim",
        "update verhalen_geheim set sleutel = gen_random_uuid()",
        "insert into verhalen_geheim default values",
        "delete from verhalen_geheim",
        "select verhalen_vijftallen(8, 'groep')",
    ],
)
def test_the_web_role_learns_or_changes_no_number_that_is_taken_off(db, as_user, question):
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with as_user(None), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(question)
