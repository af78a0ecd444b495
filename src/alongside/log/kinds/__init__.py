"""The kinds of moment: one frozen value for each kind of thing that can happen.

Each knows its own `words` (what can be searched and quoted), `names` (who takes part) and `media`
(what lies in the blob store). A kind is told from another by its tag in the field `kind`.
"""

from alongside.log.kinds.acts import (
    Cost,
    Decided,
    Did,
    Ground,
    Limited,
    Meant,
    Permitted,
    Proposed,
    Resumed,
    Revoked,
    Sentence,
    Stopped,
    Undone,
)
from alongside.log.kinds.adventured import Founded, Lesson, Spot, Story, Themed, Ventured
from alongside.log.kinds.agents import Finished, Gleaned, Tasked, Value
from alongside.log.kinds.created import Favoured, Imagined, Printed, Reel
from alongside.log.kinds.goals import (
    Aimed,
    Counted,
    Flashcard,
    Graded,
    Habit,
    IfThen,
    Lettered,
    Reflected,
    Slotted,
    Steered,
    Step,
    Ticked,
    Valued,
)
from alongside.log.kinds.health import Exercised, Measured
from alongside.log.kinds.lens import PutAway, Showed
from alongside.log.kinds.lived import (
    Contact,
    Corrected,
    Described,
    Failed,
    Filmed,
    Forgotten,
    Heard,
    Imported,
    Noted,
    Noticed,
    Planned,
    Read,
    Recognised,
    Recorded,
    Said,
    Saw,
)
from alongside.log.kinds.meeting import Bounded, Minuted, Uttered
from alongside.log.kinds.parts import Cite, Media, Occurrence, Place, Thing
from alongside.log.kinds.privacy import Agreed, OffRecord, OnRecord, Withdrew
from alongside.log.kinds.rehearsed import Debriefed, Rehearsed, Staged, Told, Went
from alongside.log.kinds.relating import Joined, Parted, Related, SpecialDay
from alongside.log.kinds.reminding import Briefed, Nudged, Reminder, Settled, Snoozed, Weighed
from alongside.log.kinds.team import (
    Advised,
    Appointed,
    Consulted,
    Granted,
    Handed,
    Reported,
    Retired,
)
from alongside.log.kinds.understood import (
    Believed,
    Category,
    Judged,
    Profiled,
    Promised,
    Reread,
    Ruled,
    Topic,
)
from alongside.log.kinds.voices import Enrolled
from alongside.log.kinds.what import What
from alongside.log.kinds.written import Commissioned, Fault, Penned, Stretch

__all__ = [
    "Advised",
    "Agreed",
    "Aimed",
    "AnyWhat",
    "Appointed",
    "Believed",
    "Bounded",
    "Briefed",
    "Category",
    "Cite",
    "Commissioned",
    "Consulted",
    "Contact",
    "Corrected",
    "Cost",
    "Counted",
    "Debriefed",
    "Decided",
    "Described",
    "Did",
    "Enrolled",
    "Exercised",
    "Failed",
    "Fault",
    "Favoured",
    "Filmed",
    "Finished",
    "Flashcard",
    "Forgotten",
    "Founded",
    "Gleaned",
    "Graded",
    "Granted",
    "Ground",
    "Habit",
    "Handed",
    "Heard",
    "IfThen",
    "Imagined",
    "Imported",
    "Joined",
    "Judged",
    "Lesson",
    "Lettered",
    "Limited",
    "Meant",
    "Measured",
    "Media",
    "Minuted",
    "Noted",
    "Noticed",
    "Nudged",
    "Occurrence",
    "OffRecord",
    "OnRecord",
    "Parted",
    "Penned",
    "Permitted",
    "Place",
    "Planned",
    "Printed",
    "Profiled",
    "Promised",
    "Proposed",
    "PutAway",
    "Read",
    "Recognised",
    "Recorded",
    "Reel",
    "Reflected",
    "Rehearsed",
    "Related",
    "Reminder",
    "Reported",
    "Reread",
    "Resumed",
    "Retired",
    "Revoked",
    "Ruled",
    "Said",
    "Saw",
    "Sentence",
    "Settled",
    "Showed",
    "Slotted",
    "Snoozed",
    "SpecialDay",
    "Spot",
    "Staged",
    "Steered",
    "Step",
    "Stopped",
    "Story",
    "Stretch",
    "Tasked",
    "Themed",
    "Thing",
    "Ticked",
    "Told",
    "Topic",
    "Undone",
    "Uttered",
    "Value",
    "Valued",
    "Ventured",
    "Weighed",
    "Went",
    "What",
    "Withdrew",
]

AnyWhat = (
    Noted | Said | Planned | Contact
    | Saw | Recognised | Read | Described | Recorded | Filmed | Heard | Noticed
    | Related | Joined | Parted | Reminder | Snoozed | Settled | Nudged | Weighed | Briefed
    | Measured | Exercised
    | Imported | Failed | Corrected | Forgotten
    | Meant | Proposed | Decided | Did | Undone | Permitted | Revoked | Limited | Stopped | Resumed
    | Staged | Rehearsed | Debriefed | Went | Founded | Ventured
    | Believed | Promised | Judged | Ruled | Profiled | Reread
    | Agreed | Withdrew | OffRecord | OnRecord
    | Imagined | Favoured | Reel | Printed
    | Commissioned | Penned
    | Showed | PutAway
    | Enrolled
    | Tasked | Finished | Gleaned
    | Aimed | Steered | Step | Habit | IfThen | Slotted | Ticked | Counted
    | Valued | Reflected | Lettered | Flashcard | Graded
    | Bounded | Minuted
    | Appointed | Granted | Retired | Consulted | Advised | Handed | Reported
)  # fmt: skip
"""Every kind there is; what a stored body is decoded as."""
