"""What answers otherwise than the version before did, on purpose: which answer, which place in it, and why.

`command` is a pattern of "LEDGER: COMMAND", `path` one of the place in the answer, as `differences` names it.
"""

from __future__ import annotations

from tests.before.sameness import Wanted

_MADE_AGAIN = "figures that this version makes otherwise than the frozen report are named, with both values"
_LUCK = "a ledger and a table draw luck in one way now: the same bounds, from other random numbers"
_BOOTSTRAP = "one bootstrap, so that a mean has one interval in one folder of reports, and its method says so"
_CROWD = "a derived crowd is under the rules of review like everybody, and so among the rows reviewed"
_TABLE = "a table is told as much about luck as a ledger, or why it cannot be"
_GRADED = "expected against observed takes graded outcomes nowhere, and the reason says that"

_WARNINGS = "a table of warnings, which nobody asked for here"
_BEST = "a comparison says who may be the best of more than two"
_VALUE = "calibration reports show for whom acting on the chances is worth it"
_WIS_PARTS = "the weighted interval score comes with its parts"

_OPTIONS_COMPARED = "choices and ordered answers are compared too, after all other measures"
_LADDER = "a window runs to a rung of a fixed ladder, whatever its words"
_WORD = "intervals and p-values that keep their word, by other methods; verify draws nothing for them"
_TIES = "graded outcomes switch no test off: the tests are of the yes and no, and say how many they leave out"

_TYPED = "a comparison that counts graded outcomes is typed with --ties half, and says so"
_AGAIN = "a comparison of the version before counted graded outcomes: it is frozen anew with --ties half"
_NEEDED = "the events needed are those that show a stated difference, not the one that was seen"

_CURVES = "a period report has the reliability curve of each forecaster"
_CHOICES = "choices and the figures of platforms stand under keys of their own"

_ENDS = "windows side by side are scored to one end, and an end that a forecaster chose has no reference"
_CHAINS = (
    "where events were open together their factors are averaged and no longer multiplied: the lag-h e-value"
)

_ENOUGH = "what is enough goes by the interval, and not by the number of events alone"
_SKILL = "the skill against 50% has an interval on scorecards"
_QUANTITIES = (
    "quantile forecasts are scored and compared by target, where before nothing could be said of them"
)
_OPTIONS = "ranked probability scores have a mean for each number of options"
_HELD = "shares of windows, dates and quantiles have Clopper and Pearson's interval, as every other share"

_ONCE = "what is answered up to the forecasters' own dates is not asked again because of a horizon"
_PRINTED = "a hint names a command that works as printed"
_FOLLOWED = "what points to a corrected record, or came of a file, is told of the version that stands"

_RUNNABLE = "a hint that names a command names one that works as printed"
_SENTENCES = "messages are whole sentences: one question offers all that may have been meant"
_HORIZON = "what was resolved up to the forecaster's own date is asked for no more because of a horizon"
_EASTER = "holidays whose day is known are read"
_NUMBERLESS = "a known word that carries no number is named as such, with what to do"
_WINDOW_ALONE = "what names a span of time is told what a window looks like, and not what a chance does"

WANTED = (
    Wanted(
        command=r"everything: check.*",
        path=r"said\.problems(\[\d+\]|\.\d+\.\d+ #\d+)\.message",
        why=_RUNNABLE,
    ),
    Wanted(
        command=r"everything: check",
        path=r"said\.(problems\.envoy #1|notes\[\]|notes\.horizons #1)",
        why=_HORIZON,
    ),
    Wanted(command=r"everything: due --on 2021-12-31 .*", path=r"said\[\]", why=_HORIZON),
    Wanted(command=r"unrecorded: read ('3 to 1'|1\.7) .*", path=r"error", why=_SENTENCES),
    Wanted(command=r"unrecorded: read 'before Easter' .*", path=r"code|said|error", why=_EASTER),
    Wanted(command=r"unrecorded: read 'a good chance' .*", path=r"error", why=_NUMBERLESS),
    Wanted(command=r"unrecorded: read 'a fine day' .*", path=r"error", why=_WINDOW_ALONE),
    Wanted(
        command=r"everything: (check|due).*",
        path=r"said(\.problems|\.notes)?\[\d*\](\.(slug|deadline|days_overdue|forecasts|statement))?",
        why=_ONCE,
    ),
    Wanted(
        command=r"everything: check.*",
        path=r"said\.(problems|notes)\[\d+\]\.(where|message)",
        why=f"{_ONCE}, and {_PRINTED}",
    ),
    Wanted(
        command=r"everything: (list forecasts|show|scorecard).*",
        path=r"said(\.rows\[\d+\]|\[\d+\])?\.(statement|quote|from|row)",
        why=_FOLLOWED,
    ),
    Wanted(
        command=r".*: (calibration|review show).*",
        path=r"said\.agreements\[\d+\]\.(dates\.(cohorts\[\d+\]\.)?dates|quantiles\.\w+)\[\d+\]\.(low|high)",
        why=_HELD,
    ),
    Wanted(
        command=r"unrecorded: verify quantiles.*",
        path=r"said\.((groups\..+\.)?coverage_(50|90)_(low|high)|rules\[\d*\])",
        why=_HELD,
    ),
    Wanted(
        command=r".*: compare.*",
        path=(
            r"said\.contests\[\d+\]\.(differences\[\d+\]\.(e_first|e_second|decided_after)"
            r"|paths\[\d+\]\.(first_better|second_better|decided_after)(\[\d+\])?)"
        ),
        why=_CHAINS,
    ),
    Wanted(
        command=r".*: (compare|scorecard|calibration|review show).*",
        path=r"said\.(targets|within|standings\[\d+\]\.quantities|uncompared|agreements\[\d+\]\.pits)(\[.*)?",
        why=_QUANTITIES,
    ),
    Wanted(
        command=r".*: (compare|review show).*",
        path=r"said\.(contests\[\d+\]\.ranking\.ranked\[\d+\]\.best_p|rules(\[.*)?)",
        why=_BEST,
    ),
    Wanted(
        command=r".*: (calibration|review show).*",
        path=r"said\.agreements\[\d+\]\.value(\..*)?",
        why=_VALUE,
    ),
    Wanted(
        command=r".*: (scorecard|report|review show).*",
        path=r"said\.(standings\[\d+\]\.means|scorings)\[\d+\]\.skill_(low|high)",
        why=_SKILL,
    ),
    Wanted(
        command=r".*: (compare|calibration|scorecard|report|review show).*",
        path=r"said\..*(individuals\[\d+\]|dates|quantiles|ranking|differences\[\d+\]|means\[\d+\])\.words",
        why=_ENOUGH,
    ),
    Wanted(
        command=r"unrecorded: verify chances.*",
        path=(
            r"said\.(groups\..+\.)?(graded|tested|auc|expected|observed|p_expected_observed|spiegelhalter_z"
            r"|expected_(low|high)|(mcb|dsc)_null_(mean|high)|curve.*)|said\.warnings\[\d*\]"
        ),
        why=_TIES,
    ),
    Wanted(
        command=r"unrecorded: verify quantiles.*",
        path=r"said\.(groups\..+\.)?(reasons\.)?wis_(low|high)",
        why=_WORD,
    ),
    Wanted(
        command=r"(panel|everything): (calibration|report|review show).*",
        path=r"said\.(agreements|records)\[\d+\]\.words",
        why=_TIES,
    ),
    Wanted(
        command=r".*: (calibration|compare|scorecard|report|review show).*",
        path=r"said\.heading\.selection\.ties",
        why=_TIES,
    ),
    Wanted(
        command=r".*: (compare|review show).*",
        path=r"said\.contests\[\d+\]\.differences\[\d+\]\.(needed|words)",
        why=_NEEDED,
    ),
    Wanted(
        command=r"unrecorded: verify.*",
        path=r"said\.(groups\..+\.)?(words|against\.events_needed)",
        why=_NEEDED,
    ),
    Wanted(command=r".*: compare.*", path=r"said\.heading\.(command|subject)", why=_TYPED),
    Wanted(
        command=r"(panel|everything): compare.*",
        path=r"said\.contests\[0\]\.words\[\]",
        why="where graded outcomes count half in the tests, a comparison says how many",
    ),
    Wanted(
        command=r"(panel|everything): compare.*",
        path=r"said\.(contests\[\]|forecasters|comparisons)",
        why=_OPTIONS_COMPARED,
    ),
    Wanted(
        command=r"panel: compare synthetic-calibrated .*",
        path=r"said\.contests\[1\]\.words\[1\]",
        why=_NEEDED,
    ),
    Wanted(
        command=r"everything: check.*",
        path=r"said\.(affected\[1\]\.again|problems\.comparison-ann-archer-bob-baker-2021-07-10 #1\.message)",
        why=_AGAIN,
    ),
    Wanted(
        command=r"everything: report.*",
        path=r"said\.changed\.affected\[1\]\.sentence",
        why=_AGAIN,
    ),
    Wanted(
        command=r"unrecorded: read .*", path=r"said\.(horizon|days\.horizon|cdf\[\d+\]\[\d+\])", why=_LADDER
    ),
    Wanted(command=r"(panel|everything): show .*", path=r"said\.horizon", why=_LADDER),
    Wanted(command=r".*: check.*", path=r"said\.made_otherwise", why=_MADE_AGAIN),
    Wanted(
        command=r"(panel|everything): check.*",
        path=r"said\.problems(\[\]|\.(scorecard|comparison|calibration|\d{4}-q\d)[\w-]* #\d+)",
        why=_MADE_AGAIN,
    ),
    Wanted(
        command=r"founding-case: check.*",
        path=r"code|error|said\.problems(\[\]|\.scorecard-[\w-]+ #1)",
        why=_BOOTSTRAP,
    ),
    Wanted(command=r".*: review reproduce.*", path=r"said\.added", why=_MADE_AGAIN),
    Wanted(
        command=r".*: review reproduce (calibration|202\d-q\d)",
        path=r"code|error|said\.(identical|more|differences\[\])",
        why=_MADE_AGAIN,
    ),
    Wanted(
        command=r"(panel|everything): (scorecard|calibration|report|review show).*",
        path=r"said\..*\.reliability\.(points\[\d+\]\.(low|high)|(discrimination_)?by_luck(_high)?)",
        why=_LUCK,
        within=0.1,
    ),
    Wanted(
        command=r"(panel|everything): scorecard.*",
        path=r"said\.standings\[\d+\]\.means\[\d+\]\.luck_(low|high)",
        why=_LUCK,
        within=0.01,
    ),
    Wanted(
        command=r"(panel|everything): scorecard.*",
        path=r"said\.standings\[\d+\](\.means\[\d+\])?\.words",
        why=_LUCK,
    ),
    Wanted(command=r".*: (report|review show).*", path=r"said\.methods\[\d+\]\.words", why=_BOOTSTRAP),
    Wanted(
        command=r"panel: (report|review show).*",
        path=r"said\.scorings\[\d+\]\.to_date\.(low|high)",
        why=_BOOTSTRAP,
        within=0.02,
    ),
    Wanted(
        command=r".*: review open (comparison|calibration|scorecard-trade)",
        path=r"said\.(own\.of_(forecasts|outcomes)|count|rows\[\])",
        why=_CROWD,
    ),
    Wanted(
        command=r"everything: review changes calibration",
        path=r"said\.(moves\[\]|means\[.*)",
        why=_CROWD,
    ),
    Wanted(
        command=r"everything: report .* --crowd median",
        path=r"said\.(summary\[\d+\]|changed\.moves\[\])",
        why=_CROWD,
    ),
    Wanted(
        command=r"unrecorded: verify chances.*",
        path=r"said\.(groups\.\w+\.)?((mcb|dsc)_null_(mean|high)|p_expected_observed)",
        why=_LUCK,
        within=0.1,
    ),
    Wanted(
        command=r"unrecorded: verify chances.*",
        path=r"said\.(groups\.\w+\.)?((reasons\.)?((mcb|dsc)_null_(mean|high)|expected_(low|high))|curve|words)",
        why=_TABLE,
    ),
    Wanted(
        command=r"unrecorded: verify chances.*",
        path=r"said\.(groups\.\w+\.)?reasons\.p_expected_observed",
        why=_GRADED,
    ),
    Wanted(command=r"unrecorded: verify chances.*", path=r"said\.rules\[\d+\]", why=_LUCK),
    Wanted(command=r"unrecorded: verify .*", path=r"said\.(groups\..+\.)?warning_table", why=_WARNINGS),
    Wanted(
        command=r"unrecorded: verify .*",
        path=r"said\.(groups\..+\.)?(reasons\.)?(dispersion|overprediction|underprediction)",
        why=_WIS_PARTS,
    ),
    Wanted(
        command=r".*: (scorecard|report|review show|review reproduce).*",
        path=r"said\..*\.(low|high)",
        why=_WORD,
    ),
    Wanted(
        command=r".*: (compare|report|scorecard|calibration|review show).*",
        path=r"said\.rules\[\d+\]",
        why=_WORD,
    ),
    Wanted(
        command=r".*: (compare|review show).*",
        path=r"said\..*\.(low|high|p_value|adjusted|how|better|is_alone_apart)",
        why=_WORD,
    ),
    Wanted(
        command=r".*: (scorecard|report|review show).*", path=r"said\..*by_date\.(replicates|seed)", why=_WORD
    ),
    Wanted(
        command=r"unrecorded: verify.*",
        path=(
            r"said\.(replicates|against\.(difference_low|difference_high|p_value|how|reason)"
            r"|(groups\..+\.)?(brier_low|brier_high|(skill|auc|cox_slope)_(low|high)|cox_(intercept|slope)|words"
            r"|reliability\[\d+\]\.(low|high)|reasons.*))"
        ),
        why=_WORD,
    ),
    Wanted(command=r".*: report.*", path=r"said\.methods\[\d+\]\.words", why=_WORD),
    Wanted(
        command=r".*: review (reproduce|open).*",
        path=r"code|error|said\.(identical|more|differences\[\].*|.*made_otherwise.*)",
        why=_WORD,
    ),
    Wanted(
        command=r".*: review reproduce.*",
        path=r"said\.reworded",
        why="rules that this version words otherwise are named apart from figures",
    ),
    Wanted(
        command=r".*: (scorecard|report|review show).*",
        path=r"said\.(standings\[\d+\]\.means|scorings)\[\d+\]\.(no_skill|ends.*|reference|against|skill)",
        why=_ENDS,
    ),
    Wanted(
        command=r".*: (scorecard|calibration|report|review show).*",
        path=r"said\..*findings\[\d+\]\.(fault|words)",
        why="no discrimination is named only where it is shown, and a certain miss where it makes a finding",
    ),
    Wanted(
        command=r".*: (scorecard|calibration|report|review show).*",
        path=r"said\.(.*findings\[\d*\].*|individuals\[\d+\]\.(faults|sight).*|.*searched|summary\[\d+\])",
        why="a fault of windows is named only if it stands by every rule that reads them, tested by signs",
    ),
    Wanted(
        command=r".*: (scorecard|calibration|report|review show).*",
        path=r"said\.((.*\.)?choices|platforms)",
        why=_CHOICES,
    ),
    Wanted(command=r".*: (report|review show).*", path=r"said\.curves", why=_CURVES),
    Wanted(
        command=r".*: (scorecard|review show).*",
        path=r"said\.standings\[\d+\]\.means\[\d+\]\.(options|mean|low|high|words)",
        why=_OPTIONS,
    ),
)
