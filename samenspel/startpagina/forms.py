"""What the strip of the example asks."""

from django import forms

from samenspel.basis import klok


class VerderForm(forms.Form):
    """How far to go on: some days, or past the last day of a round."""

    dagen = forms.IntegerField(required=False)
    naar = forms.DateField(required=False)

    def days(self) -> int:
        """How many days that is; `naar` is a day that must be over."""
        last = self.cleaned_data["naar"]
        return (last - klok.today()).days + 1 if last else self.cleaned_data["dagen"] or 0
