"""Verify the public log: its chain, what each entry is committed to, and the pages that follow from it."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.record.heads import first_difference
from claims.record.ledger import Checkpoint, checkpoint, first_fault


class Command(BaseCommand):
    """Exits 1 and names the first bad entry or page.

    A chain cannot show that its end was cut off: keep checkpoints where whoever can write the database cannot, and
    give them here.
    """

    help = "Verify the public log and name the first bad entry (exit 1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="A checkpoint written earlier and kept elsewhere; may be given several times.",
        )
        parser.add_argument(
            "--write-checkpoint", type=Path, metavar="FILE", help="Write where the log ends now, if it is sound."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fault = first_fault(tuple(self._read(file) for file in options["checkpoint"])) or first_difference()
        if fault is not None:
            raise CommandError(fault)
        now = checkpoint()
        if options["write_checkpoint"]:
            options["write_checkpoint"].write_text(json.dumps({"seq": now.seq, "hash": now.hash}) + "\n")
        self.stdout.write(f"{now.seq} entries, all sound. Head: {now.hash}")

    @staticmethod
    def _read(file: Path) -> Checkpoint:
        try:
            content = json.loads(file.read_text())
            return Checkpoint(int(content["seq"]), str(content["hash"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file} is not a checkpoint: {error}") from error
