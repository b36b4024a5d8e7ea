"""What full text search looks in: a document for each record that the public may see, and the words of all of them.

The migration that makes the tables adds what the database needs to look them up: an FTS5 table kept by triggers on
SQLite, generated tsvector columns on PostgreSQL. So whoever writes a document writes nothing else.
"""

from collections import Counter

from django.db import connection, models, transaction

from gcmhub.search import first_id
from gcmhub.words import fold, is_ideographic

BATCH = 500
FIELDS = ["title", "names", "text", "written"]
LONGEST_SUGGESTED = 40  # letters


class SearchDocument(models.Model):
    """The words of one published record; the id says of which (`gcmhub.search.first_id`)."""

    title = models.TextField()
    names = models.TextField()
    text = models.TextField()
    written = models.TextField()  # the words of title and names as they are written

    def __str__(self):
        return f"{self.pk}: {self.title}"


class SearchWord(models.Model):
    """A word of the titles, names and summaries, to suggest in place of one that is spelt nearly so."""

    written = models.CharField(max_length=80, primary_key=True)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()
    documents = models.IntegerField()  # that have it

    class Meta:
        indexes = [models.Index(fields=["initial", "length"], name="searchword_near")]

    def __str__(self):
        return f"{self.written}: {self.documents}"


@transaction.atomic
def write(searched, ids):
    """Bring the documents of these records up to date, where they differ: those not to be found have none."""
    counts = Counter()
    for start in range(0, len(ids), BATCH):
        counts.update(write_batch(searched, ids[start : start + BATCH]))
    count_words(counts)


def write_batch(searched, ids):
    first = first_id(searched.kind)
    found = searched.documents(ids)
    wanted = {first + pk: SearchDocument(pk=first + pk, **fields) for pk, fields in found.items()}
    present = SearchDocument.objects.in_bulk([first + pk for pk in ids])
    changed = [document for pk, document in wanted.items() if not same(document, present.get(pk))]
    if changed:
        SearchDocument.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=FIELDS)
    gone = present.keys() - wanted.keys()
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    now = Counter(word for document in changed for word in words_of(document))
    now.subtract(word for pk in [*gone, *(d.pk for d in changed)] for word in words_of(present.get(pk)))
    return now


def same(document, other):
    return other is not None and all(getattr(document, name) == getattr(other, name) for name in FIELDS)


def words_of(document):
    """The words of a document that can be suggested."""
    written = document.written.split() if document else []
    return [word for word in written if word.isalpha() and len(word) <= LONGEST_SUGGESTED and not is_ideographic(word)]


def count_words(counts):
    """Add to the number of documents that have each word; a word that none has any more is forgotten."""
    table = SearchWord._meta.db_table
    # In order, so that two who write the same words cannot wait for each other.
    rows = [(w, fold(w)[0], len(fold(w)), n) for w, n in sorted(counts.items()) if n and fold(w)]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (written, initial, length, documents) VALUES (%s, %s, %s, %s) "  # noqa: S608
            f"ON CONFLICT (written) DO UPDATE SET documents = {table}.documents + excluded.documents",
            rows,
        )
    gone = [word for word, n in counts.items() if n < 0]
    for start in range(0, len(gone), BATCH):
        SearchWord.objects.filter(written__in=gone[start : start + BATCH], documents__lte=0).delete()
