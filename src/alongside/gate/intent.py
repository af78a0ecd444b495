"""What kind of thing a request asks for, and what kind a tool does: code alone, from their words."""

from __future__ import annotations

import re
from functools import lru_cache

from alongside.gate.normal import folded, words
from alongside.gate.tool import ToolSpec

_ACTIONS: dict[str, str] = {
    "pay": r"pay\w*|transfer\w*|wire|remit|refund\w*|buy|purchas\w*|order\w*|reimburse|tip|donat\w*|settle|invest|"
           r"송금|이체|결제|지불|입금|구매|주문|사 ?줘|내 ?줘|überweis\w*|bezahl\w*|kauf\w*|paga\w*|compra\w*|envoie|achèt\w*|payer|"
           r"refill\w*|reorder\w*|restock\w*|renew\w*|renouvel\w*|renov(?:ar|a|e)|rinnov\w*|nachbestell\w*|리필|재주문|"
           r"bonific\w*|compr\w*|betaal\w*|koop\w*|zapłać|przelej|kup\w*|öde\w*|оплат\w*|перевед\w*|支付|转账|购买|買|払|振り込",
    "send": r"answer\w*|confirm\w*|contact|warn|apologi[sz]e|congratulate|call|send\w*|e?-?mail\w*|message|messag\w*|post|repl\w*|respond\w*|forward\w*|notif\w*|tell|text|let .{1,30} know|"
            r"inform(?!ation)\w*|ask|write|announce|dm|thank|remind|invite\w*|publish|share|보내|전송|전달|답장|회신|알려|메일|메시지|"
            r"문자|물어|초대|공유|schick\w*|send\w*|antwort\w*|schreib\w*|envía\w*|envia\w*|responde\w*|manda\w*|écri\w*|envo\w*|"
            r"répond\w*|préviens|dis à|invia\w*|manda\w*|scriv\w*|rispond\w*|avvis\w*|avis\w*|stuur\w*|schrijf\w*|antwoord\w*|zeg|sag\w*|"
            r"wyślij|napisz|odpisz|gönder\w*|yaz\w*|отправ\w*|напиш\w*|ответ\w*|发送|发|回复|告诉|送|返信|返事",
    "delete": r"delet\w*|remov\w*|cancel\w*|clear|trash|unsubscrib\w*|erase|clean\w*|discard|drop|archive|"
              r"bin (?:the|it|that|those|them|this|all|my|our|any)|throw (?:away|out)|get rid of|no longer need\w*|"
              r"don\W?t need .{1,40} any ?more|brauch\w* .{1,40} nicht mehr|ya no necesit\w*|더는? 필요 ?없|"
              r"삭제|지워|지우|취소|없애|비워|정리|lösch\w*|storn\w*|borra\w*|elimina\w*|cancela\w*|supprim\w*|annul\w*|résili\w*|"
              r"kündig\w*|disdi\w*|cancell\w*|stop|end|terminat\w*|quit|zeg .{1,40} op|opzeg\w*|annuleer|verwijder\w*|usuń|anuluj|"
              r"iptal|sil|удал\w*|отмен\w*|删除|取消|削除|キャンセル|解約",
    "make": r"creat\w*|add\w*|schedul\w*|book\w*|reserv\w*|mak\w*|set up|invit\w*|writ\w*|sav\w*|not\w*|remind\w*|draft\w*|"
            r"put|plan|record|log|upload\w*|register|open|append\w*|generat\w*|block|enter|fill|submit|file|"
            r"만들|추가|예약|잡아|등록|저장|적어|메모|작성|초대|올려|기록|넣어|buch\w*|erstell\w*|trag\w*|reservier\w*|crea\w*|"
            r"reserv\w*|añad\w*|agend\w*|ajout\w*|réserv\w*|prends|cré\w*|prenot\w*|"
            r"aggiung\w*|marca\w*|boek\w*|voeg\w*|zarezerwuj|dodaj|ayır\w*|ekle\w*|заброн\w*|добав\w*|запиш\w*|创建|添加|预订|预约|保存|予約|作成|追加",
    "change": r"updat\w*|chang\w*|edit\w*|renam\w*|mov\w*|set|turn|switch|adjust|lock\w*|unlock\w*|clos\w*|start\w*|stop\w*|"
              r"mark\w*|reschedul\w*|modif\w*|fix\w*|replac\w*|dim|raise|lower|increase|reduce|enable|disable|assign|label|"
              r"run|arm|apply|accept|approve|confirm|complete|play|sort|organi[sz]e|rotate|reset|correct|extend|"
              r"바꿔|변경|수정|옮겨|켜|꺼|올려|내려|맞춰|잠가|잠그|열어|닫아|설정|고쳐|틀어|미뤄|änder\w*|stell\w*|schalt\w*|cambia\w*|"
              r"mueve|pon|apaga|enciende|chang\w*|mets|更新|修改|打开|关闭|変更|つけ|消し",
    "share": r"shar\w*|grant\w*|access|permission|collaborat\w*|give|invite|add\w*|공유|권한|teil\w*|compart\w*|partag\w*|共享|分享|共有",
    "run": r"run\w*|execut\w*|install\w*|deploy\w*|commit\w*|push\w*|merg\w*|build|compil\w*|test\w*|open a p(?:r|ull)|release|"
           r"실행|설치|배포|커밋|푸시|빌드|병합|运行|実行",
}  # fmt: skip
_REQUEST = {
    name: re.compile(rf"(?<![^\W_])(?:{verbs})(?![a-z])") for name, verbs in _ACTIONS.items()
}
_TOOL: dict[str, str] = {
    "pay": "pay transfer wire buy purchase order checkout refund charge donate tip remit invest trade",
    "send": "send email mail message post reply respond forward notify publish tweet sms invite text",
    "delete": "delete remove cancel clear trash erase drop unsubscribe archive purge destroy",
    "make": "create add schedule book reserve make write save note remind draft append upload insert register submit "
            "new put record log open order copy extract",
    "change": "update change edit rename move set turn switch adjust lock unlock close start stop mark modify toggle "
              "enable disable assign reschedule accept arm disarm replace rotate reset patch",
    "share": "share grant permission invite access collaborator add",
    "run": "run execute install deploy commit push merge build exec shell eval",
}  # fmt: skip
_TOOL_WORDS = {word: {n for n, ws in _TOOL.items() if word in ws.split()} for ws in _TOOL.values()
               for word in ws.split()}  # fmt: skip
_ASKING = re.compile(
    r"\W*(?:what|who|whose|whom|when|where|which|how|why|is|are|was|were|did|does|do (?:i|we|you|they)|"
    r"has|have|had|am)\b(?! about\b)[^.!?;:\n]*\?\W*"
)
_AND = re.compile(r"\b(?:and|then|also|so)\b|,")
_ASKING_KO = re.compile(
    r"[^.!?;\n]*(?:뭐|뭔|무엇|무슨|언제|어디|어느|누구|누가|왜|어떻게|몇|얼마)[^.!?;\n]*\?\W*"
)
_WANTS_KO = re.compile(r"줘|주세요|주실|주겠|주라|달라|달래|할래|하자|해라|(?<![라다자냐])고 |서 ")
"""What has something done also where it is said as a question, or goes on after a first verb."""
_MONEY = re.compile(r"(?<![a-z])(?:money|funds?|payments?|transactions?)(?![a-z])")
_LOOKS = re.compile(
    r"(?:(?:can|could|would|will) you |please |i(?:'d| would) like (?:you )?to )*(?:what|which|who|when|where|how|why|"
    r"is|are|do|does|did|has|have|show|list|find|search|read|look|check|summari[sz]e|explain|compare|describe|count|"
    r"give me|translate|get)\b|.*(?:알려|보여|찾아|요약|읽어|검색|비교)\s?(?:해)?\s?(?:줘|주세요)?[.?!]*\Z"
)
HAZARDS = frozenset({"delete", "share"})
"""What a plan alone doesn't vouch for, where the words ask for something else."""
_READS = frozenset(
    ["get", "list", "search", "read", "find", "fetch", "view", "check", "show", "query", "lookup", "look", "retrieve", "count", "describe", "browse", "recall", "summarize", "summarise", "calculate", "compare", "preview", "inspect", "see", "scan", "download"]
)  # fmt: skip
_THINGS = frozenset(
    ["mail", "email", "message", "post", "order", "text", "sms", "note", "book", "record", "log", "transfer",
     "invite", "charge", "trade", "access", "permission", "schedule", "update", "change", "purchase", "file",
     "call", "contact", "event", "set", "build", "install", "release", "archive", "trash", "reply", "draft"]
)  # fmt: skip
"""Words for doing something that name a thing as well, as in `mail_read` and `get_order`."""
_SAYS = r"(?:says?|asks?|wants?|needs?|requests?|suggests?)"
_HANDS_OVER = re.compile(
    r"\b(?:do (?:what|whatever|everything|all|as|the (?:tasks?|things))|follow|complete|execute|carry out|perform|handle|take care of|work through|act on|process|implement|"
    r"go through|comply with|finish|as (?:described|instructed|requested|asked|specified|listed|written|stated)|"
    r"according to(?! \S+\.(?:csv|tsv|xlsx?|ods)\b)|accordingly|per the|"
    rf"what(?:ever)? .{{1,40}} {_SAYS}|everything .{{0,20}}(?:asks?|says?|on)|"
    r"as (?:\w+ ){1,6}?(?:says?|tells?|describes?|suggests?|asks?|wants?|recommends?|lists?|explains?)|"
    r"instructions?|steps|to-?dos?|tasks?|checklist|action items)\b|"
    r"\bthe way (?:\S+ ){0,3}?(?:says?|tells?|explains?|describes?|wants?|written|described|explained|laid out)\b|"
    r"\b(?:says?|tells?|explains?|describes?) how\b|\b(?:the|whole|entire) (?:procedure|routine|process)\b|"
    r"시키는|하라는|지시|할 ?일|요청한|부탁한|(?:[가-힣][한힌인온은는던라란킨낸]|있는|나온|보낸|안내|절차|지침|설명서?|순서|목록|계획)\s?대로(?!\s?\d)|"
    r"(?:안내|절차|지침|설명|내용|규정|순서|메일|글)\S{0,2} 따라|"
    r"erledige|befolge|sigue|haz lo que|suis|fais ce que|按照|按|通り|とおり|"
    r"\b(?:wie|so wie) (?:\S+ ){1,6}?(?:steht|beschreibt|beschrieben|schreibt|sagt|will|möchte|wünscht|verlangt|angegeben|vorgegeben)\b|"
    r"\blaut (?:de[rmns]|(?:mein|dein|sein|ihr|unser|ein)e?[rmns]?|anleitung|mail|plan|liste)\b|\b(?:gemäß|gemäss|nach anleitung)\b|"
    r"\bcomme (?:\S+ ){0,5}?(?:\w')?(?:dit|indique|indiqué|demande|demandé|écrit|décrit|explique|veut|souhaite)\b|\bselon\b|"
    r"\bcomo (?:\S+ ){0,5}?(?:dice|indica|pide|pone|explica|quiere|manda|diz|pede|quer)\b|\bsegún\b|\bconforme\b|"
    r"\bcome (?:\S+ ){0,5}?(?:dice|indica|chiede|scrive|spiega|vuole|scritto|indicato|richiesto)\b|"
    r"(?<!\b[ai]l )(?<!\b[dnu][en]l )(?<!\bun )\bsecondo (?:quanto|il|lo|la|le|i|gli|l)\b|"
    r"\bzoals (?:\S+ ){1,5}?(?:staat|zegt|schrijft|vraagt|wil|beschreven)\b|\bvolgens\b|\bzgodnie z\b|\bwedług\b"
)
_LOOKS_AT = re.compile(
    rf"\b(?:check|see|read|look(?: at| up)?|find out|tell \w+|know|summari[sz]e|report|show(?: \w+)?|note(?: down)?) "
    rf"what(?:ever)? .{{1,40}}? {_SAYS}\b"
)
"""What is only to be known of what something says."""
_OWN_LIST = re.compile(
    r"\b(?:do|perform|complete|execute|carry out|follow)\b[^.:\n]{0,20}\bfollowing\b[^.:\n]{0,60}[.:]"
)
"""What comes before tasks that the request itself lists."""
_MANY = re.compile(
    r"\b(?:all|every|everyone|everybody|each|both|any|whatever(?= \w)|whichever|those|these|them|several|multiple|others|rest|team|two|"
    r"three|four|people)\b|모두|모든|전부|각각|들|다 |여러|"
    r"\b(?:quel(?:le)?s|cuáles|quali|quais|alle[nrs]?|jede\w*|beide\w*|tod[oa]s?|cada|tou(?:s|tes)|chaque|tutt[ie]|ogni|ciascun\w*|alla|varje|"
    r"wszys\w*|każd\w*|bütün|tüm|hepsi\w*|все\w*|кажд\w*)\b|所有|每|全|みんな|それぞれ|すべて|كل|सभी"
)
LIMIT = re.compile(
    r"\b(?:if|unless|when|should|si|se|wenn|falls|sofern|als|indien|jeśli|если|eğer)\b[^,;:.?!\n]*?"
    r"(?:more than|over|above|exceed\w*|pasa de|supera\w*|más de|mehr als|über\w*|dépass\w*|plus de|più di|"
    r"oltre|ultrapass\w*|mais de|meer dan|hoger|powyżej|przekrocz\w*|больше|превы\w*)\b[^,;:?!\n]{0,20}?\d[\d.,]*"
    r"(?: ?[a-z]{3,6}\b| ?[$€£¥₩])?|"
    r"\d[\d.,]* ?(?:만 ?|천 ?)?원?(?:을|를|이|보다)? ?(?:넘|초과|이상이)\S*"
)
"""A condition with a sum that must not be passed: what stays below it was not named."""
_PRONOUNS = re.compile(r"\b(?:those|these|them)\b")
_PLURAL = re.compile(
    r"\b(?!(?:this|is|was|as|has|his|its|us|does|yes|always|thus|news|bus|less|plus|perhaps|besides|gas|lens|"
    r"[a-z]*ss|[a-z]*us|[a-z]*sis)\b)[a-z]{2,}s\b"
)
NAMES = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
"""A name within a sentence."""
_VERB = re.compile(
    r"\b(?:that|who|which|what|as|where) [A-Z]\w+ (\w+s)\b|\b(?:that|who|which|he|she|it) (\w+s)\b|"
    r"\w\.[a-z]{2,4} (\w+s)\b"
)
"""A word that only looks as if it said more than one."""
NEAR_TO = re.compile(
    r"\b(?:near(?: to)?|close to|next to|not far from|vicino|près d|cerca d|perto d|in der Nähe|nahe|unweit|dicht bij|"
    r"in de buurt van|niedaleko|blisko|yakınında)\w*['’]?(?: ?[a-zà-ÿ]{1,6}\.?['’]?){0,3} ?"
    r"[A-Z][\w'&-]*(?: [A-Z][\w'&-]*)*"
)
"""A place to be near to, which names nothing that is there."""
_CLAUSE = re.compile(r"[,;:.] ")
_STATES = re.compile(r"(?:the|my|our|it|it's|they|he|she|there|because|since|as|i)\b")
"""What a clause begins with that tells something and has nothing done."""
_ENGLISH = re.compile(r"\b(?:the|my|to|and|for|of|with|from|our|their|into|on|please|all|i|me)\b")


_MOST = re.compile(
    r"\b(?!(?:rest|test|guest|west|interest|request|suggest|latest|invest|best man|forest|nest)\b)[a-z]{3,}est\b|"
    r"\b(?:best|most|least|worst|top)\b|가장|제일|최고|최저|최신|"
    r"\b(?:al?|as) (?:meilleure?s?|mejor(?:es)?|peor|miglior[ei]?|melhor(?:es)?)\b|"
    r"\b(?:l[aeo]s?|il|i|gli|el|os?|da|do|del|dei) (?:plus|moins|meilleure?s?|mejor(?:es)?|peor|más|menos|più|meno|miglior[ei]?|mais|melhor(?:es)?)\b|"
    r"\b(?:\S+ )?(?:plus|moins|più|meno|más|menos|mais) (?:ch[eè]r\w*|barat\w*|bas\w*|alt\w*|econom\w*|car[oa]s?|rapid\w*|vicin\w*|cerca\w*|recent\w*)|"
    r"\b(?:günstig|billig|preiswert|schnell|früh|spät|neu|niedrig|höch|größ|klein|kürze|läng|ält|jüng|näh|goedkoop|laag|hoog|snel|vroeg|nieuw)\w{0,2}ste[nrsm]?\b|\bbeste[nrsm]?\b(?! (?:dank|gr[uü]|w[uü]nsch|freund))|\bgrößte\w?\b|"
    r"\bnaj\w{4,}|\ben (?:ucuz|iyi|yüksek|düşük|yakın|erken)\b|\bсам\w{2} |\bнаи\w+|最(?:高|低|安|大|小|新|好|良|多|少|早|长|短|便|近い|寄)|一番|いちばん"
)


@lru_cache(1024)
def compares(request: str) -> bool:
    """Whether the request has one chosen among many by comparing them."""
    return _MOST.search(folded(request)) is not None


@lru_cache(1024)
def only_asks(request: str) -> bool:
    """Whether a request is one question that wants an answer and nothing done."""
    text = folded(request).strip()
    if _ASKING.fullmatch(text):
        return not any(verbs.search(text, joined.end()) for joined in _AND.finditer(text)
                       for verbs in _REQUEST.values())  # fmt: skip
    return bool(_ASKING_KO.fullmatch(text)) and not _WANTS_KO.search(text)


@lru_cache(1024)
def asked_for(request: str) -> frozenset[str]:
    """The actions that the words of a request ask for; a mere question asks for none."""
    if only_asks(request):
        return frozenset()
    text = folded(request)
    return frozenset(name for name, verbs in _REQUEST.items() if verbs.search(text))


@lru_cache(1024)
def actions(spec: ToolSpec) -> frozenset[str]:
    """The actions that a tool takes, told by its name; what deletes mails sends none."""
    split = _parted(spec.name)
    found: set[str] = set()
    for word in re.split(r"[^a-z]+", split):
        does = _TOOL_WORDS.get(word) or _TOOL_WORDS.get(word.removesuffix("s"), set())
        if not found and does == {"delete"}:
            return frozenset(does)
        found |= does
    if not found:
        told = split.replace("_", " ")
        found |= {name for name, verbs in _REQUEST.items() if verbs.search(told)}
    if spec.hints.pays or _MONEY.search(split):
        found.add("pay")
    return frozenset(found)


@lru_cache(1024)
def named_reading(spec: ToolSpec) -> bool:
    """Whether its name says that it reads."""
    split = _parted(spec.name)
    told = [word for word in re.split(r"[^a-z]+", split) if word]
    if not told or "and" in told or not _READS & {*told[:2], told[-1]}:
        return False
    return not any(word in _TOOL_WORDS and word not in _THINGS for word in told)


@lru_cache(1024)
def only_reads(spec: ToolSpec) -> bool:
    """Whether a tool only reads: it says so, and its name doesn't say otherwise.

    Annotations are hints, and a server may lie in them.
    """
    hints = spec.hints
    if hints.destructive or hints.pays:
        return False
    if hints.read_only is None:
        return named_reading(spec)
    acts_by_name = actions(spec) & {"pay", "delete", "send"} and not named_reading(spec)
    return hints.read_only and not acts_by_name


_MAILBOX = frozenset(
    ["mail", "mails", "mailbox", "gmail", "email", "emails", "inbox", "message", "messages"]
)
"""What a tool's name says that looks into what others wrote to the person."""
_OWN = _MAILBOX | frozenset(
    ["calendar", "event", "events", "contact", "contacts", "note", "notes",
     "file", "files", "document", "documents", "drive", "transaction", "transactions", "task",
     "tasks", "chat", "chats", "history"]
)  # fmt: skip
"""What a tool's name says that looks into what the person has."""


@lru_cache(1024)
def reads_own(spec: ToolSpec) -> bool:
    """Whether a tool only looks into what the person has, so that nobody learns what was looked
    for: it says so, or says nothing and is named so."""
    if not only_reads(spec):
        return False
    if spec.hints.open_world is None:
        return named_own(spec)
    return not spec.hints.open_world


@lru_cache(1024)
def named_own(spec: ToolSpec) -> bool:
    """Whether a tool's name says that it is about what the person has."""
    return bool(_OWN & _named(spec))


@lru_cache(1024)
def looks_into_mail(spec: ToolSpec) -> bool:
    """Whether a tool only reads, and its name says that it is about what others wrote to
    the person."""
    return only_reads(spec) and bool(_MAILBOX & _named(spec))


def _named(spec: ToolSpec) -> set[str]:
    return set(re.split(r"[^a-z]+", _parted(spec.name)))


def _parted(name: str) -> str:
    """A name in small letters, with its words apart: `searchMail` is `search_mail`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@lru_cache(1024)
def joins(request: str) -> bool:
    """Whether a request names more than one thing to do."""
    return _JOINS.search(folded(request)) is not None


def pays(spec: ToolSpec) -> bool:
    """Whether a tool may pay: it says so, or its name does and it doesn't say otherwise."""
    if spec.hints.pays is None:
        return "pay" in actions(spec) and not only_reads(spec)
    return spec.hints.pays


@lru_cache(1024)
def hands_over(request: str) -> bool:
    """Whether the person tells us to do what something that we read says."""
    text = _LOOKS_AT.sub(" ", _OWN_LIST.sub(" ", folded(request)))
    return not only_asks(request) and _HANDS_OVER.search(text) is not None


@lru_cache(1024)
def wants_each(request: str) -> bool:
    """Whether a request says that it is about more than one, and doesn't only name many."""
    return _MANY.search(folded(request)) is not None


@lru_cache(1024)
def wants_many(request: str, told: str = "") -> bool:
    """Whether the request may be about more than one. `told` is one of those it may be about: many
    that this one holds itself, as a bill for lessons does, make no more of it."""
    text = folded(request)
    if _MANY.search(text):
        return True
    if _ENGLISH.search(text) is None:
        return False
    named = {folded(name) for name in NAMES.findall(request)}
    wanted = [clause for clause in _CLAUSE.split(text) if not _STATES.match(clause)] or [text]
    named |= {folded(verb) for found in _VERB.findall(request) for verb in found}
    many = {word for clause in wanted for word in _PLURAL.findall(clause)} - named
    return bool(many - set(words(told)))


@lru_cache(1024)
def more_than_named(request: str) -> bool:
    """The same of a request that names what it means: “them” may stand for that."""
    return wants_many(_PRONOUNS.sub(" ", folded(request)))


_OPENS = re.compile(r"(?:unlock|disarm|disable|deactivate|unblock)")
_OPENED = re.compile(
    r"unlock|disarm|disabl|deactiv|unblock|\bopen|\boff\b|\blet .{1,30} in\b|열어|풀어|해제|꺼|끄|öffne|entsperr|"
    r"abr[ea]|apag|ouvr|déverr|désact|开|解|関|切|開"
)
_JOINS = re.compile(r"[,;]|\b(?:and|then|und|y|et|e)\b|하고|그리고|랑 |과 |와 |[と和、，]")
_PAIRS = (
    ("lock", "unlock"), ("arm", "disarm"), ("enable", "disable"), ("accept", "decline"),
    ("accept", "reject"), ("start", "stop"), ("open", "close"), ("mute", "unmute"),
    ("subscribe", "unsubscribe"), ("block", "unblock"), ("on", "off"), ("buy", "sell"),
    ("잠가", "열어"), ("잠가", "unlock"), ("켜", "off"), ("꺼", "on"),
)  # fmt: skip


@lru_cache(4096)
def is_opposite(value: str, request: str) -> bool:
    """Whether a value of one word is the opposite of what a request says."""
    if len(value) > 12 or not value.isalpha():
        return False
    told = words(request)
    for pair in (*_PAIRS, *((b, a) for a, b in _PAIRS)):
        said, other = pair
        if _stems(value, other) and not _stems(value, said):
            same = any(_stems(word, other) and not _stems(word, said) for word in told)
            if not same and any(_stems(word, said) for word in told):
                return True
    return False


@lru_cache(4096)
def opens_unasked(value: str, request: str) -> bool:
    """Whether a value of a word or two unlocks or switches a guard off, and the request says nothing
    of the kind."""
    told = words(value.replace("_", " "))
    return (
        len(told) <= 2
        and any(_OPENS.match(word) for word in told)
        and not _OPENED.search(folded(request))
    )


def _stems(word: str, stem: str) -> bool:
    if stem in ("on", "off"):
        return word == stem
    return word.startswith(stem) or (len(stem) > 4 and word.startswith(stem[:-1]))


def serves(spec: ToolSpec, request: str) -> bool:
    """Whether a tool does what a request asks for, as far as words tell."""
    return bool(actions(spec) & asked_for(request))


@lru_cache(1024)
def wants_reading(request: str) -> bool:
    """Whether a request begins with a word for looking something up or summing it up."""
    return _LOOKS.match(folded(request).strip()) is not None


def planned(request: str, tools: list[ToolSpec]) -> tuple[str, ...]:
    """The tools that a request may need, where nobody planned: all that read, and those that do
    what it asks for."""
    return tuple(spec.name for spec in tools if only_reads(spec) or serves(spec, request))
