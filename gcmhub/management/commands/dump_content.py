from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gcmhub.content.dumping import EmptyBaseError, dump


class Command(BaseCommand):
    help = "Write the database back into the content files; the same database gives the same bytes."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", default=settings.CONTENT_DIR, help="default: fixtures/")

    def handle(self, *args, folder, verbosity, **options):
        try:
            written, removed = dump(folder)
        except EmptyBaseError as error:
            raise CommandError("The database is empty; the files were left as they are.") from error
        if verbosity:
            for path in written:
                self.stdout.write(f"written {path}")
            for path in removed:
                self.stdout.write(f"removed {path}")
            self.stdout.write(f"{len(written)} files written, {len(removed)} removed.")
