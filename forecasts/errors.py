"""Everything the project refuses on purpose: each error writes its own sentence, remedy last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

LONGEST_SHOWN = 40


def brief(name: str) -> str:
    """A name as a message shows it: one that is mistyped at length is cut short.

    >>> brief("kabul"), len(brief("x" * 500))
    ('kabul', 41)
    """
    return name if len(name) <= LONGEST_SHOWN else name[:LONGEST_SHOWN] + "…"


def _did_you_mean(readings: Sequence[str]) -> str:
    """A question that names every reading.

    >>> _did_you_mean(["7%", "0.7"]), _did_you_mean(["20-30%", "20 to 30 on", "20 to 30 against"])
    ('Did you mean 7% or 0.7?', 'Did you mean 20-30%, 20 to 30 on or 20 to 30 against?')
    """
    *others, last = readings
    return f"Did you mean {', '.join(others)}{' or ' if others else ''}{last}?"


class TrackerError(Exception):
    """A request that cannot be met; its text is one sentence for the user, and the program exits with 1."""


class UnfitText(TrackerError):
    """A text that a record cannot hold."""

    def __init__(self, what: str, fault: str, remedy: str) -> None:
        super().__init__(f"{what[:1].upper()}{what[1:]} {fault}: {remedy}.")


class UnfitField(TrackerError):
    """A field of a form or of a request that cannot be read; `field` is its name."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{sentence[:1].upper()}{sentence[1:]}")
        self.field = field


class UnfitNoun(TrackerError):
    """A noun whose parts do not fit together; the caller gives the sentence's two halves."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault}: {remedy}.")


class DeadlineBeforeForecast(TrackerError):
    """A forecast about a time that was over when it was made."""

    def __init__(self, deadline: date, made_on: date) -> None:
        super().__init__(
            f"The deadline {deadline} lies before {made_on}, the day the forecast was made: "
            "check both dates, and give the day it was said with --said."
        )


class ClockAway(TrackerError):
    """A clock and a last entry that cannot both be right."""

    def __init__(self, last: datetime, now: datetime) -> None:
        super().__init__(
            f"The last entry is stamped {last:%Y-%m-%d %H:%M}, and the clock says {now:%Y-%m-%d %H:%M}: set "
            'the clock right; if the entry was stamped wrongly, `tracker clock --because "..."` says so, and '
            "the ledger goes on with the time of now; nothing was recorded."
        )


class InTheFuture(TrackerError):
    """A forecast or an outcome dated after the day it is entered."""

    def __init__(self, what: str, day: date, today: date) -> None:
        super().__init__(
            f"{what} is dated {day}, but today is {today}: record it when it has come, or mend the date."
        )


class Unknown(TrackerError):
    """A name that nothing in the ledger bears; `remedy` is what else may be done, and ends the sentence."""

    def __init__(self, kind: str, name: str, near: tuple[str, ...] = (), remedy: str | None = None) -> None:
        self.near = near
        listed = kind in ("question", "forecaster", "source", "forecast", "statement", "outcome")
        see = f"tracker list {kind}s" if listed else "tracker history"
        hints = [f"did you mean {' or '.join(near)}?"] if near else []
        if remedy is not None:
            hints.append(f"If not, {remedy}" if near else remedy)
        hint = " ".join(hints) or f"see what there is with `{see}`."
        super().__init__(f"The ledger has no {kind} {brief(name)!r}: {hint}")


class NotUnique(TrackerError):
    """A prefix that fits several names."""

    def __init__(self, kind: str, prefix: str, fitting: tuple[str, ...]) -> None:
        shown = ", ".join(fitting[:8]) + (", …" if len(fitting) > 8 else "")
        super().__init__(f"{brief(prefix)!r} fits more than one {kind} ({shown}): type a few letters more.")


class AlreadyThere(TrackerError):
    """A slug that is taken."""

    def __init__(self, kind: str, slug: str, handle: str) -> None:
        super().__init__(
            f"The ledger has a {kind} {slug!r} already ({handle}): choose another slug, "
            f"or look at that one with `tracker show {handle}`."
        )


class CrowdRecorded(TrackerError):
    """A crowd that is to be derived, while the ledger holds a forecaster of its name."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"The ledger holds a forecaster {slug!r}, which is the name of the crowd to be derived: leave "
            "out --crowd and use that one."
        )


class Contradiction(TrackerError):
    """An outcome that cannot stand beside the one the ledger holds; `remedy` ends with a command."""

    def __init__(self, question: str, new: str, standing: str, handle: str, by: str, remedy: str) -> None:
        super().__init__(
            f"That {question!r} {new} contradicts what stands, that it {standing} ({handle}, entered by "
            f"{by}): {remedy}."
        )


class NothingNew(TrackerError):
    """An outcome or a forecast that says no more than the ledger holds, at `handle`."""

    def __init__(self, question: str, standing: str, handle: str, by: str) -> None:
        self.handle = handle
        super().__init__(
            f"{question!r} stands already: {standing} ({handle}, entered by {by}): there is nothing to add."
        )


class NoLedger(TrackerError):
    """A place where no ledger can be opened or made."""

    def __init__(self, where: str, fault: str, remedy: str) -> None:
        super().__init__(f"{where} {fault}: {remedy}.")


class SchemaNewer(TrackerError):
    """A ledger written by a later version of the program."""

    def __init__(self, where: str, found: str, known: str) -> None:
        super().__init__(
            f"{where} has schema {found}, and this program knows up to {known}: upgrade with "
            "`pip install --upgrade trackrecord`; nothing was changed."
        )


class StorageFailed(TrackerError):
    """A disk, a file or a server that did not do what was asked."""

    def __init__(self, where: str, fault: str, remedy: str, *, writing: bool = True) -> None:
        super().__init__(f"{where} {fault}: {remedy}{'; nothing was recorded' if writing else ''}.")


class DamagedRecord(TrackerError):
    """A record whose body is not what any command writes."""

    def __init__(self, handle: object, reason: str) -> None:
        super().__init__(
            f"The record {handle} cannot be read ({brief(reason)}): `tracker audit` says what was altered, "
            "and `tracker check` what is left out of reports."
        )


class UnsoundRecords(TrackerError):
    """Records that can be read and say what no command would have written."""

    def __init__(self, handles: Sequence[str]) -> None:
        named = ", ".join(handles[:5]) + (f" and {len(handles) - 5:,} more" if len(handles) > 5 else "")
        super().__init__(
            f"No command would have written {named}: `tracker check` says what is wrong, and `tracker audit` "
            "what was altered; `tracker upgrade` makes typed tables anew from the records."
        )


class DamagedLedger(TrackerError):
    """A ledger whose tables do not hold what its records say, told by its first damage."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(
            f"The ledger {where} is damaged: {problem.rstrip('.')}. `tracker audit` names all of it; "
            "`tracker upgrade` makes typed tables anew from the records."
        )


class NotYet(TrackerError):
    """An as-of moment before the ledger's first entry."""

    def __init__(self, moment: datetime, first: str) -> None:
        super().__init__(f"The ledger was empty at {moment.isoformat()}: its first entry is of {first}.")


class NotComparable(TrackerError):
    """Forecasters whose scores no shared question links; `parts` are the groups that are linked within."""

    def __init__(self, parts: Sequence[Sequence[object]]) -> None:
        self.parts = parts
        groups = [
            ", ".join(str(name) for name in part[:5]) + (", …" if len(part) > 5 else "") for part in parts[:5]
        ]
        more = f" | … ({len(parts) - 5} more)" if len(parts) > 5 else ""
        super().__init__(
            f"No question links these {len(parts)} groups of forecasters: {' | '.join(groups)}{more}: "
            "compare within one group, or add a question that two groups answered."
        )


class ImpossibleProbability(TrackerError):
    """A number that no probability can be; `readings` are what may have been meant."""

    def __init__(self, said: str | float, *readings: str) -> None:
        asked = _did_you_mean(readings) if readings else "Which of 0% to 100% is meant?"
        super().__init__(f"A probability lies between 0 and 1, not {said}. {asked}")


class ImpossibleFraction(TrackerError):
    """A number that must lie above 0 and below 1 and does not; `what` names it."""

    def __init__(self, what: str, said: str, remedy: str) -> None:
        super().__init__(f"{what} lies above 0 and below 1, not {brief(said)}: {remedy}.")


class UnclearProbability(TrackerError):
    """A number that reads two ways or none; `readings` are what may have been meant."""

    def __init__(self, said: str, fault: str, *readings: str) -> None:
        self.readings = readings
        forms = "Write it as 0.7, 70%, 7/10, 1 in 20, 3:1 on or 20-30%."
        asked = _did_you_mean(readings) if readings else forms
        super().__init__(f"{said!r} {fault}. {asked}")


class UnknownScale(TrackerError):
    """A name that no scale of probability words bears."""

    def __init__(self, name: str, near: tuple[str, ...], known: tuple[str, ...]) -> None:
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"No scale is called {name!r}.{hint} The scales are {', '.join(known)}.")


class NoScale(TrackerError):
    """A probability word without the scale that gives it a number."""

    def __init__(self, words: str, known_to: tuple[str, ...]) -> None:
        super().__init__(
            f"{words!r} has no number until a scale gives it one: choose with --scale, as in "
            f"--scale {known_to[0]} (known to {', '.join(known_to)}), or state a number such as 0.3."
        )


class UnknownWord(TrackerError):
    """Words that the scale asked for does not define, or no scale does.

    `known_to` are the scales that have exactly these words; `near` are like words with their scales;
    `vocabulary` are the words of the scale asked for.
    """

    def __init__(
        self,
        words: str,
        *,
        scale: str | None,
        vocabulary: tuple[str, ...],
        known_to: tuple[str, ...],
        near: tuple[tuple[str, tuple[str, ...]], ...],
    ) -> None:
        self.words = words
        where = scale or "any scale"
        elsewhere = f" (it is one of {', '.join(known_to)})" if known_to else ""
        if near:
            like = ", ".join(f"{phrase!r} ({', '.join(names)})" for phrase, names in near)
            hint = f"the nearest known words are {like}; "
        else:
            hint = f"the words of {scale} are {', '.join(vocabulary)}; " if vocabulary else ""
        super().__init__(
            f"{words!r} is not a word of {where}{elsewhere}: {hint}"
            "choose a word with the --scale that has it, or state a number such as 0.3."
        )


class VagueWord(TrackerError):
    """Words that carry no probability in any scale, such as "may"; the forecast can be kept unscored."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(
            f"{words!r} carries no probability in any scale, so it cannot be scored: "
            "give the word or the number that says how likely, if there is one."
        )


class UnnumberedWord(VagueWord):
    """Words that say how likely and have no number in any scale, such as "definitely" or "good chance"."""

    def __init__(self, words: str) -> None:
        self.words = words
        TrackerError.__init__(
            self,
            f"{words!r} has no number in any scale, so it cannot be scored: give the number that the "
            "forecaster stood by or the nearest word of your scale, or log it unscored.",
        )


class ConfidenceWord(TrackerError):
    """A confidence level given where a probability is asked for."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"{words!r} speaks of confidence, which says how well founded a judgement is and not how likely "
            'the event is: give the likelihood alone, such as "likely" or 70%.'
        )


class NoDeadline(TrackerError):
    """A chance of something that no day decides."""

    def __init__(self, chance: str) -> None:
        super().__init__(
            f"The chance {chance!r} names no day by which it can be judged: give its deadline, "
            'or name the reason "no deadline" as unscoreable.'
        )


class NoProbability(TrackerError):
    """A deadline, or nothing at all, without a word of how likely it is."""

    def __init__(self, deadline: date | None) -> None:
        fault = (
            f"Only the deadline {deadline} is given" if deadline else "Neither when nor how likely is given"
        )
        super().__init__(
            f"{fault}, and nothing in it can be scored: give a chance such as 0.7 or likely, give the window "
            'in words such as "within 90 days", or name the reason "no probability" as unscoreable.'
        )


class UnfitOption(TrackerError):
    """An option of a command that does not say what it should."""

    def __init__(self, option: str, said: str, remedy: str) -> None:
        shown = said if len(said) <= 60 else said[:60] + "…"
        super().__init__(f"The option {option} says {shown!r}: {remedy}.")


class UnfitCell(TrackerError):
    """A cell of a file that does not hold what its column asks for."""

    def __init__(self, column: str, cell: str, remedy: str) -> None:
        shown = cell if len(cell) <= 60 else cell[:60] + "…"
        super().__init__(f"The column {column!r} holds {shown!r}: {remedy}.")


class Unsettled(TrackerError):
    """A cell that has more than one reading; `option` is what settles it."""

    def __init__(self, column: str, cell: str, readings: Sequence[str], option: str) -> None:
        shown = cell if len(cell) <= 60 else cell[:60] + "…"
        super().__init__(
            f"The column {column!r} holds {shown!r}, which may be {' or '.join(readings)}: say {option}."
        )


class UnfitFile(TrackerError):
    """A file that cannot be read at all."""

    def __init__(self, file: str, fault: str, remedy: str) -> None:
        shown = fault if len(fault) <= 300 else fault[:300] + "…"
        super().__init__(f"{file} {shown}: {remedy}; nothing was recorded.")


class TooLarge(TrackerError):
    """What does not fit into the form of file asked for; `limit` says what does."""

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(f"{what} is too large, for {limit}: export CSV or Parquet instead.")


class LacksPackage(TrackerError):
    """A form of file that a package which is not installed reads and writes."""

    def __init__(self, form: str, extra: str, instead: str) -> None:
        super().__init__(
            f"{form} needs a package that is not installed: install it with "
            f'pip install "trackrecord[{extra}]", or {instead}.'
        )


class NoRoomLeft(TrackerError):
    """A machine without room for what an engine puts aside; `told` is what the engine says."""

    def __init__(self, told: str) -> None:
        super().__init__(
            f"There is no room left for what is put aside while rows are summed ({told.rstrip('.')}): free "
            "some, or set TMPDIR to a folder on another disk."
        )


class ClusterGone(TrackerError):
    """A scheduler of Dask that cannot be reached, or no longer."""

    def __init__(self, scheduler: str) -> None:
        super().__init__(
            f"The scheduler at {scheduler} cannot be reached, so nothing is reported: see that it runs and "
            "give its address, such as --scheduler tcp://host:8786."
        )


class WorkersLost(TrackerError):
    """A cluster whose workers die of a part again and again, or that has none."""

    def __init__(self) -> None:
        super().__init__(
            "No worker of the cluster finished its part, so nothing is reported: give the workers more "
            "memory, split the largest files, or start workers."
        )


class RefusedByWorker(TrackerError):
    """What a worker of a cluster says instead of a result."""


class UnfitEngine(TrackerError):
    """Something that an engine cannot do; `remedy` comes last."""

    def __init__(self, engine: str, what: str, remedy: str) -> None:
        super().__init__(f"The engine {engine} takes no {what}: {remedy}.")


class UnfitSnapshot(TrackerError):
    """A folder that is no snapshot, or no longer the one that was written."""

    def __init__(self, folder: object, fault: str, remedy: str) -> None:
        super().__init__(f"{folder} {fault}: {remedy}.")


class UnfitRows(TrackerError):
    """A file with rows that cannot be recorded; `problems` are the first of `count`, each with its line.

    `again` says what to do with the file once it is mended.
    """

    def __init__(self, file: str, problems: Sequence[tuple[int, str]], count: int, again: str) -> None:
        listed = "".join(f"\n  {file}, line {line}: {sentence}" for line, sentence in problems)
        more = f"\n  … and {count - len(problems):,} more." if count > len(problems) else ""
        rows = "1 row that cannot" if count == 1 else f"{count:,} rows that cannot"
        them = "that" if count == 1 else "them"
        super().__init__(
            f"{file} has {rows} be recorded, so nothing of it was: mend {them} and {again}.{listed}{more}"
        )


class VagueWindow(TrackerError):
    """Words about time that name no deadline, such as "soon"; `fault` says how, after the words."""

    def __init__(self, words: str, fault: str) -> None:
        self.words = words
        super().__init__(
            f"{words!r} {fault}, so no day decides it: settle it with an explicit deadline, as in "
            "--deadline 2021-09-30; the record keeps both the words and the date."
        )


class WhoseHoliday(VagueWindow):
    """A holiday that countries keep on different days, where no country was said."""

    def __init__(self, holiday: str) -> None:
        self.words = holiday
        TrackerError.__init__(
            self,
            f"{holiday!r} falls on another day in each country that keeps it: whose is meant? Say it with "
            "--country US, for all words in the ledger with `tracker settings --country US`, or give the day "
            "with --deadline.",
        )


class UnknownCountry(TrackerError):
    """A code that is no country whose holidays are known."""

    def __init__(self, code: str, known: Sequence[str]) -> None:
        near = [name for name in known if name[:1] == code[:1].upper()][:8]
        shown = f", such as {', '.join(near)}" if near else ", such as DE, FR, US"
        super().__init__(f"{code!r} is no country whose holidays are known: give its two letters{shown}.")


class UnknownLanguage(TrackerError):
    """A language whose words about time are not known."""

    def __init__(self, code: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{code!r} is no language whose words are read: give one of {', '.join(known)}, or settle the "
            "window with --deadline."
        )


class UnreadableWindow(TrackerError):
    """Words about time that no rule reads; `forms` are phrases that work, the nearest first."""

    def __init__(self, words: str, forms: tuple[str, ...], fault: str | None = None) -> None:
        self.words = words
        self.explained = fault is not None
        fault = fault or "cannot be read as a window"
        shown = ", ".join(f'"{form}"' for form in forms)
        super().__init__(f"{words!r} {fault}: say it in a form that works, such as {shown}.")


class ForeignWindow(UnreadableWindow):
    """Words about time that English does not read, and other languages do; `languages` are their codes."""

    def __init__(self, words: str, languages: Mapping[str, str]) -> None:
        self.words, self.explained, self.languages = words, False, tuple(languages)
        TrackerError.__init__(
            self,
            f"{words!r} cannot be read as English, and can be as {' or '.join(languages.values())}: "
            f"say so with {' or '.join(f'--language {code}' for code in languages)}.",
        )


class UnreadableWords(TrackerError):
    """Words that say neither how likely nor when, in any form that is known."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"{words!r} is read neither as a chance nor as a window: write a chance as 70%, 1 in 20 or a "
            "word of a --scale, and a window as in one to three months, within 90 days or by the end of Q3."
        )


class UnreadSentence(TrackerError):
    """A forecast in one sentence whose parts cannot be told apart without a guess."""

    def __init__(self, sentence: str, fault: str, remedy: str) -> None:
        super().__init__(f"{brief(sentence)!r} {fault}: {remedy}.")


class NobodyToAsk(TrackerError):
    """A reading that somebody must confirm, where no terminal asks."""

    def __init__(self, *, why: str, remedy: str = "look at it with --dry-run, then add --yes") -> None:
        super().__init__(f"How it was read must be confirmed, and {why}: {remedy}.")


class AmbiguousDate(TrackerError):
    """A date, or a period, that two calendars read in two ways."""

    def __init__(self, said: str, readings: Sequence[date | str]) -> None:
        meant = " or ".join(str(reading) for reading in readings)
        super().__init__(f"{said!r} can mean {meant}: write the one that is meant, as YYYY-MM-DD.")


class ImpossibleDate(TrackerError):
    """A day that the calendar does not have; `fault` says why."""

    def __init__(self, said: str, fault: str) -> None:
        super().__init__(f"There is no such date as {said!r}, for {fault}: give a date that exists.")


class BeyondAllYears(ImpossibleDate):
    """Words about time that lead past the last year of the calendar."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "it or its horizon lies beyond the years 1 to 9999")


class WindowOver(TrackerError):
    """A window that had closed on the day it was said."""

    def __init__(self, words: str, latest: date, said: date) -> None:
        super().__init__(
            f"{words!r} ends on {latest}, before {said}, the day it was said: "
            "check the day given with --said, or name the year that is meant."
        )


class WindowAhead(TrackerError):
    """A day on which something is said to have been said, and that has not come."""

    def __init__(self, words: str, day: date, today: date) -> None:
        super().__init__(f"{words!r} is {day}, after today ({today}): give the day on which it was said.")


class ImpossibleSelection(TrackerError):
    """A choice of forecasts that nothing can meet."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault}: {remedy}.")


class UnknownLook(TrackerError):
    """A file name that says of no look how a report is to be written."""

    def __init__(self, name: str, looks: Sequence[str]) -> None:
        super().__init__(
            f"{name!r} names no look of a report: end it in {', '.join(looks)}, or name a folder for all of "
            "them with tables and charts."
        )


class NoSuchChart(TrackerError):
    """A chart that the gallery does not have; the nearest are named, and `listing` tells of each."""

    def __init__(self, name: str, near: Sequence[str], listing: str) -> None:
        hint = f"did you mean {' or '.join(near)}? There are" if near else "there are"
        super().__init__(f"There is no chart {brief(name)!r}: {hint}\n\n{listing}")


class NothingToDraw(TrackerError):
    """A chart for which the forecasts chosen are too few, or of another kind."""

    def __init__(self, chart: str, why: str, remedy: str) -> None:
        super().__init__(f"There is nothing to draw as {chart}, for {why}: {remedy}.")


class GradedOutcomes(TrackerError):
    """Outcomes between yes and no, given to a measure that has no meaning for them."""

    def __init__(self, measure: str) -> None:
        super().__init__(
            f"{measure} takes the outcomes 0 (no) and 1 (yes) only, and some are graded between them, "
            "such as 0.5 for a tie: leave those out, or read the Brier score and its decomposition, "
            "which take them."
        )


class FractionalWeights(TrackerError):
    """Weights that are no counts, given to a measure that counts forecasts."""

    def __init__(self, measure: str) -> None:
        super().__init__(
            f"{measure} counts forecasts, and some weights are not whole numbers, or sum to more than 2^52: "
            "leave the weights out, or read the averages, which take them."
        )


class UnreadableTable(TrackerError):
    """A file that holds no table that can be verified; `fault` follows its name, `remedy` comes last."""

    def __init__(self, table: str, fault: str, remedy: str) -> None:
        super().__init__(f"{table} {fault}: {remedy}.")


class MissingColumn(TrackerError):
    """A table without a column that is needed; `option` is what names it."""

    def __init__(self, table: str, column: str, header: Sequence[str], option: str) -> None:
        shown = ", ".join(header[:12]) + (f", … ({len(header) - 12} more)" if len(header) > 12 else "")
        super().__init__(
            f"{table} has no column {column!r}, it has {shown}: name the one that is meant with {option}."
        )


class ProbabilitiesInPercent(TrackerError):
    """A table whose probabilities are mostly above 1, read as fractions."""

    def __init__(self, table: str, above: int, count: int, example: float) -> None:
        super().__init__(
            f"{above:,} of the {count:,} probabilities in {table} are above 1, such as {example:g}, and a "
            "fraction is never guessed from a percentage: give --percent if they are percentages."
        )


class BadRows(TrackerError):
    """A table with rows that cannot be verified, where all must be, or with no other rows."""

    def __init__(self, table: str, bad: int, count: int, first: str, *, strict: bool) -> None:
        rows = "The only row" if count == 1 else f"{bad:,} of the {count:,} rows"
        if bad == count > 1:
            rows = f"All {count:,} rows"
        found = f"{rows} of {table} cannot be verified ({first})"
        remedy = "mend them, or leave out --strict to verify the others" if strict and bad < count else None
        super().__init__(f"{found}: {remedy or 'mend the rows, or name other columns'}.")


class NotPaired(TrackerError):
    """Forecasts that cannot be set against others; `fault` says why, `remedy` comes last."""

    def __init__(self, other: str, fault: str, remedy: str) -> None:
        super().__init__(f"Nothing can be set against {other}, for {fault}: {remedy}.")


class ImpossibleThreshold(TrackerError):
    """A threshold at which everything or nothing would be a warning."""

    def __init__(self, threshold: float) -> None:
        super().__init__(
            f"A threshold of warnings lies above 0 and up to 1, not {threshold:g}: write it as 0.3 or 30%."
        )


class ForProbabilitiesOnly(TrackerError):
    """An option of `verify` that means nothing for quantiles."""

    def __init__(self, option: str, table: str) -> None:
        super().__init__(f"{option} is for probabilities, and {table} holds quantiles: leave it out.")


class NoWarnings(TrackerError):
    """A table without chances, in which no threshold makes a warning."""

    def __init__(self, table: str) -> None:
        super().__init__(f"{table} holds quantiles, of which none is a warning: leave out --threshold.")


class EditedIntoBytes(TrackerError):
    """A record that an editor saved as something else than text."""

    def __init__(self, handle: object) -> None:
        super().__init__(
            f"What the editor saved of {handle} is no text in UTF-8: save it as UTF-8; nothing was changed."
        )


class TooManyGroups(TrackerError):
    """A column to group by that tells almost every row apart."""

    def __init__(self, columns: Sequence[str], most: int) -> None:
        super().__init__(
            f"--by {','.join(columns)} makes more than {most:,} groups, each with figures of its own: "
            "name a column that holds fewer different texts."
        )


class EditorFailed(TrackerError):
    """An editor that cannot be started, ends in an error, or leaves no file."""

    def __init__(self, handle: object, reason: str) -> None:
        super().__init__(
            f"Your editor failed ({reason.rstrip('.')}), and nothing was changed: set EDITOR to one that "
            f"works here, such as EDITOR=nano, or correct {handle} as `tracker amend --help` shows."
        )


class ImpossiblePlan(TrackerError):
    """A size that cannot be planned for; the caller gives the size, why not, and the remedy."""

    def __init__(self, size: str, why: str, remedy: str) -> None:
        super().__init__(f"{size} cannot be planned for, because {why}: {remedy}.")


class BeyondPlanning(TrackerError):
    """A size so small that nobody could collect the events that show it."""

    def __init__(self, events: float, most: int) -> None:
        super().__init__(
            f"It would take about {events:,.0f} events to see this, and plans end at {most:,}: "
            "state a larger size."
        )


class NoSuchPeriod(TrackerError):
    """A period that cannot be read, or that the calendar does not have; `fault` says why."""

    def __init__(self, text: str, fault: str | None = None) -> None:
        why = f", for {fault}" if fault else ""
        super().__init__(
            f"{brief(text)!r} is no period{why}: write 2026, 2026-Q3, 2026-09, 2026-W40, last-month "
            "(-week, -quarter, -year) or 2026-07-01..2026-09-30."
        )


class PeriodAhead(TrackerError):
    """A report on a period that has not begun on its evaluation date."""

    def __init__(self, label: str, first: date, on: date) -> None:
        super().__init__(
            f"{label} begins on {first}, after the evaluation date {on}: name a period that has begun, or "
            "give a later day with --on."
        )


class NoTypesetter(TrackerError):
    """A PDF asked for where nothing is installed that could set it."""

    def __init__(self) -> None:
        super().__init__(
            "A PDF needs typst, which is not installed: install it with `pip install 'trackrecord[pdf]'`, or "
            "choose another look, such as .html."
        )


class NotDrawn(TrackerError):
    """A look of a report that could not be made, for a reason that its maker gives."""

    def __init__(self, look: str, reason: str) -> None:
        super().__init__(
            f"The {look} could not be made: {reason}. Choose another look, such as .html, or a folder, which "
            "gets all that can be made."
        )


class NoSuchRow(TrackerError):
    """A row that a frozen report does not have; `near` are rows that it has.

    `single` says that several rows, or numbers that are no handle, were typed where one row is asked for.
    """

    def __init__(self, report: str, row: str, near: Sequence[str] = (), *, single: bool = False) -> None:
        such = f", such as {near[0]}" if near else ""
        meant = f"did you mean {' or '.join(near)}? See" if near else "see"
        hint = (
            f"name one at a time, by the handle of a forecast{such}, or a forecaster; see"
            if single
            else meant
        )
        super().__init__(
            f"The report {report!r} has no row {brief(row)!r}: {hint} its rows with "
            f"`tracker review open {report}`."
        )


class NotReviewable(TrackerError):
    """A frozen report that cannot be questioned, signed or rejected as it stands."""

    def __init__(self, report: str, fault: str, remedy: str) -> None:
        super().__init__(f"The report {report!r} {fault}: {remedy}.")


class NotLoopback(TrackerError):
    """A site without accounts that others would reach."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host!r} is reached from other computers, and without accounts whoever comes acts as you: "
            "leave --host and --address out, or make accounts with `tracker user add NAME --role admin`."
        )


class InTheClear(TrackerError):
    """A site with accounts whose passwords would cross the network unencrypted."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host!r} is reached from other computers, and passwords would cross the network in the clear: "
            "put a proxy with HTTPS before it, and give --address https://..."
        )


class PortTaken(TrackerError):
    """An address at which the site cannot listen."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"Nothing can listen on {host} at port {port} ({why}): give another --port, or 0 for any."
        )


class PastIsRead(TrackerError):
    """A deed on a page that shows the ledger as of an earlier moment."""

    def __init__(self) -> None:
        super().__init__(
            "The ledger is shown as of an earlier moment, and what is recorded is recorded now: "
            "leave as_of out of the address."
        )


class KeyUsedOtherwise(TrackerError):
    """A key under which another request was answered already."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The key {brief(key)!r} was used with another request: give each request a key of its own."
        )


class NothingToShow(TrackerError):
    """A site of a ledger that holds nothing."""

    def __init__(self) -> None:
        super().__init__("The ledger has no entry, and so nothing to show: log a forecast first.")
