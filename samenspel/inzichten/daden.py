"""What is done with what was found."""

from samenspel.spoor.daden import Daad


class VermoedenDaad(
    Daad,
    over="vermoeden",
    vroeger={
        "vermoeden gesplitst": "gesplitst",
        "vermoedens samengevoegd": "samengevoegd",
        "vermoeden afgewezen": "afgewezen",
        "vermoeden heropend": "heropend",
        "vermoeden bevestigd": "bevestigd",
    },
):
    """What somebody makes of a group of casussen that was found."""

    GESPLITST = "gesplitst", "splitste het vermoeden"
    SAMENGEVOEGD = "samengevoegd", "voegde een ander vermoeden hierbij"
    AFGEWEZEN = "afgewezen", "vond dat dit geen knelpunt is"
    HEROPEND = "heropend", "wil dit vermoeden toch weer zien"
    BEVESTIGD = "bevestigd", "benoemde dit vermoeden als knelpunt"


class AntwoordDaad(Daad, over="casus", vroeger={"voorstel afgewezen": "knelpunt afgewezen"}):
    """What an indiener says of a navraag; yes links the two."""

    KNELPUNT_AFGEWEZEN = (
        "knelpunt afgewezen",
        "vond dat een voorgesteld knelpunt hier niet speelt",
    )
