# ruff: noqa: S608 -- nothing here comes from outside
"""The tables of full text search, and what each database needs to look them up.

The words come ready from `gcmhub.words` and must reach the index as they are: SQLite's `ascii` tokenizer parts at
spaces and takes everything beyond ASCII for a letter; PostgreSQL is given words with their places, not a text to parse.
A later migration that makes SQLite build the table of documents anew must make the triggers anew as well.
"""

from django.db import migrations, models

TABLE = "practices_searchdocument"
LEVELS = {"title": ["title"], "names": ["title", "names"], "text": ["title", "names", "text"]}


def sqlite_index(level, columns):
    """An FTS5 table over the table of documents, with the triggers that keep it."""
    index, names = f"{TABLE}_{level}", ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    take_out = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.id, {old})"
    put_in = f"INSERT INTO {index} (rowid, {names}) VALUES (new.id, {new})"
    options = f"content='{TABLE}', content_rowid='id', tokenize='ascii tokenchars _', prefix='2 3'"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, {options})",
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {TABLE} BEGIN {put_in}; END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {TABLE} BEGIN {take_out}; END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE ON {TABLE} BEGIN {take_out}; {put_in}; END",
    ]


SQLITE = [sql for level, columns in LEVELS.items() for sql in sqlite_index(level, columns)]
SQLITE_BACK = [
    *(f"DROP TRIGGER {TABLE}_{level}_{name}" for level in LEVELS for name in ("insert", "delete", "update")),
    *(f"DROP TABLE {TABLE}_{level}" for level in LEVELS),
]

# The kind is a word of the document too, so that one index finds the words and the kind together.
PLACED = f"""CREATE FUNCTION {TABLE}_placed(words text, document bigint)
    RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT concat('kind_', document >> 40, string_agg(concat(' ''', word, ''':', place), ''))::tsvector
    FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS placed (word, place)
    WHERE word NOT IN ('', '_')
$$"""

# The planner does not know what it costs to read a vector, and reads all of them where a word is common.
HAVING = f"""CREATE FUNCTION {TABLE}_having(level text, sought tsquery)
    RETURNS SETOF bigint STABLE LANGUAGE plpgsql SET enable_seqscan = off SET jit = off AS $$
BEGIN
    IF level = 'title' THEN RETURN QUERY SELECT id FROM {TABLE} WHERE vector_title @@ sought;
    ELSIF level = 'names' THEN RETURN QUERY SELECT id FROM {TABLE} WHERE vector_names @@ sought;
    ELSE RETURN QUERY SELECT id FROM {TABLE} WHERE vector_text @@ sought;
    END IF;
END
$$"""


def vector_column(level):
    words = " || ' ' || ".join(LEVELS[level])
    return f"vector_{level} tsvector GENERATED ALWAYS AS ({TABLE}_placed({words}, id)) STORED"


# A phrase is looked for in the vectors themselves, which are read twice as fast where they are not compressed.
# New words wait in a list until there are enough to be put into the index at once; every search reads the list.
POSTGRESQL = [
    PLACED,
    f"ALTER TABLE {TABLE} {', '.join(f'ADD COLUMN {vector_column(level)}' for level in LEVELS)}",
    *(f"ALTER TABLE {TABLE} ALTER COLUMN vector_{level} SET STORAGE EXTERNAL" for level in LEVELS),
    *(
        f"CREATE INDEX {TABLE}_{level} ON {TABLE} USING gin (vector_{level}) WITH (gin_pending_list_limit = 512)"
        for level in LEVELS
    ),
    HAVING,
]
POSTGRESQL_BACK = [
    f"DROP FUNCTION {TABLE}_having(text, tsquery)",
    *(f"ALTER TABLE {TABLE} DROP COLUMN vector_{level}" for level in LEVELS),
    f"DROP FUNCTION {TABLE}_placed(text, bigint)",
]


def run(sqlite, postgresql):
    def execute(apps, schema_editor):
        for sql in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
            schema_editor.execute(sql, params=None)

    return execute


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_change_stamp")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.TextField()),
                ("names", models.TextField()),
                ("text", models.TextField()),
                ("written", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("written", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("initial", models.CharField(max_length=1)),
                ("length", models.PositiveSmallIntegerField()),
                ("documents", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["initial", "length"], name="searchword_near")]},
        ),
        migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK)),
    ]
