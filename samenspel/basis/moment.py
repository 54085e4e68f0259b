"""When a row was written, by the clock of `basis.klok`."""

from typing import TYPE_CHECKING, Any

from django.db import models

from samenspel.basis import klok

if TYPE_CHECKING:
    Column = models.DateTimeField[Any, Any]
else:
    Column = models.DateTimeField


class GemaaktOpField(Column):
    """The moment a row is added. To migrations it is a DateTimeField with `auto_now_add`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_now_add": True})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Describe it to migrations as Django's own."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write down the moment of the clock."""
        if not add:
            return getattr(model_instance, self.attname)
        moment = klok.now()
        setattr(model_instance, self.attname, moment)
        return moment
