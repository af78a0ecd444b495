"""The kinds of moment: one frozen value for each kind of thing that can happen.

Each knows its own `words` (what can be searched and quoted), `names` (who takes part) and `media`
(what lies in the blob store). A kind is told from another by its tag in the field `kind`.
"""

from alongside.log.kinds.acts import (
    Cost,
    Decided,
    Did,
    Ground,
    Meant,
    Permitted,
    Proposed,
    Resumed,
    Revoked,
    Sentence,
    Stopped,
    Undone,
)
from alongside.log.kinds.lived import (
    Contact,
    Corrected,
    Failed,
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
from alongside.log.kinds.parts import Cite, Media, Occurrence, Place, Thing
from alongside.log.kinds.what import What

__all__ = [
    "AnyWhat",
    "Cite",
    "Contact",
    "Corrected",
    "Cost",
    "Decided",
    "Did",
    "Failed",
    "Forgotten",
    "Ground",
    "Heard",
    "Imported",
    "Meant",
    "Media",
    "Noted",
    "Noticed",
    "Occurrence",
    "Permitted",
    "Place",
    "Planned",
    "Proposed",
    "Read",
    "Recognised",
    "Recorded",
    "Resumed",
    "Revoked",
    "Said",
    "Saw",
    "Sentence",
    "Stopped",
    "Thing",
    "Undone",
    "What",
]

AnyWhat = (
    Noted | Said | Planned | Contact | Saw | Recognised | Read | Recorded | Heard | Noticed
    | Imported | Failed | Corrected | Forgotten
    | Meant | Proposed | Decided | Did | Undone | Permitted | Revoked | Stopped | Resumed
)  # fmt: skip
"""Every kind there is; what a stored body is decoded as."""
