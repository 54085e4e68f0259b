"""Working days, as the Algemene termijnenwet counts them; the law stands in the kernel."""

from samenspel.analyse.werkdagen import (
    feestdagen,
    is_werkdag,
    paaszondag,
    werkdagen_in,
    werkdagen_na,
)

__all__ = ["feestdagen", "is_werkdag", "paaszondag", "werkdagen_in", "werkdagen_na"]
