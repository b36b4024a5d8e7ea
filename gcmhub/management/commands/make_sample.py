import time

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from gcmhub.management.sample.making import SampleError, make
from gcmhub.management.sample.removing import remove


class Command(BaseCommand):
    help = "Fill a base that holds only the shipped content with made-up practices, to measure how fast the site is."

    def add_arguments(self, parser):
        parser.add_argument("--practices", metavar="N", type=int, default=10_000, help="how many (default: 10000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other practices")
        parser.add_argument("--remove", action="store_true", help="delete the samples and their actors again")

    def handle(self, *args, **options):
        try:
            self.remove() if options["remove"] else self.make(options["practices"], options["seed"])
        except SampleError as error:
            raise CommandError(str(error)) from error

    def make(self, count, seed):
        if not 1 <= count <= 1_000_000:
            raise CommandError("--practices must lie between 1 and 1,000,000.")
        started = time.monotonic()
        console = Console(file=self.stdout)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("sample practices", total=count)
            rows = make(count, seed, lambda made: progress.update(task, completed=made))
        seconds = time.monotonic() - started
        self.stdout.write(f"{count} practices, {rows} rows in {seconds:.1f} s ({rows / seconds:.0f} rows/s).")

    def remove(self):
        practices, actors = remove()
        self.stdout.write(f"{practices} practices and {actors} actors deleted.")
