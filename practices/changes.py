"""What changed, in the order in which it was committed.

Every transaction that changes what a practice list shows takes the next number of the one `DataVersion` row and
writes a `Change` with it. The row lock makes writers commit in the order of their numbers; a serial id would not (on
PostgreSQL a reader could skip, for ever, a lower number that commits later). Readers compare the last number with the
one they know. Each number comes with a random stamp: after a backup is restored, or a transaction taken back, the same
number comes again but never with the same stamp.
"""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from practices.version import current_version

MOST_CHANGES = 2000  # practices; beyond that it is quicker to read everything anew
SINCE = (  # the ORM takes as long to put it together as a database to answer it
    "SELECT last.n, last.stamp, sequence, change.stamp, practice_id FROM practices_dataversion AS last"
    " CROSS JOIN practices_change AS change WHERE sequence >= %s ORDER BY sequence LIMIT %s"
)
bulk_change = ContextVar("bulk_change", default=False)
bulk_change_ends = Signal()  # in the transaction of the change


class DataVersion(models.Model):
    """One row: the number of the last change."""

    n = models.PositiveBigIntegerField(default=0)
    stamp = models.PositiveBigIntegerField(default=0)

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
    stamp = models.PositiveBigIntegerField(default=0)
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
    return current_version()[0]


def changed_since(version):
    """The last change, and the ids of the practices changed after this version.

    None for all, also if the log does not reach from the one to the other.
    """
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [version[0], MOST_CHANGES + 2])
        rows = cursor.fetchall()
    if not rows:
        return current_version(), None
    current = rows[0][:2]
    changes = [row[2:4] for row in rows]
    changed = {practice_id for *_, practice_id in rows[1:]}
    is_whole = version[0] and changes[0] == version and changes[-1] == current
    return current, changed if is_whole and None not in changed and len(changed) <= MOST_CHANGES else None


@transaction.atomic
def record_change(practice_id=None):
    """Note that a practice changed, or everything if None. Inside a transaction, call it before the first write."""
    if bulk_change.get():
        return
    stamp = secrets.randbits(63)
    DataVersion.objects.get_or_create(pk=1)
    DataVersion.objects.filter(pk=1).update(n=models.F("n") + 1, stamp=stamp)
    Change.objects.create(sequence=last_change(), stamp=stamp, practice_id=practice_id)


@contextmanager
def one_bulk_change():
    """Note one change of everything instead of one per record, as a load of hundreds of records should."""
    record_change()
    is_within_another = bulk_change.get()
    token = bulk_change.set(True)
    try:
        yield
        if not is_within_another:
            bulk_change_ends.send(None)
    finally:
        bulk_change.reset(token)
