"""What the indexes of casussen must hold."""

import re

from samenspel.organisaties.zichtbaarheid import LEZER
from samenspel.praktijk.models import Casus

COLUMN = re.compile(r"\{row\}\.(\w+)")


def test_the_index_of_an_opgave_holds_all_that_row_security_reads():
    """Else counting the casussen of a big opgave looks up every one of them."""
    index = next(one for one in Casus._meta.indexes if one.name == "casus_opgave")
    names = [*(name for name, _ in index.fields_orders), *index.include]
    held = {Casus._meta.get_field(name).column for name in names}
    assert set(COLUMN.findall(LEZER.formule)) <= held
