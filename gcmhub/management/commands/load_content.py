from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from rich.console import Console
from rich.progress import track
from rich.table import Table

from gcmhub.content.loading import ContentError, load


class Command(BaseCommand):
    help = "Load the content files into the database: all of them or, if one record is wrong, none."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", default=settings.CONTENT_DIR, help="default: fixtures/")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also replace records that a curator has changed since they were loaded",
        )

    def handle(self, *args, folder, overwrite, verbosity, **options):
        console = Console(file=self.stdout, quiet=verbosity == 0)

        def progress(label, records):
            return track(records, description=label, console=console, transient=True)

        try:
            report = load(folder, overwrite, progress if console.is_terminal else lambda label, records: records)
        except ContentError as error:
            count = len(error.problems)
            raise CommandError(f"{error}\nNothing was loaded: {count} problem{'s' if count > 1 else ''}.") from error
        count_rows_for_the_planner()
        table = Table("records", "created", "updated", "unchanged", "left alone")
        for label, counts in report.counts.items():
            table.add_row(label, *(str(counts[name]) for name in ("created", "updated", "unchanged", "left alone")))
        console.print(table)
        for record in report.left_alone:
            console.print(
                f"Left alone, a curator has changed or deleted it since it was loaded: {record}", highlight=False
            )


def count_rows_for_the_planner():
    """PostgreSQL knows nothing of new tables until it counts them by itself, and chooses ways that take seconds.

    Only ours: the tables that all databases of a server share may be locked by who counts them for another.
    """
    if connection.vendor == "postgresql":
        tables = connection.introspection.table_names()
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
