"""What the pages show on which somebody says yes or no, for an organisatie or for herself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.rij import Rij, Tag, term
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven import permissions, rules
from samenspel.opgaven.models import Uitnodiging, Wijziging
from samenspel.opgaven.rows import Inhoud, Uitspraak, inhoud_of, opgaven, stemmen_over
from samenspel.opgaven.rules import QUORUM, HeeftWerkafspraken, Werkafspraken, werkafspraken_of
from samenspel.organisaties.models import Gebruiker, Organisatie


def wat_wacht(rows: Sequence[Mapping[str, str]]) -> list[Rij]:
    """Tell what partners must still agree on (`wacht_json` of `rows.met_wacht`)."""
    return [_waits(row, date.fromisoformat(row["uiterlijk"])) for row in rows]


def _waits(row: Mapping[str, str], day: date) -> Rij:
    wat = Wijziging.Soort(row["soort"]).label
    return Rij(
        f"{wat}: {row['wie']}" if row["wie"] else str(wat),
        reverse("opgaven:wijziging", args=[row["pk"]]),
        f"Voorstel van {row['namens']} · antwoord uiterlijk {datum(day)}",
        *term(day, klok.today()),
        termijn=day,
    )


@dataclass(frozen=True)
class Vraag:
    """What an invitation asks, in words; without `ja` it is answered by naming somebody."""

    vraag: str
    wat: str
    """What whoever asks does: the rest of a sentence that begins with her name."""
    nee: str
    ja: str = ""
    uitleg: str = ""
    gedaan: str = ""


def _vraag(uitnodiging: Uitnodiging) -> Vraag:
    """Say what is asked of whom."""
    at, holder = uitnodiging.organisatie, uitnodiging.namens
    match uitnodiging.vraag:
        case rules.Vraag.PEN:
            stays = f"{at} voert daarna de pen, en kan pas weg als zij haar weer doorgeeft."
            return Vraag(
                "Neemt u de pen aan?",
                "biedt u de pen van deze opgave aan.",
                "Nee, ik neem haar niet",
                "Ja, ik neem de pen",
                f"U wordt opgaveregisseur. {'' if at == holder else stays}".strip(),
                "U hebt nu de pen.",
            )
        case rules.Vraag.PLEK:
            return Vraag(
                "Werkt u mee in het programmateam?",
                f"vraagt u voor het programmateam, namens {at}.",
                "Nee, dat doe ik niet",
                "Ja, ik werk mee",
                "U werkt dan voor alle partners. U kunt er op elk moment weer uit.",
                "U zit nu in het programmateam.",
            )
        case rules.Vraag.TEAM:
            return Vraag(
                f"Wie komt er voor {at} in het team?",
                "vraagt u om iemand voor het programmateam.",
                "Nee, wij hebben niemand",
                uitleg="U kiest zelf wie. Zij zegt daarna zelf ja of nee.",
            )
    return Vraag(
        f"Doet {at} mee?",
        f"nodigt {at} uit als {uitnodiging.get_rol_display().lower()}.",
        "Nee, wij doen niet mee",
        "Ja, wij doen mee",
        f"Met uw ja gaat {at} akkoord met de bedoeling en met de werkafspraken hierboven. U kunt "
        "er op elk moment weer uit. Uw organisatie is pas gebonden aan een besluit als zij daar "
        "zelf ja op zegt.",
        f"{at} doet nu mee.",
    )


@dataclass(frozen=True)
class UitnodigingPage:
    """What somebody reads before she answers; of the opgave itself no more than `inhoud`."""

    uitnodiging: Uitnodiging
    vraag: Vraag
    inhoud: Inhoud | None
    werkafspraken: list[str]
    may_answer: bool
    may_withdraw: bool
    tag: Tag

    @property
    def is_open(self) -> bool:
        """Does it wait for an answer?"""
        return self.uitnodiging.stand == Uitnodiging.Stand.OPEN


def uitnodiging_page(uitnodiging: Uitnodiging, *, viewer: Gebruiker) -> UitnodigingPage:
    """Compose the page of an invitation for this viewer."""
    inhoud = inhoud_of(uitnodiging)
    found = opgaven().filter(pk=uitnodiging.opgave_id).first() if inhoud is None else None
    if found is not None:
        uitnodiging.opgave = found
    return UitnodigingPage(
        uitnodiging,
        _vraag(uitnodiging),
        inhoud,
        werkafspraken_of(inhoud).zinnen() if inhoud else [],
        allows(permissions.check_antwoorden, uitnodiging, by=viewer),
        found is not None
        and allows(permissions.check_uitnodiging_intrekken, uitnodiging, by=viewer),
        _tag(uitnodiging),
    )


@dataclass(frozen=True)
class Verandering:
    """One thing of an opgave, as it is and as it would be."""

    wat: str
    was: str
    wordt: str


@dataclass(frozen=True)
class WijzigingPage:
    """What would change, who said what, and what the viewer can say."""

    wijziging: Wijziging
    titel: str
    verschillen: list[Verandering]
    werkafspraken: list[str]
    stemmen: list[Uitspraak]
    namens: list[Organisatie]
    """For whom the viewer can still say yes or no."""
    may_withdraw: bool
    may_confirm: bool
    """Is it about her own organisatie, and must she say that she read it?"""
    has_opgave: bool
    tag: Tag

    @property
    def is_open(self) -> bool:
        """Does it wait for an answer?"""
        return self.wijziging.stand == Wijziging.Stand.OPEN


def wijziging_page(wijziging: Wijziging, *, viewer: Gebruiker) -> WijzigingPage:
    """Compose the page of a wijziging for this viewer, who may have no opgave to read any more."""
    opgave = opgaven().filter(pk=wijziging.opgave_id).first()
    if opgave is not None:
        wijziging.opgave = opgave
    stemmen = stemmen_over(wijziging)
    is_open = wijziging.stand == Wijziging.Stand.OPEN
    silent = {one.organisatie_id for one in stemmen if one.ja is None}
    own = permissions.stemmen_van(wijziging, viewer) if is_open else []
    about_text = wijziging.soort == Wijziging.Soort.INHOUD
    shows_old = about_text and is_open and opgave is not None
    return WijzigingPage(
        wijziging=wijziging,
        titel=_titel(wijziging),
        verschillen=_verschillen(opgave, wijziging) if shows_old and opgave else [],
        werkafspraken=werkafspraken_of(wijziging).zinnen(),
        stemmen=stemmen,
        namens=[one for one in own if one.pk in silent],
        may_withdraw=allows(permissions.check_wijziging_intrekken, wijziging, by=viewer),
        may_confirm=allows(permissions.check_afscheid_lezen, wijziging, by=viewer),
        has_opgave=opgave is not None,
        tag=_tag(wijziging),
    )


def _titel(wijziging: Wijziging) -> str:
    name = str(wijziging.organisatie)
    return {
        Wijziging.Soort.VASTSTELLEN: "Stellen wij deze opgave samen vast?",
        Wijziging.Soort.INHOUD: "Wijzigen wij deze opgave?",
        Wijziging.Soort.PARTNER_ERBIJ: f"Nodigen wij {name} uit?",
        Wijziging.Soort.PARTNER_WEG: f"Gaan wij verder zonder {name}?",
    }[Wijziging.Soort(wijziging.soort)]


def _verschillen(now: HeeftWerkafspraken, new: Wijziging) -> list[Verandering]:
    was, wordt = werkafspraken_of(now), werkafspraken_of(new)
    pairs = [
        ("Titel", getattr(now, "titel", ""), new.titel),
        ("Bedoeling", getattr(now, "bedoeling", ""), new.bedoeling),
        ("Een ronde duurt", *(f"{one.ronde_werkdagen} werkdagen" for one in (was, wordt))),
        ("Een bezwaar vervalt", *(f"na ronde {one.verval_na_rondes}" for one in (was, wordt))),
        ("Genoeg gereageerd", *(_quorum(one) for one in (was, wordt))),
    ]
    return [Verandering(*pair) for pair in pairs if pair[1] != pair[2]]


def _quorum(afspraken: Werkafspraken) -> str:
    return QUORUM.get(afspraken.quorum, f"meer dan {afspraken.quorum} procent")


def _tag(thing: Uitnodiging | Wijziging) -> Tag:
    if thing.stand == "open":
        return term(thing.uiterlijk, klok.today())
    kind = {"aangenomen": "klaar", "gestopt": "bezwaar"}.get(thing.stand, "stil")
    return thing.get_stand_display().lower(), kind
