"""What somebody agreed to stays readable as it was."""

from hashlib import sha256

from samenspel.verhalen import toestemming

KEPT = {1: "ce674f0ab8f729a8"}
"""Each text that was ever used, sealed. A change asks for a new version, not for a new seal."""


def test_a_text_that_was_agreed_to_never_changes():
    sealed = {
        one.nummer: sha256("\n".join(one.punten).encode()).hexdigest()[:16]
        for one in toestemming.versies()
    }
    assert sealed == KEPT


def test_the_newest_is_asked_and_every_one_can_be_found():
    numbers = [one.nummer for one in toestemming.versies()]
    assert numbers == sorted(set(numbers))
    assert toestemming.huidig().nummer == numbers[-1]
    assert all(toestemming.versie(number).nummer == number for number in numbers)
