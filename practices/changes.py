"""What changed, in the order in which it was committed.

Every transaction that changes what a practice list shows takes the next number of the one `DataVersion` row and
writes a `Change` with it. The row lock makes writers commit in the order of their numbers; a serial id would not (on
PostgreSQL a reader could skip, for ever, a lower number that commits later). Readers compare the last number with the
one they know.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

bulk_change = ContextVar("bulk_change", default=False)


class DataVersion(models.Model):
    """One row: the number of the last change."""

    n = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="dataversion_one_row",
                violation_error_message=_("There is one data version only."),
            )
        ]

    def __str__(self):
        return str(self.n)


class Change(models.Model):
    """One change: of a practice, or (practice null) of anything that all practices show, such as an actor’s name."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    practice_id = models.BigIntegerField(null=True, help_text=_("Kept after the practice is deleted; hence no key."))

    class Meta:
        ordering = ["sequence"]

    def __str__(self):
        return f"{self.sequence}: {self.practice_id or 'all'}"


class LoadedState(models.Model):
    """How `load_content` left a record, and what the file said: what differs from the first, a curator has changed."""

    label = models.CharField(max_length=60)
    code = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "code"], name="loadedstate_once_per_record")]

    def __str__(self):
        return f"{self.label} {self.code}"


def last_change():
    """The number of the last change; 0 in an empty base."""
    return DataVersion.objects.values_list("n", flat=True).first() or 0


@transaction.atomic
def record_change(practice_id=None):
    """Note that a practice changed, or everything if None. Inside a transaction, call it before the first write."""
    if bulk_change.get():
        return
    DataVersion.objects.get_or_create(pk=1)
    DataVersion.objects.filter(pk=1).update(n=models.F("n") + 1)
    Change.objects.create(sequence=last_change(), practice_id=practice_id)


@contextmanager
def one_bulk_change():
    """Note one change of everything instead of one per record, as a load of hundreds of records should."""
    record_change()
    token = bulk_change.set(True)
    try:
        yield
    finally:
        bulk_change.reset(token)
