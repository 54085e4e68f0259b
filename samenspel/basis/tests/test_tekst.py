"""Where free text enters: nothing forbidden is stored, and every field is looked at."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

import samenspel
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import VrijeTekstField, find, replaced, require_clean

# What somebody types here is never stored.
NOT_STORED = {"zoek", "q", "code", "deel", "username"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mijn bsn is 111\u2011222\u2011333.", "een BSN"),
        ("bsn 111\u200b222\u200b333", "een BSN"),
        ("bel 06\u00a012\u00a034\u00a056\u00a078", "een telefoonnummer"),
        ("mail wilma (at) ziggo [punt] nl", "een e-mailadres"),
        ("BE68\u00a05390\u00a00754\u00a07034", "een IBAN"),
    ],
)
def test_a_number_in_disguise_is_refused(text, what):
    with pytest.raises(RuleError, match=what) as refused:
        require_clean(tekst="Niets aan de hand.", wens=text)
    assert refused.value.field == "wens"


def test_names_and_addresses_are_for_a_person_to_judge():
    require_clean(tekst="Fatima woont op Kerkstraat 12, 1315 AB.")


def test_every_proposal_is_put_in_its_place():
    text = "Moeder Samira en Daan wonen op Kerkstraat 12. Samira belt 06-12345678."
    assert replaced(text, find(text)) == (
        "Moeder en [naam] wonen op [adres]. [moeder] belt [telefoonnummer]."
    )


def form_classes() -> set[type[forms.BaseForm]]:
    """Every form of the program."""
    for module in walk_packages(samenspel.__path__, "samenspel."):
        if "forms" in module.name.split("."):
            import_module(module.name)
    found: set[type[forms.BaseForm]] = set()
    rest: list[type[forms.BaseForm]] = [forms.BaseForm]
    while rest:
        one = rest.pop()
        rest += one.__subclasses__()
        ours = one.__module__.startswith("samenspel.") and ".tests." not in one.__module__
        found |= {one} if ours else set()
    return found


def test_every_field_in_which_one_writes_refuses_personal_data():
    unguarded = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in form_classes()
        for name, field in getattr(form, "declared_fields", {}).items()
        if type(field) is forms.CharField and name not in NOT_STORED and "password" not in name
    }
    assert len(form_classes()) > 20
    assert unguarded == set()
    assert issubclass(VrijeTekstField, forms.CharField)
