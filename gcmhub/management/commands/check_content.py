from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gcmhub.content.checks import ERROR, check


class Command(BaseCommand):
    help = "Say what is wrong (errors) or thin (warnings) in the content; fails if there is an error."

    def add_arguments(self, parser):
        parser.add_argument(
            "--documents", metavar="DIR", help="folder of source documents (*.txt) to compare texts with"
        )
        parser.add_argument("--errors-only", action="store_true", help="leave out the warnings")

    def handle(self, *args, documents, errors_only, **options):
        if documents and not any(Path(documents).glob("*.txt")):
            raise CommandError(f"{documents}: no documents (*.txt) here.")
        findings = check(documents)
        errors = [finding for finding in findings if finding.level == ERROR]
        for finding in errors if errors_only else findings:
            self.stdout.write(str(finding))
        summary = f"{len(errors)} errors, {len(findings) - len(errors)} warnings."
        if errors:
            raise CommandError(summary)
        self.stdout.write(summary)
