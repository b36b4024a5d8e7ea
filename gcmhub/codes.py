"""The code of a record: the one name under which addresses, query strings, fixtures and exports know it.

An objective is ``23``, an action ``23c``, a country ``KE``, an actor ``iom``, a workshop ``2018-new-york``. Codes are
stable for ever; primary keys are private to one database.
"""

import re
from functools import lru_cache

from django.db import models


@lru_cache(10_000)
def natural_order(code):
    """Sort key under which 8.10 follows 8.8 and 23a follows 9b; each file of practices sorts thousands of codes."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", str(code))]


class CodedQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(**{self.model.code_field: code})


class Coded(models.Model):
    """A record that the public can name."""

    code_field = "slug"

    objects = CodedQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (getattr(self, self.code_field),)
