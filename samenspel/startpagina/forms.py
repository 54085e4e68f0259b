"""Sign in, search, and set one's own preferences."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import MaxLengthValidator

from samenspel.organisaties.models import Gebruiker

LONGEST_PASSWORD = 1000


def _limit(field: forms.Field) -> None:
    """Refuse a password of a megabyte: it is work for the server, not a password."""
    field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


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
        # Django only tells the browser; whoever sends more must not get as far as the database.
        self.fields["username"].validators.append(MaxLengthValidator(150))
        _limit(self.fields["password"])


class WachtwoordForm(PasswordChangeForm):
    """Django's own, with plain labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Uw wachtwoord van nu"
        self.fields["new_password1"].label = "Nieuw wachtwoord"
        self.fields["new_password1"].help_text = "Ten minste twaalf tekens; een korte zin mag."
        self.fields["new_password2"].label = "Nog eens het nieuwe wachtwoord"
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            _limit(field)


class MailForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no generics at run time
    """Whether the daily mail comes."""

    class Meta:
        model = Gebruiker
        fields = ["mail_bij_werk"]
        labels = {"mail_bij_werk": "Stuur mij eens per dag een mail als er iets op mij wacht"}
        help_texts = {"mail_bij_werk": ""}
