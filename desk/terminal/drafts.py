"""What was answered so far, kept in a file until it is recorded: an interrupt or a crash costs no answer."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from forecasts.errors import UnfitFile
from forecasts.texts import slugified
from forecasts.writing import write

_FORM = "trackrecord-draft-1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A file of answers of one analyst for one ledger; it is no part of the chain."""

    path: Path

    @classmethod
    def of(cls, ledger: str, *, analyst: str) -> Draft:
        """Beside the ledger; or else, where none may write there, in the user's data folder."""
        name = f"draft-{slugified(analyst)}.json"
        beside = Path(ledger)
        if beside.is_file() and os.access(beside.parent, os.W_OK):
            return cls(path=beside.with_name(f"{beside.name}.{name}"))
        from platformdirs import user_data_path

        place = sha256(ledger.encode()).hexdigest()[:12]
        return cls(path=user_data_path("trackrecord") / "drafts" / f"{place}-{name}")

    def answers(self) -> dict[str, str]:
        """The answers, by the names of their questions; none where there is no draft.

        Raises
        ------
        UnfitFile
            If the file holds something else.
        """
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            found = None
        answers = found.get("answers") if isinstance(found, dict) and found.get("form") == _FORM else None
        if not isinstance(answers, dict) or not all(isinstance(text, str) for text in answers.values()):
            raise UnfitFile(str(self.path), "is no draft of answers", "move it away and start anew")
        return answers

    def keep(self, answers: dict[str, str]) -> None:
        """Writes the answers: a new file takes the place of the old one in one step, so that one is whole."""
        if not answers:
            self.drop()
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"form": _FORM, "answers": answers}, ensure_ascii=False, indent=1)
        write(self.path, text)

    def drop(self) -> None:
        """Forgets the answers: they are recorded, or nobody wants them."""
        with suppress(FileNotFoundError):
            self.path.unlink()
