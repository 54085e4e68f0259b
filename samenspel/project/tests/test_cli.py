"""The command `samenspel` speaks Dutch, also when it is not understood."""

import pytest

from samenspel.project.cli import main, samenspel


def told(capsys, *arguments: str) -> tuple[int, str]:
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out + said.err


@pytest.mark.parametrize("command", ["", *samenspel.commands])
def test_every_command_explains_itself_in_dutch(capsys, command):
    status, said = told(capsys, *command.split(), "--help")
    assert status == 0
    assert said.startswith(f"Gebruik: samenspel {command}".strip())
    assert "Toon deze uitleg." in said
    for english in ("Usage", "Options", "Commands", "COMMAND", "Show this", "[default"):
        assert english not in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("beheerder a@b.nl", "Geef ook: NAAM"),
        ("bestaatniet", "Deze opdracht bestaat niet, of er staat iets te veel."),
        ("vectoren te veel", "Deze opdracht bestaat niet, of er staat iets te veel."),
        ("backup x --zomaar", "De keuze --zomaar bestaat hier niet."),
        ("termijnen verwerk --op morgen", "Dit past niet bij OP."),
        ("simuleer --gemeenten veel", "Dit past niet bij GEMEENTEN."),
    ],
)
def test_what_is_typed_wrong_is_said_with_how_it_should_be(capsys, typed, says):
    status, said = told(capsys, *typed.split())
    assert status == 1
    assert said.startswith("Gebruik: samenspel ")
    assert said.strip().endswith(says)


def test_without_a_command_it_lists_them(capsys):
    status, said = told(capsys)
    assert status == 1
    assert "werker" in said
