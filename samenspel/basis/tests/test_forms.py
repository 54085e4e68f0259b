"""Every Django form comes out as fields one can read, fill in and repair."""

import re

import pytest
from django import forms

from samenspel.basis.errors import RuleError
from samenspel.basis.forms import Datum, add_error
from samenspel.basis.tests.demo import Vragen


def test_a_field_tells_its_label_and_description():
    html = str(Vragen())
    assert re.search(r'<label [^>]*for="id_titel">Hoe noemt u dit\?\s*</label>', html)
    assert 'id="id_titel_helptext">Noem geen namen.' in html
    assert re.search(r'<input [^>]*name="titel"[^>]*aria-describedby="id_titel_helptext"', html)
    assert 'role="alert"' not in html


def test_only_what_may_stay_empty_is_marked():
    html = str(Vragen())
    assert html.count("(niet verplicht)") == 2


def test_a_group_of_choices_is_a_fieldset():
    html = str(Vragen())
    assert html.count("<fieldset") == html.count("<legend") == html.count("</fieldset>") == 2
    assert re.search(r'<fieldset [^>]*aria-describedby="id_gebieden_helptext"', html)
    assert '<div id="id_gebieden" class="chips">' in html


def test_a_mistake_stands_at_its_field_and_above_the_form():
    html = str(Vragen({"titel": "Huur"}))
    assert html.count("Vul dit nog in.") == 2, "at the field `verhaal`, and in the summary"
    assert '<a href="#id_verhaal">Wat is er?</a>' in html
    assert '<a href="#id_reactie_0">Wat vindt u?</a>' in html
    assert 'id="id_reactie_0"' in html
    assert 'id="id_verhaal_error">' in html
    assert re.search(
        r'<textarea [^>]*aria-invalid="true" aria-describedby="id_verhaal_error"', html
    )
    assert 'value="Huur"' in html, "what was typed is kept"


def test_a_wrong_choice_is_not_repeated_to_the_sender():
    html = str(Vragen({"gemeente": "x" * 1_000_000, "gebieden": ["y" * 1_000_000]}))
    assert html.count("Kies een van de mogelijkheden.") == 6  # three fields, each told twice
    assert len(html) < 20_000


def test_an_action_that_refuses_speaks_at_the_field_or_above_the_form():
    form = Vragen({})
    form.is_valid()
    add_error(form, RuleError("Die titel bestaat al.", field="titel"))
    add_error(form, RuleError("De ronde is gesloten."))
    add_error(form, RuleError("Het mandaat is op.", field="not_in_this_form"))
    assert "Die titel bestaat al." in form.errors["titel"]
    assert form.non_field_errors() == ["De ronde is gesloten.", "Het mandaat is op."]
    assert "<li>De ronde is gesloten.</li>" in str(form)


def test_a_day_travels_in_the_notation_of_the_browser():
    class Sluiting(forms.Form):
        dag = forms.DateField(widget=Datum)

    form = Sluiting({"dag": "2027-01-03"})
    assert form.is_valid()
    again = Sluiting(initial={"dag": form.cleaned_data["dag"]})
    assert re.search(r'<input type="date"[^>]*value="2027-01-03"', str(again))


@pytest.mark.parametrize("typed", ["<b>vet</b>", '"><script>alert(1)</script>'])
def test_typed_text_stays_text(typed):
    html = str(Vragen({"titel": typed, "verhaal": typed}))
    assert "<script>" not in html
    assert "<b>" not in html
