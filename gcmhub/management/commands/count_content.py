from pathlib import Path

from django.core.management.base import BaseCommand

from gcmhub.content.counts import put_into, table


class Command(BaseCommand):
    help = "Count the published practices by document and chapter; with --write, renew the table in a document."

    def add_arguments(self, parser):
        parser.add_argument("--write", metavar="FILE", type=Path, help="e.g. docs/content.md")

    def handle(self, *args, write, **options):
        if write:
            write.write_text(put_into(write.read_text("utf-8")), "utf-8")
        else:
            self.stdout.write(table())
