"""Sign in, set one's own preferences, and say who works for an organisatie."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import MaxLengthValidator

from samenspel.basis.regel import longest
from samenspel.basis.tekst import VrijeRegelField
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.toegang.actions.mensen import LONGEST_EMAIL

LONGEST_PASSWORD = 1000


def _limit(field: forms.Field) -> None:
    """Refuse a password of a megabyte: it is work for the server, not a password."""
    field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


def label_new_password(form: forms.BaseForm) -> None:
    """Ask for a new password in plain words."""
    form.fields["new_password1"].label = "Nieuw wachtwoord"
    form.fields["new_password1"].help_text = "Ten minste twaalf tekens; een korte zin mag."
    form.fields["new_password2"].label = "Nog eens het nieuwe wachtwoord"
    form.fields["new_password2"].help_text = ""
    for field in form.fields.values():
        _limit(field)


class InlogForm(AuthenticationForm):
    """Django's own, in words that say what to do."""

    error_messages = {
        "invalid_login": (
            "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw. "
            "Na vijf keer wacht u een kwartier."
        ),
        "inactive": "Dit account is gesloten. Vraag uw beheerder.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Gebruikersnaam"
        self.fields["username"].help_text = "Meestal uw e-mailadres."
        # Django only tells the browser; whoever sends more must not get as far as the database.
        self.fields["username"].validators.append(MaxLengthValidator(150))
        _limit(self.fields["password"])

    def clean_username(self) -> str:
        """An e-mail address is the same in capitals; we keep it in small letters."""
        name: str = self.cleaned_data["username"]
        return name.lower() if "@" in name else name


class WachtwoordForm(PasswordChangeForm):
    """Django's own, with plain labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Uw wachtwoord van nu"
        label_new_password(self)


class VergetenForm(forms.Form):
    """Where the link to choose a password goes."""

    email = forms.EmailField(label="Uw e-mailadres", max_length=longest(Gebruiker.email))
    email.widget.attrs["autocomplete"] = "email"


class MailForm(forms.ModelForm[Gebruiker]):
    """Whether the daily mail comes."""

    class Meta:
        model = Gebruiker
        fields = ["mail_bij_werk"]
        labels = {"mail_bij_werk": "Stuur mij eens per dag een mail als er iets op mij wacht"}
        help_texts = {"mail_bij_werk": ""}


ROLLEN = [
    (Lidmaatschap.Rol.MEDEWERKER, "Medewerker: beschrijft casussen en leest mee"),
    (Lidmaatschap.Rol.VERTEGENWOORDIGER, "Vertegenwoordiger: antwoordt en reageert ook"),
    (Lidmaatschap.Rol.BEHEERDER, "Beheerder: zegt ook wie er meedoet"),
]


class RolForm(forms.Form):
    """What somebody may do for an organisatie, and what she is there."""

    rol = forms.ChoiceField(choices=ROLLEN, widget=forms.RadioSelect)
    functie = VrijeRegelField(
        Lidmaatschap.functie, required=False, help_text="Bijvoorbeeld: regisseur wijkteam."
    )


class MensForm(RolForm):
    """A colleague who is going to take part."""

    naam = VrijeRegelField(Gebruiker.naam, help_text="Zoals collega's haar of hem kennen.")
    email = forms.EmailField(
        label="E-mailadres", max_length=LONGEST_EMAIL, help_text="Hiermee logt uw collega in."
    )
    field_order = ("naam", "email", "functie", "rol")
