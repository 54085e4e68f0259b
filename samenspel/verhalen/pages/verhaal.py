"""What the page of one verhaal shows."""

from dataclasses import dataclass

from samenspel.basis.checks import allows
from samenspel.organisaties.models import Gebruiker, Leefgebied
from samenspel.verhalen import permissions, toestemming
from samenspel.verhalen.models import Citaat, Verhaal, Verhaalpagina
from samenspel.verhalen.rows import Aangewezen, aangewezen_by


@dataclass(frozen=True)
class VerhaalPage:
    """Everything the page of one verhaal shows; `may_...` says what this viewer can do here."""

    verhaal: Verhaal
    themas: list[str]
    aangewezen: list[Aangewezen]
    citaten: list[Citaat]
    gepubliceerd: bool
    toestemming: toestemming.Versie | None
    is_teller: bool
    may_read_over: bool
    may_use: bool
    may_cite: bool


def verhaal_page(verhaal: Verhaal, *, viewer: Gebruiker, code: str) -> VerhaalPage:
    """Compose the page of `verhaal` for this viewer, who may hold its code."""
    teller = permissions.is_teller(viewer, verhaal, code)
    may_use = allows(permissions.check_gebruiken, verhaal, by=viewer)
    page = Verhaalpagina.objects.filter(opgave=verhaal.opgave_id)
    return VerhaalPage(
        verhaal=verhaal,
        themas=[Leefgebied(code).label for code in (verhaal.thema, *verhaal.ook)],
        aangewezen=aangewezen_by(verhaal, teller=teller),
        citaten=list(Citaat.objects.filter(verhaal=verhaal)) if teller or may_use else [],
        gepubliceerd=(teller or may_use) and page.exists(),
        toestemming=toestemming.versie(verhaal.toestemming) if teller else None,
        is_teller=teller,
        may_read_over=allows(permissions.check_nalezen, verhaal, by=viewer),
        may_use=may_use,
        may_cite=allows(permissions.check_citeren, verhaal, by=viewer),
    )
