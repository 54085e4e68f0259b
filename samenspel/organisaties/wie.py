"""Who somebody is to a row: the conditions that every policy is made of.

The functions stand in ``sql/`` here and in opgaven. `= any (array(select ...))` is evaluated once
per query and uses the index; `in (select ...)` reads the whole table.
"""

from samenspel.basis.policy.conditions import Named


def one_of(kolom: str, functie: str) -> str:
    """Write that a column of the row is one of the ids that `functie` gives for me."""
    return f"{{row}}.{kolom} = any (array(select {functie}()))"


MAKER = Named("maker", "Heeft dit zelf gemaakt.", "{row}.maker_id = (select mijn_id())")
COLLEGA = Named(
    "collega",
    "Werkt voor de organisatie van wie dit is.",
    one_of("organisatie_id", "mijn_organisaties"),
)
VERTEGENWOORDIGER = Named(
    "vertegenwoordiger",
    "Spreekt voor de organisatie van wie dit is, als vertegenwoordiger of beheerder.",
    one_of("organisatie_id", "mijn_stem"),
)
BEHEERDER = Named(
    "beheerder",
    "Beheert de organisatie van wie dit is.",
    one_of("organisatie_id", "mijn_beheer"),
)
PARTNER = Named(
    "partner",
    "Werkt voor een organisatie die meedoet aan de opgave.",
    one_of("opgave_id", "mijn_partneropgaven"),
)
TEAM = Named(
    "team",
    "Zit in het programmateam van de opgave, en werkt nog voor wie haar stuurde.",
    one_of("opgave_id", "mijn_teamopgaven"),
)
GENOEMD = Named(
    "wie genoemd is",
    "Staat genoemd als lezer.",
    "(select mijn_id()) = any ({row}.genoemden)",
)
ZELF = Named("zijzelf", "Het gaat over haarzelf.", "{row}.gebruiker_id = (select mijn_id())")
