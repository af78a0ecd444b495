"""The patterns of English: what a clause in the first person tells, by its first words."""

from __future__ import annotations

from alongside.mind.understand.en_words import FEELINGS, JOBS
from alongside.mind.understand.patterns import cased, rule

SO = (
    r"(?:(?:still|now|just|also|really|truly|absolutely|honestly|actually|always|usually|mostly|"
    r"only|simply|finally|totally|kind of|kinda|so|very|a bit|quite|already|officially|never been "
    r"this|always been)\s+)*"
)
ME = r"(?<![\w'’])(?:i|we)"
BE = rf"(?:{ME}\s?(?:['’]m|['’]re|\sam|\sare)|\bim|{ME}['’]ve\sbeen|{ME}\shave\sbeen|\bbeen)\s+{SO}"
DO = rf"(?:{ME}\s+|^){SO}"
HAVE = rf"(?:{ME}(?:['’]ve|\shave)?\s+|^){SO}"
V = r"(?P<v>[^,.!?;:()\ufffc]+)"
PLACE = (
    r"(?P<v>(?:the\s)?[A-ZÀ-Þ][\w’'&-]*"
    r"(?:\s(?:(?:de|da|do|la|of|the|upon|am)\s)?[A-ZÀ-Þ][\w’'&-]*)*)"
)

_LYING = (
    r"(?!\s[^,.!?;:()]*\s(?:on|in|under|behind|at|by|with)\s(?:the|an?|my|our|his|her|their)\s"
    r"(?!spring|summer|autumn|winter|fall|morning|evening|end|middle|start|beginning))"
)
"""What is left somewhere is only lying there."""


RULES = (
    cased("fact", "home", rf"(?i:{DO}(?:live|stay)\s(?:in|at|on)\s){PLACE}"),
    cased("fact", "home", rf"(?i:(?:{BE}|^)(?:living|settled|based)\s(?:in|at|on)\s){PLACE}"),
    cased("fact", "home", rf"(?i:{HAVE}lived\s(?:in|at|on)\s){PLACE}(?=\s(?:since|for)\b)"),
    cased(
        "fact",
        "home",
        rf"(?i:(?:{HAVE}|,\s)(?:moved|come|came|relocated)\s(?:back\s)?(?:in)?to\s){PLACE}",
    ),
    cased("fact", "home", rf"(?i:we['’]re\s(?:in|on|at)\s){PLACE}(?=\snow\b)", 0.75),
    rule("fact", "home", rf"{HAVE}lived\sin\s(?P<v>this\s(?:house|flat|village|town|street))\b"),
    cased("fact", "lived", rf"(?i:(?:{ME}\s|^)(?:used\sto\slive|grew\sup)\s(?:in|at|on)\s){PLACE}"),
    cased("fact", "lived", rf"(?i:{ME}\slived\s(?:in|at|on)\s){PLACE}(?!\s(?:since|for)\b)"),
    rule(
        "fact",
        "formerly",
        rf"(?:{ME}\s|^)used\sto\s(?!live\b|be\b)(?P<v>(?:[a-z]+)\b[^,.!?;:()]*)",
        over=True,
    ),
    rule(
        "fact",
        "formerly",
        rf"{HAVE}(?:gave\sup|given\sup|quit|left{_LYING}|dropped\sout\sof)\s{V}",
        over=True,
    ),
    rule("fact", "formerly", rf"{HAVE}(?P<v>taught\s[^,.!?;:()]+)(?=\sfor\b)", over=True),
    rule(
        "preference",
        "avoids",
        rf"{ME}\s(?:don['’]t|do\snot|never)\s(?P<v>(?:eat|drink)\s[^,.!?;:()]+)",
    ),
    rule(
        "fact",
        "formerly",
        rf"{ME}\s(?:don['’]t|do\snot)\s(?!eat\b|drink\b)(?P<v>[a-z]+\s[^,.!?;:()]*?)\sany\s?more",
        over=True,
    ),
    rule("preference", "avoids", rf"{HAVE}stopped\s{V}"),
    cased("fact", "work", rf"(?i:{DO}work\s(?:at|for)\s){PLACE}"),
    cased("fact", "work", rf"(?i:(?:{BE}|^)working\s(?:at|for)\s){PLACE}"),
    cased("fact", "work", rf"(?i:(?:years|months|shifts?)\sat\s){PLACE}", 0.75),
    rule(
        "fact",
        "job",
        rf"{BE}(?P<v>(?:an?|the)\s(?:[\w-]+\s){{0,2}}?(?:{JOBS})\b(?:\s(?:at|"
        r"for|in|of)\s[^,.!?;:()]+)?)",
    ),
    rule("fact", "job", rf"{DO}(?P<v>(?:teach|coach)\s(?!him|her|them|you|myself)[^,.!?;:()]+)"),
    rule("fact", "job", rf"{BE}(?P<v>driving\sthe\s[^,.!?;:()]+?)(?=\sfor\b)"),
    rule("fact", "job", rf"{DO}(?P<v>work\sas\s[^,.!?;:()]+)"),
    rule("fact", "job", rf"{BE}(?P<v>retired)\b"),
    rule(
        "fact",
        "owns",
        rf"(?:{ME}\s|^)(?:(?:now|still)\s)?own\s(?P<v>(?:a|an|the|two|three|half)\s[^,.!?;:()]+)",
    ),
    rule(
        "fact",
        "studies",
        rf"(?:{BE})(?:studying|doing\sa\sdegree\sin|taking|majoring\sin|reading)"
        r"\s(?P<v>(?!the\b|a\b|it\b|care\b|my\b|off\b)[a-z][^.!?;:()]*)",
        0.8,
    ),
    rule(
        "fact",
        "studies",
        r"\b(?:(?:first|second|third|fourth|final|last)\syear\sof\s)(?P<v>(?:the|"
        r"my|a)\s(?:phd|degree|masters?|doctorate|course|training)[^,.!?;:()]*)",
        0.8,
    ),
    rule(
        "fact",
        "plays",
        rf"{DO}(?P<v>play\s(?:the\s|first\s|second\s|bass\s|lead\s)?(?:violin|"
        r"viola|cello|piano|guitar|drums|bass|flute|trumpet|football|rugby|hockey|"
        r"tennis|bowls|chess)\b[^,.!?;:()]*)",
    ),
    rule("fact", "plays", rf"{HAVE}(?P<v>played\s[^,.!?;:()]+)(?=\ssince\b)"),
    cased(
        "fact",
        "from",
        rf"(?i:(?:{BE}|{ME}\s(?:was|were)\s)(?:from|born\sin|born\sand\sraised\sin)\s){PLACE}",
    ),
    rule(
        "fact",
        "age",
        rf"(?:(?:{BE}|turned\s|turning\s)|^)(?P<v>(?:\d\d|(?:twenty|thirty|forty|"
        r"fifty|sixty|seventy|eighty|ninety)(?:-\w+)?))\s(?:today|years\sold)\b",
    ),
    cased(
        "fact",
        "speaks",
        r"(?i:(?:i|we)\sspeak\s)(?P<v>[A-Z]\w+(?:(?:,\s|\sand\s|,\sand\s)(?:a"
        r"\skind\sof\s|some\s|a\slittle\s|a\sbit\sof\s)?[A-Z]\w+)*)",
    ),
    rule("preference", "likes", rf"{DO}(?:love|adore|enjoy|like|prefer)\s{V}"),
    rule(
        "preference",
        "likes",
        rf"{BE}(?:obsessed\swith|crazy\sabout|mad\sabout|fond\sof|a\sbig\sfan\sof|into)\s{V}",
    ),
    rule(
        "preference",
        "likes",
        r"(?P<v>[^,.!?;:()\ufffc]+?)\s(?:is|are)\smy\s(?:all-time\s)?favou?rite\b",
    ),
    rule(
        "preference",
        "likes",
        r"my\s(?:all-time\s)?favou?rite\s[\w\s]+?\s(?:is|are)\s(?P<v>[^,.!?;:()\ufffc]+)",
    ),
    rule(
        "preference",
        "dislikes",
        rf"{DO}(?:hate|detest|despise|loathe|dislike|can['’]?t\sstand|cannot"
        rf"\sstand|can['’]t\sbear|don['’]t\s(?:really\s)?like|do\snot\slike)\s{V}",
    ),
    rule("preference", "dislikes", rf"{BE}(?:sick\sof|not\sa\sfan\sof)\s{V}", 0.7),
    rule(
        "preference",
        "dislikes",
        r"^(?P<v>[^,.!?;:()\ufffc]+?)\s(?:makes?|drives?)\sme\s(?:grumpy|angry|"
        r"mad|crazy|sick|furious|sad)\b",
    ),
    rule(
        "value",
        "values",
        r"(?:it['’]s|it\sis|is)\s(?:really\s|so\s|very\s)?important\sto\sme\sthat"
        r"\s(?P<v>[^.!?;:()]+)",
    ),
    rule(
        "value",
        "values",
        r"what\s(?:really\s)?matters(?:\smost)?\s(?:to\sme\s)?is\s(?:that\s)?(?P<v>[^.!?;:()]+)",
    ),
    rule(
        "value",
        "values",
        r"(?P<v>[^,.!?;:()\ufffc]+?)\s(?:matters?|means?)\s(?:the\s)?(?:most|"
        r"more|everything|a\slot)\sto\sme\b",
    ),
    rule("value", "values", rf"{DO}believe\s(?:in|that)\s(?!god\b|jesus\b)(?P<v>[^.!?;:()]+)"),
    rule(
        "value",
        "values",
        rf"(?:what\s)?{ME}\swant\s(?:is\s)?to\sbe\s(?P<v>(?:honest|kind|fair|"
        r"brave|patient|generous|a\sgood|a\sbetter)\b[^,.!?;:()]*)",
    ),
    rule(
        "value",
        "values",
        r"(?:^|my\srule\sis\s)(?P<v>never\s(?:lie|cheat|steal|give\sup|break)\b[^,.!?;:()]*)",
        0.7,
    ),
    rule(
        "plan",
        "plans",
        rf"(?:{BE})(?:going\sto|gonna|about\sto|planning\sto|off\sto|hoping\sto|"
        r"determined\sto)\s(?!be\s(?:fine|ok|late))(?P<v>[^,.!?;:()]+)",
        0.8,
    ),
    rule(
        "plan",
        "plans",
        r"^(?:going\sto|gonna|planning\sto|hoping\sto|off\sto|want\sto)\s(?P<v>[^,.!?;:()]+)",
        0.75,
    ),
    rule("plan", "plans", rf"(?:{BE}|^)thinking\s(?:of|about)\s(?P<v>\w+ing\s[^,.!?;:()]+)", 0.65),
    rule(
        "plan",
        "plans",
        rf"{ME}(?:['’]ve|\shave)?\s(?:plan|decided|hope|intend|signed\sup|promised"
        r"\smyself)\s(?:to|for)\s(?P<v>[^,.!?;:()]+)",
        0.8,
    ),
    rule("plan", "plans", rf"{ME}\s(?:really\s)?want\sto\s(?!be\b)(?P<v>[^,.!?;:()]+)", 0.65),
    rule(
        "feeling",
        "feels",
        rf"(?:{BE}|{DO}feel(?:ing)?\s{SO}|^(?:feeling|feel)\s{SO})(?:(?:so|"
        rf"very|really|this)\s)*(?P<v>(?:{FEELINGS})\b(?:\sabout\s[^,.!?;:()]+)?)"
        r"(?!\s(?:to|for|that|of|with|by|you|i|we|they|he|she|it['’]s\snot)\b)",
    ),
)
