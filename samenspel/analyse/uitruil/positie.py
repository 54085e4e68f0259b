"""What an exchange does to one partner."""

from __future__ import annotations

from dataclasses import dataclass

from samenspel.analyse.uitruil.measures import Band


@dataclass(frozen=True)
class Positie:
    """What one partner gives and gets.

    Attributes
    ----------
    kosten, baten
        Its own part in the package.
    betaalt, ontvangt
        Side payments.
    band
        The net result if the payments stay as agreed: nine out of ten draws lie in it.
    band_achteraf
        The net result if the payments are settled afterwards by the same rule; None for a
        rule that cannot be applied to so many partners in every draw.

    References
    ----------
    Our own; docs/uitruil.md says why.
    """

    kosten: float
    baten: float
    betaalt: float
    ontvangt: float
    band: Band
    band_achteraf: Band | None

    @property
    def geven(self) -> float:
        """Return costs and payments together."""
        return self.kosten + self.betaalt

    @property
    def krijgen(self) -> float:
        """Return benefits and receipts together."""
        return self.baten + self.ontvangt

    @property
    def saldo(self) -> float:
        """Return what is left: krijgen minus geven."""
        return self.krijgen - self.geven
