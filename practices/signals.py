"""Every change that a practice list shows is noted here, and what is searched is kept up to date.

Bulk operations, which send no signals, note their own.

In a transaction the number is taken before the data is written, so that two writers cannot each wait for the other.
Outside one, it is taken after: taken before, a reader could look between the two and miss the change for ever.
"""

from django.db import connection
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from actors import models as actors
from dialogues import models as dialogues
from objectives import models as objectives
from practices import keeping
from practices import models as practices
from practices.changes import record_change

PARTS = [
    practices.PracticeObjective,
    practices.Participation,
    practices.Presentation,
    practices.KeyFigure,
    practices.Citation,
    practices.Link,
]
VOCABULARIES = [  # and all else that pages show
    objectives.SDGGoal,
    objectives.SDGTarget,
    objectives.Objective,
    objectives.Action,
    objectives.GuidingPrinciple,
    objectives.Theme,
    actors.Region,
    actors.Country,
    actors.Actor,
    dialogues.Source,
    dialogues.Edition,
    dialogues.Workshop,
    dialogues.Session,
    dialogues.Person,
    dialogues.Appearance,
    dialogues.Finding,
]
RELATIONS_OF_VOCABULARIES = [
    objectives.Objective.sdg_targets.through,
    dialogues.Finding.objectives.through,
    dialogues.Finding.actions.through,
]
RELATIONS = ["countries", "regions", "actions", "sdg_targets", "principles", "themes"]


def practice_id(instance):
    if isinstance(instance, practices.Practice):
        return instance.pk
    return getattr(instance, "practice_id", None)


def before_write(sender, instance, **kwargs):
    is_new_practice = isinstance(instance, practices.Practice) and instance._state.adding
    if connection.in_atomic_block and not is_new_practice:
        record_change(practice_id(instance))


def after_write(sender, instance, created=False, **kwargs):
    is_new_practice = isinstance(instance, practices.Practice) and created
    if is_new_practice or not connection.in_atomic_block:
        record_change(practice_id(instance))


def relation_changes(sender, instance, action, reverse, pk_set, **kwargs):
    """Django changes many-to-many relations inside a transaction of its own, so the number is taken before."""
    if not action.startswith("pre_"):
        return
    if not reverse:
        record_change(instance.pk)
    elif pk_set is None:  # country.practices.clear() does not say which
        record_change()
    else:
        for changed_id in pk_set:
            record_change(changed_id)


def relation_of_vocabulary_changes(sender, action, **kwargs):
    if action.startswith("pre_"):
        record_change()


def connect():
    keeping.connect_writing()
    for model in [practices.Practice, *PARTS, *VOCABULARIES]:
        pre_save.connect(before_write, sender=model)
        pre_delete.connect(before_write, sender=model)
        post_save.connect(after_write, sender=model)
        post_delete.connect(after_write, sender=model)
    for name in RELATIONS:
        m2m_changed.connect(relation_changes, sender=practices.Practice._meta.get_field(name).remote_field.through)
    for through in RELATIONS_OF_VOCABULARIES:
        m2m_changed.connect(relation_of_vocabulary_changes, sender=through)
    keeping.connect_reading()
