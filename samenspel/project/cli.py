"""The command `samenspel`: what somebody who keeps the program running types.

Each command is a function; its docstring is what `--help` says of it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import django
from click.exceptions import NoArgsIsHelpError

FRAME = {"Options": "Keuzes", "Commands": "Opdrachten"}


class Uitleg(click.HelpFormatter):
    """Help of which the words around it are Dutch too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Say how to type it."""
        super().write_usage(prog, args, "Gebruik: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Begin a part."""
        with super().section(FRAME.get(name, name)):
            yield


class Opdracht(click.Command):
    """One command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[KEUZES]"} | kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain the explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option


class Opdrachten(Opdracht, click.Group):
    """Commands that belong together."""

    command_class = Opdracht
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "OPDRACHT"} | kwargs)


click.Context.formatter_class = Uitleg
DAG = click.option("--op", type=click.DateTime(["%Y-%m-%d"]), help="Een dag, als 2027-01-03.")
BESTAND = click.argument("bestand", type=click.Path(path_type=Path))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a refusal is one Dutch line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")
    from django.db import OperationalError, ProgrammingError

    from samenspel.basis.errors import DomainError

    try:
        return int(samenspel.main(arguments, "samenspel", standalone_mode=False) or 0)
    except click.UsageError as error:
        said = _explain(error)
    except DomainError as error:
        said = error.message
    except OperationalError as error:
        said = f"De database antwoordt niet: {error}"
    except ProgrammingError as error:
        if "does not exist" not in str(error):
            raise
        said = "Deze database is nog niet klaargezet. Draai eerst: samenspel start"
    click.echo(said, err=True)
    return 1


def _explain(error: click.UsageError) -> str:
    """Say in Dutch what is wrong with what was typed."""
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    name = (getattr(getattr(error, "param", None), "name", "") or "").upper()
    if isinstance(error, click.MissingParameter):
        said = f"Geef ook: {name}"
    elif isinstance(error, click.NoSuchOption):
        said = f"De keuze {error.option_name} bestaat hier niet."
    elif isinstance(error, click.BadParameter):
        said = f"Dit past niet bij {name}."
    else:
        said = "Deze opdracht bestaat niet, of er staat iets te veel."
    return f"{error.ctx.get_usage()}\n{said}" if error.ctx else said


@click.group(cls=Opdrachten)
def samenspel() -> None:
    """Samen aan een opgave."""
    django.setup()


@samenspel.command()
def start() -> int:
    """Zet alles klaar en begin met serveren."""
    from samenspel.project.start import serve

    return serve(click.echo)


@samenspel.command()
def werker() -> None:
    """Doe het werk waarop niemand wacht, zoals mail en zoeken."""
    from samenspel.project.werker import work

    work()


@samenspel.group(invoke_without_command=True)
@click.pass_context
def taken(context: click.Context) -> None:
    """Toon wat er in de rij staat en wat niet lukte."""
    from samenspel.taken.pages import report

    if context.invoked_subcommand is None:
        click.echo(report())


@taken.command()
@click.argument("nummer", type=int)
def opnieuw(nummer: int) -> None:
    """Probeer wat niet lukte nog eens."""
    from samenspel.taken.actions import try_again

    try_again(nummer)
    click.echo(f"{nummer} staat weer in de rij.")


@taken.command()
@click.argument("nummer", type=int)
def weg(nummer: int) -> None:
    """Vergeet wat niet lukte."""
    from samenspel.taken.actions import forget

    forget(nummer)
    click.echo(f"{nummer} is weg.")


@samenspel.command()
@click.argument("code")
@click.argument("soort")
@click.argument("naam")
def organisatie(code: str, soort: str, naam: str) -> None:
    """Voeg een organisatie toe die in geen register staat.

    CODE kiest u zelf. SOORT is bijvoorbeeld aanbieder, corporatie of inwoners.
    """
    from samenspel.toegang.actions.mensen import maak_organisatie

    made = maak_organisatie(code, soort, naam)
    click.echo(
        f"{made} is toegevoegd. Wijs nu een beheerder aan: samenspel beheerder ... {made.code}"
    )


@samenspel.command()
@click.argument("email")
@click.argument("naam")
@click.argument("organisatiecode")
def beheerder(email: str, naam: str, organisatiecode: str) -> None:
    """Wijs de beheerder van een organisatie aan.

    De ORGANISATIECODE staat in het register en op de pagina van de organisatie, zoals GM0034.
    """
    from samenspel.toegang.actions.mensen import maak_beheerder

    link = maak_beheerder(email, naam, organisatiecode)
    click.echo(f"{email} is beheerder. Kies binnen drie dagen een wachtwoord: {link}")


@samenspel.group()
def registers() -> None:
    """Gemeenten, regio's, ministeries en regelingen."""


@registers.command("laad")
def load_registers() -> None:
    """Laad de registers en zeg wat er wijzigde."""
    from samenspel.basis import klok
    from samenspel.organisaties.registers import laad_registers

    click.echo(laad_registers(op=klok.today()))


@samenspel.group()
def voorbeeld() -> None:
    """Het voorbeeldprogramma."""


@voorbeeld.command("laad")
def load_example() -> None:
    """Laad de voorbeelden."""
    from samenspel.project.voorbeeld import laad

    click.echo("Het voorbeeld is geladen." if laad(click.echo) else "Het voorbeeld was er al.")


@voorbeeld.command("verwijder")
def remove_example() -> None:
    """Verwijder de voorbeelden, met alles wat eraan hangt."""
    from samenspel.project.voorbeeld import verwijder

    click.echo(f"{verwijder()} voorbeeldopgaven verwijderd, met alles wat eraan hing.")


@samenspel.group()
def spoor() -> None:
    """Wie deed wat wanneer."""


@spoor.command()
@click.option(
    "--anker", "bestand", type=click.Path(path_type=Path), help="Een anker dat u bewaarde."
)
def verifieer(bestand: Path | None) -> int:
    """Controleer of het spoor heel is."""
    from samenspel.project.anker import verify

    broken, said = verify(bestand)
    click.echo(said)
    return int(broken)


@spoor.command()
@BESTAND
def anker(bestand: Path) -> None:
    """Schrijf op waar het spoor nu ophoudt.

    Bewaar het BESTAND op een andere machine: wie het heeft, merkt later of er iets weg is.
    """
    from samenspel.project.anker import write
    from samenspel.spoor import rows

    write(bestand, now := rows.anker())
    click.echo(f"Anker in {bestand}: {now}")


@samenspel.command()
def controleer() -> int:
    """Loop alles na wat besloten en afgesproken is, en meld wat tegen een regel is.

    Draai dit als eigenaar van de database: die leest alles.
    """
    from samenspel.project.controle import controleer as walk

    return int(walk(click.echo, lambda done: click.echo(done, err=True)) > 0)


@samenspel.group()
def termijnen() -> None:
    """Vragen zonder antwoord."""


@termijnen.command()
@DAG
def verwerk(op: datetime | None) -> None:
    """Laat verlopen vragen een trede stijgen, en verlopen uitnodigingen en wijzigingen eindigen."""
    from samenspel.overleg.partners.actions import verwerk_antwoordtermijnen
    from samenspel.overleg.plaatsing.actions import verwerk_termijnen

    climbed = verwerk_termijnen(_day(op))
    for agendering in climbed:
        click.echo(f"{agendering}: ligt nu bij {agendering.orgaan}, tot {agendering.uiterlijk}.")
    click.echo(f"{len(climbed)} vragen een trede hoger.")
    ended = verwerk_antwoordtermijnen(_day(op))
    click.echo(f"{ended} uitnodigingen en wijzigingen waarvan de termijn om is.")


@samenspel.group()
def meldingen() -> None:
    """Mail als er iets op iemand wacht."""


@meldingen.command()
@DAG
def verstuur(op: datetime | None) -> None:
    """Zet de mail van een dag klaar; de werker verstuurt hem."""
    from samenspel.overzicht.meldingen import zet_meldingen_klaar

    click.echo(f"De mail voor {zet_meldingen_klaar(_day(op))} mensen staat in de rij.")


@samenspel.command()
def vectoren() -> None:
    """Maak casussen vindbaar die op elkaar lijken."""
    from samenspel.inzichten.actions import ververs_vectoren

    click.echo(f"{ververs_vectoren()} casussen vergelijkbaar gemaakt.")


@samenspel.command()
@BESTAND
@click.option("--overschrijf", is_flag=True, help="Ook als het bestand al bestaat.")
def backup(bestand: Path, overschrijf: bool) -> None:
    """Bewaar alle gegevens in een bestand."""
    from samenspel.project.bewaren import backup as keep

    click.echo(keep(bestand, overschrijf=overschrijf))


@samenspel.command()
@BESTAND
@click.pass_context
def restore(context: click.Context, bestand: Path) -> int:
    """Zet een backup terug in een lege database."""
    from samenspel.project.anker import anchor_of
    from samenspel.project.bewaren import restore as put_back

    click.echo(put_back(bestand))
    kept = anchor_of(bestand)
    status: int = context.invoke(verifieer, bestand=kept if kept.exists() else None)
    return status


@samenspel.command()
@click.option("--gemeenten", default=342, help="Hoeveel; anders 342.")
@click.option("--casussen", default=100_000, help="Hoeveel; anders 100.000.")
@click.option("--zaad", default=1, help="Zelfde zaad, zelfde gegevens.")
def simuleer(gemeenten: int, casussen: int, zaad: int) -> None:
    """Vul een database met landelijke oefengegevens."""
    from samenspel.project.simuleer import simuleer as fill

    click.echo(fill(gemeenten, casussen, zaad=zaad))


def _day(op: datetime | None) -> date:
    from samenspel.basis import klok

    return op.date() if op else klok.today()
