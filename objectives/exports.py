"""The columns of the frame in files: names and order are fixed for ever, new ones go to the end."""

from gcmhub.columns import LICENCE_COLUMN, URL, Column, coded, flag, language, plain, reference, text

PRACTICES = Column("practices", lambda record: record.practice_count)

OBJECTIVE_COLUMNS = [
    Column("id", lambda objective: objective.number),
    plain("paragraph"),
    text("title"),
    language("title"),
    text("short_title"),
    text("summary"),
    coded("actions", lambda objective: objective.actions.all(), "title"),
    coded("sdg_targets", lambda objective: objective.sdg_targets.all(), "title"),
    flag("all_sdgs", lambda objective: objective.all_sdgs),
    PRACTICES,
    LICENCE_COLUMN,
    URL,
]

ACTION_COLUMNS = [
    Column("id", lambda action: action.code),
    reference("objective", "short_title"),
    plain("letter"),
    text("title"),
    language("title"),
    PRACTICES,
    LICENCE_COLUMN,
    URL,
]

TARGET_COLUMNS = [
    plain("code"),
    reference("goal"),
    text("title"),
    language("title"),
    coded("objectives", lambda target: target.objectives.all(), "short_title"),
    PRACTICES,
    plain("uri"),
    LICENCE_COLUMN,
    URL,
]
