#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gcmhub.settings")
    # A page that asks for too much is stopped; a migration or a count of all rows takes the time that it takes.
    os.environ.setdefault("GCMHUB_STATEMENT_TIMEOUT", "0")
    execute_from_command_line(sys.argv)
