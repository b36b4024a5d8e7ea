# ruff: noqa: S608 -- nothing here comes from outside
"""On PostgreSQL, phrases are looked up in the index too, as pairs of neighbouring words.

Before, every document that has the words of a phrase was read to see where they stand: half a second for two common
words of 100,000 practices, and the places took more room than the documents.
"""

from importlib import import_module

from django.db import migrations

before = import_module("practices.migrations.0004_search")
TABLE, LEVELS = before.TABLE, before.LEVELS

# The words, and each with the one behind it; the kind is a word too, so that one index finds all of it together.
# A pair begins with a sign that no word has, so that who looks for the beginning of a word does not meet the pairs.
LEXEMES = f"""CREATE FUNCTION {TABLE}_lexemes(words text, document bigint)
    RETURNS tsvector IMMUTABLE PARALLEL SAFE COST 10000 LANGUAGE sql AS $$
    SELECT array_to_tsvector(
        concat('kind_', document >> 40)
        || array_remove(array_agg(word), NULL)
        || array_remove(array_agg('_' || word || '_' || next), NULL)
    )
    FROM (
        SELECT word, nullif(lead(word) OVER (ORDER BY place), '_') AS next
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS placed (word, place)
        WHERE word <> ''
    ) AS neighbours
    WHERE word <> '_'
$$"""


def words(level):
    return "' ' || " + " || ' ' || ".join(LEVELS[level]) + " || ' '"


def documents(level):
    lexemes = f"{TABLE}_lexemes({words(level)}, id)"
    longer = f"(longer = '{{}}' OR {words(level)} ~ ALL (longer))"
    return f"RETURN QUERY SELECT id FROM {TABLE} WHERE {lexemes} @@ sought AND {longer};"


# `longer` are the phrases of three words and more: the pairs find where they may stand.
HAVING = f"""CREATE FUNCTION {TABLE}_having(level text, sought tsquery, longer text[])
    RETURNS SETOF bigint STABLE LANGUAGE plpgsql SET enable_seqscan = off SET jit = off AS $$
BEGIN
    IF level = 'title' THEN {documents("title")}
    ELSIF level = 'names' THEN {documents("names")}
    ELSE {documents("text")}
    END IF;
END
$$"""

# The ids of what is found are read from the table, which is a thirteenth as large with the texts beside it: for 32,000
# of 100,000 practices that took 36 ms, and takes 12.
NARROW = [
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"UPDATE {TABLE} SET title = title || '', names = names || '', text = text || '', written = written || ''",
]

# New words wait in a list until there are enough to be put into the index at once; every search reads the list.
FORTH = [
    *before.POSTGRESQL_BACK,
    *NARROW,
    LEXEMES,
    *(
        f"CREATE INDEX {TABLE}_{level} ON {TABLE} USING gin ({TABLE}_lexemes({words(level)}, id))"
        " WITH (gin_pending_list_limit = 512)"
        for level in LEVELS
    ),
    HAVING,
]
BACK = [
    f"DROP FUNCTION {TABLE}_having(text, tsquery, text[])",
    *(f"DROP INDEX {TABLE}_{level}" for level in LEVELS),
    f"DROP FUNCTION {TABLE}_lexemes(text, bigint)",
    f"ALTER TABLE {TABLE} RESET (toast_tuple_target)",
    *before.POSTGRESQL,
]


class Migration(migrations.Migration):
    dependencies = [("practices", "0005_codes_index")]

    operations = [migrations.RunPython(before.run([], FORTH), before.run([], BACK))]
