"""The command `samenspel`: what somebody who keeps the program running types."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import django

Command = Callable[[argparse.Namespace], int]
Groups: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a refusal is one Dutch line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")
    options = _parser().parse_args(arguments)
    from django.db import OperationalError, ProgrammingError

    from samenspel.basis.errors import DomainError

    try:
        django.setup()
        command: Command = options.command
        return command(options)
    except DomainError as error:
        said = error.message
    except OperationalError as error:
        said = f"De database antwoordt niet: {error}"
    except ProgrammingError as error:
        if "does not exist" not in str(error):
            raise
        said = "Deze database is nog niet klaargezet. Draai eerst: samenspel start"
    print(said, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samenspel", description="Samen aan een opgave.")
    groups = parser.add_subparsers(required=True, metavar="opdracht")

    _add(groups, "start", start, "zet alles klaar en begin met serveren")
    organisatie = _add(groups, "organisatie", add_organisatie, "voeg een organisatie toe")
    organisatie.add_argument("code", help="een eigen code, die nog niet in de registers staat")
    organisatie.add_argument("soort", help="zoals aanbieder, corporatie of inwoners")
    organisatie.add_argument("naam")
    beheerder = _add(groups, "beheerder", appoint, "wijs de beheerder van een organisatie aan")
    beheerder.add_argument("email")
    beheerder.add_argument("naam")
    beheerder.add_argument("organisatiecode", help="uit het register, zoals GM0034")
    registers = _group(groups, "registers", "gemeenten, regio's, ministeries, regelingen")
    _add(registers, "laad", load_registers, "laad de registers en zeg wat er wijzigde")
    voorbeeld = _group(groups, "voorbeeld", "het voorbeeldprogramma")
    _add(voorbeeld, "laad", load_example, "laad de voorbeelden")
    _add(voorbeeld, "verwijder", remove_example, "verwijder de voorbeelden")
    spoor = _group(groups, "spoor", "wie deed wat wanneer")
    _add(spoor, "verifieer", verify_spoor, "controleer of het spoor heel is")
    termijnen = _group(groups, "termijnen", "vragen zonder antwoord")
    _with_day(_add(termijnen, "verwerk", process_terms, "laat verlopen vragen een trede stijgen"))
    meldingen = _group(groups, "meldingen", "mail als er iets wacht")
    _with_day(_add(meldingen, "verstuur", send_mail, "verstuur de mail van vandaag"))
    _add(groups, "vectoren", refresh_vectors, "maak casussen vindbaar die op elkaar lijken")
    _with_day(_add(groups, "dagelijks", daily, "alles wat elke dag moet"))
    bewaar = _add(groups, "backup", backup, "bewaar alle gegevens in een bestand")
    _with_file(bewaar)
    bewaar.add_argument("--overschrijf", action="store_true", help="ook als het bestand bestaat")
    _with_file(_add(groups, "restore", restore, "zet een backup terug in een lege database"))
    simuleer = _add(groups, "simuleer", simulate, "vul een database met landelijke oefengegevens")
    simuleer.add_argument("--gemeenten", type=int, default=342)
    simuleer.add_argument("--casussen", type=int, default=100_000)
    simuleer.add_argument("--zaad", type=int, default=1, help="zelfde zaad, zelfde gegevens")
    return parser


def _group(groups: Groups, name: str, help_: str) -> Groups:
    made: argparse.ArgumentParser = groups.add_parser(name, help=help_)
    return made.add_subparsers(required=True, metavar="opdracht")


def _add(groups: Groups, name: str, command: Command, help_: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = groups.add_parser(name, help=help_)
    made.set_defaults(command=command)
    return made


def _with_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--op", type=date.fromisoformat, default=date.today(), help="dag, als 2027-01-03"
    )


def _with_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bestand", type=Path)


def _say(line: str) -> None:
    print(line, flush=True)


def start(options: argparse.Namespace) -> int:
    """Set everything up that is not there yet, and serve."""
    from samenspel.project.start import serve

    return serve(_say)


def add_organisatie(options: argparse.Namespace) -> int:
    """Add an organisatie that is in no register."""
    from samenspel.toegang.actions.mensen import maak_organisatie

    made = maak_organisatie(options.code, options.soort, options.naam)
    _say(f"{made} is toegevoegd. Wijs nu een beheerder aan: samenspel beheerder ... {made.code}")
    return 0


def appoint(options: argparse.Namespace) -> int:
    """Make the first beheerder of an organisatie and print her link to choose a password."""
    from samenspel.toegang.actions.mensen import maak_beheerder

    link = maak_beheerder(options.email, options.naam, options.organisatiecode)
    _say(f"{options.email} is beheerder. Kies binnen drie dagen een wachtwoord: {link}")
    return 0


def load_registers(options: argparse.Namespace) -> int:
    """Load the registers and report what changed."""
    from samenspel.basis import klok
    from samenspel.organisaties.registers import laad_registers

    _say(str(laad_registers(op=klok.today())))
    return 0


def load_example(options: argparse.Namespace) -> int:
    """Load the example programme."""
    from samenspel.project import voorbeeld

    loaded = voorbeeld.laad(_say)
    _say("Het voorbeeld is geladen." if loaded else "Het voorbeeld was er al.")
    return 0


def remove_example(options: argparse.Namespace) -> int:
    """Remove the example programme."""
    from samenspel.project import voorbeeld

    count = voorbeeld.verwijder()
    _say(f"{count} voorbeeldopgaven verwijderd, met alles wat eraan hing.")
    return 0


def verify_spoor(options: argparse.Namespace) -> int:
    """Check every seal of the spoor."""
    from samenspel.spoor.models import Gebeurtenis
    from samenspel.spoor.rows import first_break

    broken = first_break()
    _say(broken or f"Het spoor is heel: {Gebeurtenis.objects.count()} gebeurtenissen.")
    return 1 if broken else 0


def process_terms(options: argparse.Namespace) -> int:
    """Let questions whose term ran out climb one step."""
    from samenspel.overleg.plaatsing.actions import verwerk_termijnen

    climbed = verwerk_termijnen(options.op)
    for agendering in climbed:
        _say(f"{agendering}: ligt nu bij {agendering.orgaan}, tot {agendering.uiterlijk}.")
    _say(f"{len(climbed)} vragen een trede hoger.")
    return 0


def send_mail(options: argparse.Namespace) -> int:
    """Mail everyone on whom something waits, once a day."""
    from samenspel.overzicht.meldingen import verstuur_meldingen

    _say(f"{verstuur_meldingen(options.op)} mensen gemaild.")
    return 0


def refresh_vectors(options: argparse.Namespace) -> int:
    """Let every casus that is new or changed be found by casussen like it."""
    from samenspel.inzichten.actions import ververs_vectoren

    _say(f"{ververs_vectoren()} casussen vergelijkbaar gemaakt.")
    return 0


def daily(options: argparse.Namespace) -> int:
    """Do what must be done every day; doing it twice does no harm."""
    return process_terms(options) or refresh_vectors(options) or send_mail(options)


def backup(options: argparse.Namespace) -> int:
    """Keep everything in one file."""
    from samenspel.project.bewaren import backup as keep

    _say(keep(options.bestand, overschrijf=options.overschrijf))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup back into an empty database."""
    from samenspel.project.bewaren import restore as put_back

    _say(put_back(options.bestand))
    return verify_spoor(options)


def simulate(options: argparse.Namespace) -> int:
    """Fill the database with national practice data."""
    from samenspel.project.simuleer import simuleer

    _say(simuleer(options.gemeenten, options.casussen, zaad=options.zaad))
    return 0
