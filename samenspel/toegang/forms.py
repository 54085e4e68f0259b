"""Sign in, set one's own preferences, and say who works for an organisatie."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from samenspel.basis.regel import longest
from samenspel.basis.tekst import VrijeRegelField
from samenspel.organisaties.models import Account, Gebruiker, Lidmaatschap
from samenspel.toegang.actions.mensen import LONGEST_EMAIL

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

    def clean(self) -> dict[str, Any]:
        """Whether they belong together, the view asks the database."""
        return self.cleaned_data


class WachtwoordField(forms.CharField):
    """A password as it was typed, spaces too."""

    def __init__(self, label: str, autocomplete: str, help_text: str = "") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            label=label,
            help_text=help_text,
            widget=widget,
            strip=False,
            max_length=LONGEST_PASSWORD,
        )


class NieuwWachtwoordForm(forms.Form):
    """A new password, twice; `account` is whose, for it may not look like her name."""

    new_password1 = WachtwoordField(
        "Nieuw wachtwoord", "new-password", "Ten minste twaalf tekens; een korte zin mag."
    )
    new_password2 = WachtwoordField("Nog eens het nieuwe wachtwoord", "new-password")

    def __init__(self, account: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_new_password2(self) -> str:
        """Both are the same, and it is a good one."""
        typed: str = self.cleaned_data["new_password2"]
        if typed != self.cleaned_data.get("new_password1", typed):
            raise ValidationError("De twee nieuwe wachtwoorden zijn niet gelijk.")
        validate_password(typed, self.account)
        return typed


class WachtwoordForm(NieuwWachtwoordForm):
    """A new password for whoever knows the old one."""

    old_password = WachtwoordField("Uw wachtwoord van nu", "current-password")
    field_order = ("old_password", "new_password1", "new_password2")


class VergetenForm(forms.Form):
    """Where the link to choose a password goes."""

    email = forms.EmailField(label="Uw e-mailadres", max_length=longest(Account.email))
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
