"""The forms and links of a page, read as a browser reads them; filled in as a person would."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client
from django.urls import resolve

from tests import factories

TODAY = date.today()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
LAST_YEAR = (TODAY - timedelta(days=365)).isoformat()
NEXT_YEAR = (TODAY + timedelta(days=365)).isoformat()
DAYS = dict.fromkeys(("sinds", "van", "begint_op", "op"), LAST_YEAR) | {
    "tot": TODAY.isoformat(), "geldt_tot": NEXT_YEAR,
}  # fmt: skip
"""What is said of a day that has been, or that comes after another, by the name of its field."""
NOT_BOTH = {"nieuwe_maat", "gemiddelde", "spreiding"}
"""Fields that stay empty where another one was answered."""


@dataclass
class Field:
    """One control: what it is, what it offers, and what stands in it."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = False
    offers: list[str] = field(default_factory=list)
    most: int = 0


@dataclass
class Form:
    """One form that can be sent, by any of its `buttons`."""

    page: str
    url: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def view(self) -> str:
        return resolve(self.url.partition("?")[0]).view_name

    def filled(self) -> dict[str, list[str]]:
        """What somebody sends who answers every question."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if (value := _answer(one, sent)) is not None:
                sent.setdefault(one.name, []).append(value)
        return sent


def _answer(one: Field, sent: dict[str, list[str]]) -> str | None:
    if one.kind == "radio":
        return None if one.name in sent else one.value
    if one.kind == "checkbox":
        return one.value or "on"
    if one.kind == "select":
        return next((offer for offer in one.offers if offer), "")
    if one.name in NOT_BOTH:
        return ""
    if one.kind == "date":
        return DAYS.get(one.name, one.value or TOMORROW)
    if one.kind in {"number", "hidden"} and one.value:
        return one.value
    if one.kind == "number":
        return "7"
    if one.kind == "email":
        return f"mens{next(factories.number)}@example.org"
    text = one.value or f"Een zin van een mens {next(factories.number)}"
    return text[: one.most] if one.most else text


class Reader(HTMLParser):
    """Gathers forms and links; a control may stand outside its form and name it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.form: Form | None = None
        self.open: Field | None = None

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in given}
        for name in ("href", "hx-get"):
            link = urljoin(self.page, attrs.get(name, "").partition("#")[0])
            if link.startswith("/") and not link.startswith("/static/"):
                self.links.append(link)
        if tag == "form":
            self._begin(attrs)
        form = self.by_id.get(attrs["form"]) if "form" in attrs else self.form
        if "hx-post" in attrs and tag != "form":
            self.forms.append(Form(self.page, attrs["hx-post"], form.fields if form else []))
        if form is not None and tag in {"input", "select", "textarea", "button"}:
            self._control(form, tag, attrs)
        elif tag == "option" and self.open is not None:
            self.open.offers.append(attrs.get("value", ""))

    def _begin(self, attrs: dict[str, str]) -> None:
        self.form = Form(self.page, urljoin(self.page, attrs.get("action", "")))
        self.by_id[attrs.get("id", "")] = self.form
        if attrs.get("method", "").lower() == "post":
            self.forms.append(self.form)

    def _control(self, form: Form, tag: str, attrs: dict[str, str]) -> None:
        kind = attrs.get("type", "text") if tag == "input" else tag
        if tag == "button":
            form.buttons.append((attrs.get("name", ""), attrs.get("value", "")))
        elif attrs.get("name"):
            if attrs.get("inputmode") == "numeric":
                kind = "number"
            most = int(attrs.get("maxlength", "0"))
            one = Field(attrs["name"], kind, attrs.get("value", ""), "checked" in attrs, most=most)
            form.fields.append(one)
            self.open = one if tag in {"select", "textarea"} else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag in {"select", "textarea"}:
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.open.kind == "textarea":
            self.open.value += data.strip()


def read(client: Client, url: str) -> Reader:
    """Fetch a page, and what can be done on it."""
    reader = Reader(url)
    answer = client.get(url)
    assert answer.status_code < 500, url
    if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
        reader.feed(answer.content.decode())
    return reader


def walk(client: Client, start: list[str], *, most: int = 3) -> list[Form]:
    """Every form that somebody comes across, who follows each kind of link `most` times."""
    waiting, seen, found = list(start), set(), {}
    times: dict[str, int] = {}
    while waiting:
        url = waiting.pop(0)
        view = resolve(url.partition("?")[0]).view_name
        if url in seen or (times.get(view, 0) >= most and url not in start):
            continue
        seen.add(url)
        times[view] = times.get(view, 0) + (url not in start)
        page = read(client, url)
        waiting += page.links
        for form in page.forms:
            same = (form.url, tuple(sorted({one.name for one in form.fields})), *form.buttons)
            found.setdefault(same, form)
    return list(found.values())
