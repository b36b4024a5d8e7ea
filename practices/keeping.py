"""Keeps what is searched up to date: each change of a record is searched from the moment when it is committed.

A document is made of several records (of a practice, its actors and countries). When one of them changes in a column
that matters, the documents are looked for that it stands behind, before the change and after it.
"""

from collections import defaultdict

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save

from gcmhub.languages import as_written
from practices.changes import bulk_change, bulk_change_ends
from practices.documents import SearchDocument, write
from practices.models import Practice
from practices.search import SEARCHED, write_all

BEHIND = defaultdict(list)  # by model: what it stands behind, on which path, and its columns that matter
for searched in SEARCHED:
    for (path, model), columns in searched.sources.items():
        BEHIND[model].append((searched, path, columns))


def before_save(sender, instance, **kwargs):
    if bulk_change.get():
        return
    columns = set().union(*(columns for _, _, columns in BEHIND[sender]))
    old = as_written(sender._base_manager.filter(pk=instance.pk)).values(*columns).first() if instance.pk else None
    instance.is_behind = [
        (searched, path)
        for searched, path, columns in BEHIND[sender]
        if old is None or any(old[column] != getattr(instance, column) for column in columns)
    ]
    instance.documents_before = documents_behind(instance) if old else {}


def before_delete(sender, instance, **kwargs):
    if bulk_change.get():
        return
    instance.is_behind = [(searched, path) for searched, path, _ in BEHIND[sender]]
    instance.documents_before = documents_behind(instance)


def after_change(sender, instance, **kwargs):
    if bulk_change.get():
        return
    now = documents_behind(instance)
    for searched in dict.fromkeys(searched for searched, _ in instance.is_behind):
        write(searched, sorted(instance.documents_before.get(searched, set()) | now.get(searched, set())))


def documents_behind(instance):
    """The ids of the records, by what they are, in whose documents a changing record takes part."""
    found = defaultdict(set)
    for searched, path in instance.is_behind:
        records = searched.model._base_manager.filter(**{path or "pk": instance.pk})
        found[searched].update(records.values_list("pk", flat=True) if path else [instance.pk])
    return found


def relation_changes(sender, instance, action, reverse, pk_set, **kwargs):
    """From the practice or from the other side; what the other side clears is looked for before."""
    if bulk_change.get():
        return
    searched, field = BY_RELATION[sender]
    if action == "pre_clear" and reverse:
        instance.documents_before = list(
            getattr(instance, field.remote_field.related_name).values_list("pk", flat=True)
        )
    elif action == "post_clear" and reverse:
        write(searched, instance.documents_before)
    elif action.startswith("post_"):
        write(searched, sorted(pk_set) if reverse else [instance.pk])


BY_RELATION = {
    field.remote_field.through: (searched, field) for searched in SEARCHED for field in searched.many_to_many
}


def after_bulk_change(sender, **kwargs):
    write_all()


def write_missing(using, **kwargs):
    """A database that was filled before there was a search has no documents yet."""
    tables = {SearchDocument._meta.db_table, Practice._meta.db_table}
    if using != connection.alias or not tables <= set(connection.introspection.table_names()):
        return
    if SearchDocument.objects.exists() or not Practice.objects.exists():
        return
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        write_all()


def connect_writing():
    """Before the receivers that note the change: outside a transaction, who sees its number must find it."""
    for model in BEHIND:
        post_save.connect(after_change, sender=model)
        post_delete.connect(after_change, sender=model)
    bulk_change_ends.connect(after_bulk_change)
    post_migrate.connect(write_missing, sender=apps.get_app_config("practices"))


def connect_reading():
    """Behind them: who has taken a number reads what the writer before has committed."""
    for model in BEHIND:
        pre_save.connect(before_save, sender=model)
        pre_delete.connect(before_delete, sender=model)
    for through in BY_RELATION:
        m2m_changed.connect(relation_changes, sender=through)
