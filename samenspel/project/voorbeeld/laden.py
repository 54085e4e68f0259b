"""Load the example programme, unless it is there."""

import tomllib
from pathlib import Path

from django.db import connection, transaction

from samenspel.basis.errors import RuleError
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Organisatie
from samenspel.project.voorbeeld.gevonden import laad_gevonden
from samenspel.project.voorbeeld.leren import vul_leren
from samenspel.project.voorbeeld.loader import Loader, Progress
from samenspel.project.voorbeeld.verhalen import laad_verhalen

PROGRAMMA = Path(__file__).parent / "programma.toml"


@transaction.atomic
def laad(progress: Progress = lambda line: None) -> bool:
    """Load the example unless it is there; returns whether it was loaded."""
    with connection.cursor() as cursor:  # a clock that can be put forward (basis.klok)
        cursor.execute("insert into basis_klok default values on conflict do nothing")
    if Opgave.objects.filter(voorbeeld=True).exists():
        return False
    if not Organisatie.objects.filter(code="GM0034").exists():
        raise RuleError("Laad eerst de registers: samenspel registers laad.")
    loader = Loader(tomllib.loads(PROGRAMMA.read_text()), progress)
    loader.run()
    vul_leren(loader)
    progress(laad_gevonden(loader))
    progress(laad_verhalen(loader))
    return True
