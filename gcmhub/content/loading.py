"""Loading the files into the database: all or nothing, and never over a curator's work."""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from gcmhub.content.fields import FieldError, Reference, code_of, messages_of
from gcmhub.content.files import read_kind
from gcmhub.content.layout import LAYOUT
from practices.changes import LoadedState, one_bulk_change
from practices.choices import Status
from practices.models import Practice

TOLD = ""  # in place of a problem that has been told where it arose


@dataclass
class Report:
    """What a load did: counts per kind of record, what it left alone, and what was wrong."""

    counts: dict = field(default_factory=lambda: defaultdict(Counter))
    left_alone: list = field(default_factory=list)
    problems: list = field(default_factory=list)


class ContentError(Exception):
    """The content is wrong; nothing was loaded."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


class Lookup:
    """Primary keys by code, one query per model; knows what was refused, so that each problem is told once."""

    def __init__(self):
        self.ids = {}
        self.announced = defaultdict(set)
        self.refused = defaultdict(set)
        self.unread = set()

    def of(self, model):
        if model not in self.ids:
            self.ids[model] = {code_of(record): record.pk for record in model._base_manager.all()}
        return self.ids[model]

    def known_code(self, model, raw, field_name):
        code_field = model._meta.get_field(model.code_field)
        name = model._meta.verbose_name
        if not isinstance(raw, (str, int)):
            raise FieldError(field_name, f"expected the code of one {name}")
        try:
            code = code_field.to_python(raw)
        except ValidationError as error:
            raise FieldError(field_name, f"“{raw}” is not the code of a {name}") from error
        known = self.of(model)
        if code not in known and not self.has_been_told(model, code):
            nearest = get_close_matches(str(code), sorted({*map(str, known), *self.announced[model]}), n=1)
            hint = f"; did you mean “{nearest[0]}”?" if nearest else ""
            raise FieldError(field_name, f"there is no {name} “{code}”{hint}")
        return code

    def has_been_told(self, model, code):
        return model in self.unread or str(code) in self.refused[model]

    def id(self, model, code, field_name):
        if self.has_been_told(model, code) and code not in self.of(model):
            raise FieldError(field_name, TOLD)
        return self.of(model)[self.known_code(model, code, field_name)]


def fingerprint(canonical):
    return hashlib.sha256(json.dumps(canonical, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def load(folder, overwrite=False, progress=lambda label, records: records):
    """Load every file under `folder` in one transaction; raises ContentError with every problem found."""
    report = Report(problems=misplaced(folder))
    with transaction.atomic(durable=True), one_bulk_change():
        lookup = Lookup()
        for kind in LAYOUT:
            loader = KindLoader(kind, lookup, overwrite, report)
            records, problems = read_kind(folder, kind)
            if problems:
                report.problems += problems
                lookup.unread.add(kind.model)
            for record in progress(str(kind.model._meta.verbose_name_plural), loader.in_order(records)):
                loader.load(record)
            loader.remember()
        if report.problems:
            raise ContentError(report.problems)
    return report


def misplaced(folder):
    """Files that would be passed over in silence; a mistyped folder holds none that would not."""
    read = {path for kind in LAYOUT for path in Path(folder).glob(kind.glob)}
    if not read:
        return [f"{folder}: no content files here; expected {LAYOUT[0].path} and the others of docs/content.md"]
    others = {path for pattern in ("*.yaml", "*.yml") for path in Path(folder).rglob(pattern)} - read
    return [f"{path}: not the name of a content file" for path in sorted(others)]


class KindLoader:
    """Loads the records of one kind, given everything they refer to."""

    def __init__(self, kind, lookup, overwrite, report):
        self.kind = kind
        self.lookup = lookup
        self.overwrite = overwrite
        self.report = report
        self.label = kind.model._meta.label_lower
        self.counts = report.counts[str(kind.model._meta.verbose_name_plural)]
        self.file_digests = {}
        self.present = {str(code_of(record)): record for record in kind.records()}
        self.known = {state.code: state for state in LoadedState.objects.filter(label=self.label)}

    def in_order(self, records):
        """The records with those first that others of the same kind refer to, and each code once."""
        by_code = {}
        for record in records:
            code = self.kind.code(record.mapping)
            if not code:
                self.complain(record, ", ".join(self.kind.code_fields), "missing")
            elif code in by_code:
                self.complain(record, ", ".join(self.kind.code_fields), f"“{code}” is also in {by_code[code].path}")
            else:
                by_code[code] = record
        self.lookup.announced[self.kind.model].update(by_code)
        own = [codec.name for codec in self.kind.shape.fields if isinstance(codec, Reference) and codec.to_itself]
        ordered = {}

        def place(code, path):
            for name in own:
                other = by_code[code].mapping.get(name)
                if not isinstance(other, str) or other in ordered or other not in by_code:
                    continue
                if other in path:
                    circle = " → ".join((*path[path.index(other) :], other))
                    self.complain(by_code[code], name, f"refers in a circle: {circle}")
                    del by_code[code].mapping[name]
                else:
                    place(other, (*path, other))
            ordered[code] = by_code[code]

        for code in by_code:
            if code not in ordered:
                place(code, (code,))
        return list(ordered.values())

    def load(self, record):
        code = self.kind.code(record.mapping)
        try:
            wanted = self.kind.shape.normalise(record.mapping, self.lookup)
        except ExceptionGroup as group:
            for problem in group.exceptions:
                self.complain(record, problem.field, problem.message)
            return
        outcome = self.decide(code, wanted)
        if outcome in ("created", "updated"):
            self.write(record, code, wanted)
        if outcome == "left alone":
            self.report.left_alone.append(f"{self.kind.model._meta.verbose_name} {code}")
        else:
            self.file_digests[code] = fingerprint(wanted)
        self.counts[outcome] += 1

    def decide(self, code, wanted):
        """Created, updated, unchanged, or left alone because a curator changed or deleted it since it was loaded."""
        known = self.known.get(code)
        if code not in self.present:
            return "left alone" if known and not self.overwrite else "created"
        now = self.kind.shape.read(self.present[code])
        is_as_loaded = known and fingerprint(now) == known.digest
        if now == wanted or (is_as_loaded and fingerprint(wanted) == known.file_digest):
            return "unchanged"
        return "updated" if is_as_loaded or self.overwrite else "left alone"

    def write(self, record, code, wanted):
        instance = self.present.get(code) or self.kind.model()
        instance.skip_history_when_saving = True
        try:
            with transaction.atomic():  # so that one refused record does not hide the problems of the next
                self.kind.shape.write(instance, wanted, self.lookup)
                if isinstance(instance, Practice):
                    finish_practice(instance)
        except ValidationError as error:
            for name, messages in messages_of(error).items():
                self.complain(record, "" if name == NON_FIELD_ERRORS else name, " ".join(messages))
        except FieldError as problem:
            self.complain(record, problem.field, problem.message)
        else:
            self.lookup.of(self.kind.model)[code_of(instance)] = instance.pk

    def remember(self):
        """Note how the records stand now: checking may have filled in what a file left out."""
        states = [
            LoadedState(
                label=self.label,
                code=str(code_of(record)),
                digest=fingerprint(self.kind.shape.read(record)),
                file_digest=self.file_digests[str(code_of(record))],
            )
            for record in self.kind.records()
            if str(code_of(record)) in self.file_digests
        ]
        LoadedState.objects.bulk_create(
            states,
            update_conflicts=True,
            unique_fields=["label", "code"],
            update_fields=["digest", "file_digest"],
        )

    def complain(self, record, field_name, message):
        code = self.kind.code(record.mapping)
        if code:
            self.lookup.refused[self.kind.model].add(code)
        else:
            self.lookup.unread.add(self.kind.model)
        if message != TOLD:
            name = code or f"record {record.number}"
            self.report.problems.append(f"{record.path}: {name}: {field_name or 'record'}: {message}")


def finish_practice(practice):
    """Refuse to publish what is incomplete, and write one line of history for the whole load of the practice."""
    if practice.status == Status.PUBLISHED and (gaps := practice.gaps()):
        raise ValidationError({"status": f"cannot be published without {', '.join(map(str, gaps))}"})
    del practice.skip_history_when_saving
    practice._change_reason = "Loaded from the content files"
    practice.save()
