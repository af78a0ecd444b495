"""Which passages of a text give orders to whoever reads it for the person.

Nobody can tell every such passage by its words; the rules don't lean on it alone. It tells two
grades: `STRONG` speaks to an assistant, hides, or wants something kept from the person; `WEAK` only
asks for something to be done, as people do of each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alongside.gate.normal import folded, hidden, mixes_scripts
from alongside.gate.values import values

WEAK, STRONG = 2, 4
"""Scores from which a passage counts."""

_ASSISTANT = re.compile(
    r"\b(?:ai|llm|gpt|chatgpt|claude|gemini|copilot|chatbot|assistants?|agents?|bot|language model|"
    r"virtual assistant|automat(?:ed|ion) (?:system|agent|reader)|asistente|assistente|assistenten|"
    r"assistent|asystent\w*|asistan\w*)\b|"
    r"助手|助理|アシスタント|어시스턴트|비서|인공지능|ассистент|помощник|مساعد|सहायक|智能体|エージェント"
)
_SOFTWARE = re.compile(
    r"\b(?:(?:assist|handl|process|schedul|book|pay|shop|transfer|read|help|crawl|pars|control|plann|brows)"
    r"(?:er|or|ant|ing \w+)s?|ai|llms?|agents?|bots?|tools?|software|scripts?|integrations?|clients?|"
    r"automations?|apps?|applications?|programs?|systems?|automated [a-z]+|digital [a-z]+|"
    r"whoever|whatever|anyone who|everyone who|those who|every reader)\b[^.\n]{0,60}?"
    r"\b(?:must|should|shall|ha(?:s|ve) to|needs? to|(?:is|are) to|always|first|now|instead|please|"
    r"automatically|without|before|prefer|select|choose)\b|"
    r"\b(?:assistants?|agents?|bots?|software|tools?|helpers?|programs?|scripts?|services) ?:|"
    r"\b(?:by|for|to) (?:(?:your|the|any|all|an?) )?(?:ai|llms?|agents?|bots?|assistants?|software|automations?)\b|"
    r"(?:비서|도우미|에이전트|봇|프로그램|시스템|자동)[^.\n]{0,30}(?:해야|할 것|바람|주세요|십시오|하라)"
)
_MARKERS = re.compile(
    r"<\s*/?\s*(?:information|important|system|instructions?|user|admin|assistant|tool\w*|"
    r"function\w*|secret|prompt|task|override|data|result|context)\b[^>\n]{0,40}>|<\|[^|\n]{1,30}\|>|"
    r"\[/?(?:inst|system|assistant|user|admin|system[ _]\w+|important)\b[^\]\n]{0,30}\]|"
    r"^\s*#{2,}\s*(?:new |updated? )?(?:instructions?|system|task|user|assistant)|"
    r"^\s*(?:system|assistant|human|user|developer|tool|ai|"
    r"시스템|사용자|система|系统|システム)\s*(?:message|prompt|note|notice|override|메시지)?\s*[:：>]|"
    r"\bsystem (?:prompt|message|override|note|instruction|update|notice)\b|"
    r"\b(?:end|begin)(?:ning)? of (?:the )?(?:document|file|email|data|context|result|user|system)|"
    r"=+\s*(?:end|begin|new|system)\b|={4,}.*instruction|\bsudo mode|\bdeveloper mode\b",
    re.MULTILINE,
)
_OVERRIDE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|abandon)\b[^.\n]{0,24}\b(?:previous|prior|preceding|earlier|above|"
    r"initial|original|foregoing|so far|until now|been told|told you|before this)\b|"
    r"\b(?:ignore|disregard|forget|override|bypass|skip|drop|abandon|cancel)\b[^.\n]{0,40}\b(?:previous|prior|above|"
    r"earlier|all|any|original|other|current|former|your|the|initial|what)\b[^.\n]{0,30}\b(?:instruction|"
    r"prompt|rule|direction|guideline|order|request|task|command|context|polic|restriction|asked)\w*|"
    r"\b(?:ignor\w*|vergiss\w*|missachte\w*|olvid\w*|oubli\w*|diment\w*|esque\w*|negeer|"
    r"zignoruj|desconsider\w*|omit\w*)\b[^.\n]{0,50}"
    r"(?:anweisung|instru|istruz|consigne|polecen|aufgabe|indica|orden)\w*|"
    r"(?:игнорир|забуд)\w*[^.\n]{0,50}(?:инструк|указан|команд)|"
    r"(?:忽略|无视|無視|忘记|忘れ)[^。\n]{0,20}|[^。\n]{0,20}(?:指示|命令|指令)[^。\n]{0,8}(?:無視|忘れ)|"
    r"(?:지시|명령|요청|지침|프롬프트)[^.\n]{0,12}(?:무시|잊)|(?:이전|앞선|위의|기존)[^.\n]{0,20}무시|تجاهل|अनदेखा"
)
_BEFORE = re.compile(
    r"\b(?:todo|to-?do|task|action|note to self|reminder)\s?[:：]|"
    r"\bbefore (?:you )?(?:can |may |do|doing|continu|proceed|answer|complet|solv|finish|start|respond|"
    r"summari[sz]|reply|show|present|us)\w*|"
    r"\bin order to (?:access|continue|view|complete|solve|proceed|finish|unlock|read|process)\b|"
    r"\b(?:after|once) (?:that|this|you(?:'ve| have)?|done)\b[^.\n]{0,30}\b(?:continue|solve|proceed|"
    r"complete|original|resume|return|finish)|\bfirst,? (?:please )?do the following|"
    r"\b(?:solve|complete|finish|perform|do) (?:the|this|your|a) (?:original|following|new|next|real|actual|user'?s?) ?(?:task|request|step)?|"
    r"\b(?:additional|new|required|mandatory|next|extra|further|final) (?:step|task|instruction|action|request|procedure)s?\b|"
    r"먼저[^.\n]{0,20}(?:해야|하세요|하십시오)|하기 전에"
)
_CONCEAL = re.compile(
    r"\b(?:do not|don'?t|never|without|no need to|avoid|not)\b[^.\n]{0,18}\b(?:mention|tell|inform|notify|asking|ask|reveal|report|"
    r"informing|telling|notifying|mentioning|alert|disclos\w*|show|confirm\w*)\b[^.\n]{0,30}"
    r"(?:\b(?:user|owner|anyone|him|her|them|person|customer|client|this|it)\b|\.|$|\n)|"
    r"\b(?:silently|secretly|covertly|discreetly|quietly)\b|\bhidden from\b|"
    r"(?:알리지|말하지|언급하지|보고하지) ?(?:마|말)|몰래|nicht (?:erwähnen|mitteilen)|"
    r"no (?:menciones|informes|avises|digas)|ne (?:mentionne|dis|préviens)\w*|не (?:сообщай|упоминай|говори)|"
    r"不要(?:告诉|提及|通知)|(?:伝え|知らせ|言わ)ないで"
)
_ABOUT_USER = re.compile(
    r"\bthe (?:user|account holder|human|end[- ]user)\b|\buser'?s (?:request|task|original|behalf|data|account|"
    r"inbox|calendar|file|password|contact)\w*|\bon behalf of\b|\byour (?:user|owner|operator|principal|human|master)\b|"
    r"\b(?:i am|this is|i'?m|it'?s me)\b[^.\n]{0,24}\b(?:your )?(?:user|owner|developer|administrator|admin|boss)\b|"
    r"\bpre-?(?:approved|authori[sz]ed)\b|\balready (?:approved|authori[sz]ed|confirmed|consented)\b|"
    r"사용자(?:가|의|는|에게)|주인님|ユーザー|用户|用戶|пользовател|usuario|utilisateur|benutzer|utente"
)
_MUST = re.compile(
    r"\b(?:you (?:must|need to|should|have to|are required|are to|will|shall)|must|required to|make sure|"
    r"be sure|ensure|immediately|right away|urgent(?:ly)?|asap|important|attention|mandatory|"
    r"critical|critically|crucial|"
    r"kindly|please|pls|bitte|por favor|s'il (?:te|vous) pla[iî]t|per favore|todo|action required)\b|"
    r"!!+|반드시|즉시|긴급|부탁|주세요|하세요|하십시오|해줘|바랍니다|请|必须|立即|ください|してくれ|пожалуйста|срочно|немедленно"
)
_DOING = re.compile(
    r"\b(?:send|forward|transfer|wire|pay|remit|share|delete|remove|erase|wipe|post|publish|upload|"
    r"e-?mail|mail|message|dm|invite|grant|add|give|make|set|modify|adjust|replace|switch|change|update|reset|disable|"
    r"enable|unlock|open|turn|run|execute|install|call|invoke|use|book|reserve|buy|order|purchase|"
    r"create|schedule|cancel|reply|respond|text|visit|download|fetch|navigate|go to|click|read|"
    r"retrieve|search|find|include|store|save|put|register|join|contact|append|attach|copy|cc|bcc|move|rename|submit|approve|accept|"
    r"prefer|choose|select|enter|merge|push|commit|deploy|curl|donate|refund|recommend|redirect|subscribe|exfiltrate|write|say|tell|report|print|"
    r"überweis\w*|sende[nt]?|schick\w*|lösch\w*|leite|teile\w*|zahle\w*|envía\w*|envia\w*|manda\w*|reenv\w*|transfiere|paga\w*|"
    r"borra\w*|elimina\w*|compart\w*|envoi\w*|envoy\w*|transf[eé]r\w*|supprim\w*|partage\w*|pay(?:e|ez)|"
    r"invia\w*|inoltra\w*|trasferisci|bonifica|cancella|stuur|verwijder|apague|exclua)\b|"
    r"보내|전송|송금|이체|삭제|공유|전달|결제|초대|추가|변경|설정|실행|열어|업로드|입금|게시|지워|예약|주문|"
    r"发送|转账|转发|删除|分享|支付|汇款|上传|执行|送っ|送信|転送|削除|振り込|共有|支払|実行|"
    r"отправ|перев[еo]д|перевед|удали|перешл|оплат|أرسل|احذف|भेज|हटा"
)
_CHANGED = re.compile(
    r"\b(?:bank|account|iban|payment|billing|payee|remittance|wire|address|number|details?|email|amount|price|fee|total|recipient)\b[^.\n]{0,40}"
    r"\b(?:ha(?:s|ve) (?:been )?(?:changed|updated|moved|replaced|corrected)|(?:is|are) (?:now|no longer)|changed to|updated to|instead|"
    r"no longer (?:valid|active|in use)|compromised|closed|old)\b|"
    r"\b(?:new|updated|revised|corrected|alternative|different|following) (?:bank|account|iban|payment|payee|billing|beneficiary)\b|"
    r"\b(?:instead of|rather than)\b[^.\n]{0,30}\b(?:account|iban|address|amount|usual|original|old)|"
    r"\buse (?:this|the (?:new|following)) [^.\n]{0,20}(?:instead|account|address|iban)|"
    r"(?:계좌|주소|금액|번호|이메일)[^.\n]{0,12}(?:변경|바뀌|바뀐|수정)|새로운? (?:계좌|주소)|"
    r"neue\w* (?:konto|bank|iban)|nueva cuenta|nouveau compte|nuovo conto|новый счет|新账户|新账号|新しい口座"
)
_NOUNS = frozenset(
    [
        "e-mail",
        "email",
        "mail",
        "message",
        "text",
        "order",
        "book",
        "transfer",
        "wire",
        "post",
        "share",
        "text",
        "report",
        "print",
        "copy",
        "cc",
        "bcc",
        "tip",
        "use",
        "open",
        "set",
        "run",
        "call",
        "search",
        "find",
        "read",
        "note",
    ]
)
_TOLD_TO = re.compile(
    r"(?:\A|\b(?:please|kindly|must|should|shall|to|and|then|now|also|do|first|always|it|them|you)|[.!;:,—])\s*\Z"
)
"""What stands before a word that is a verb there, as in “please message”."""
_CALLS = re.compile(r"\b(?:tool|function|api|plugin|mcp)[ _-]?(?:call|use|invocation|server)?s?\b")
_COMMENT = re.compile(
    r"<!--.*?-->|<[^<>]{1,600}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\b|"
    r"opacity\s*:\s*0\b|color\s*:\s*(?:#fff(?:fff)?|white))[^<>]{0,600}>[^<]*|<[^<>]{1,600}\b(?:alt|title|aria-label)=[\"'][^\"']{40,}[\"']",
    re.DOTALL,
)
_PIECE = re.compile(
    r"[^\n.!?。！？]+(?:[.!?。！？](?![\s\"')\]]|$)[^\n.!?。！？]*)*[.!?。！？]*|\n"
)
_FIELD = re.compile(r"\s*(?:[-*•] )?[\w .]{1,24}:|\s*[-*•] ")
_ADDRESS = re.compile(r"\S*[@/]\S*")
"""Addresses hold words too, but ask for nothing."""
_TOOL_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
MOST = 100_000
"""Characters of a text that are looked at; what is past them counts as an order."""


@dataclass(frozen=True, slots=True)
class Order:
    """A passage of a folded text, from `start` to `end`, its grade, and whether it says what
    software has to do."""

    start: int
    end: int
    score: int
    spoken: bool = False

    @property
    def strong(self) -> bool:
        return self.score >= STRONG


@lru_cache(2048)
def orders(text: str, tools: frozenset[str] = frozenset()) -> tuple[Order, ...]:
    """The passages of a folded text that give orders, in its order; `tools` are names of tools.

    What follows a strong one in the same paragraph belongs to it, and so do paragraphs after it as
    long as they ask for something.
    """
    found: list[Order] = [Order(m.start(), m.end(), STRONG) for m in _COMMENT.finditer(text)
                          if _DOING.search(m[0])]  # fmt: skip
    position = 0
    carried = 0
    for paragraph in re.split(r"(\n\s*\n)", text[:MOST]):
        if paragraph.strip():
            pieces = _pieces(paragraph, position, tools)
            if carried and (not _labelled(paragraph) or _score(paragraph, tools) >= 1):
                pieces = [Order(position, position + len(paragraph), STRONG)]
            elif carried:
                carried = 0
            found += pieces
            carried = carried or any(piece.strong for piece in pieces)
        position += len(paragraph)
    if len(text) > MOST:
        found.append(Order(MOST, len(text), STRONG))
    return tuple(found)


def _labelled(paragraph: str) -> bool:
    """Whether every line of it is a field of a record: `name: value`."""
    return all(_FIELD.match(line) for line in paragraph.split("\n") if line.strip())


def _pieces(paragraph: str, offset: int, tools: frozenset[str]) -> list[Order]:
    """The sentences that give orders; from a strong one on, the rest of the paragraph does."""
    found: list[Order] = []
    before = 0
    for piece in _PIECE.finditer(paragraph):
        score = _score(piece[0], tools)
        joined = score + (before if score and before == STRONG - 1 else 0)
        if joined >= STRONG:
            start = piece.start() if score >= STRONG or not found else found[-1].start - offset
            return [*found, Order(offset + start, offset + len(paragraph), joined)]
        spoken = score > 0 and _spoken(piece[0])
        if score >= WEAK or spoken:
            found.append(
                Order(
                    offset + piece.start(),
                    offset + piece.end(),
                    max(score, WEAK),
                    spoken,
                )
            )
        if piece[0].strip():
            before = score
    return found


def _spoken(text: str) -> bool:
    """Whether a passage says what software, or an assistant, has to do."""
    if _SOFTWARE.search(text):
        return True
    return _ASSISTANT.search(text) is not None and _DOING.search(text) is not None


@lru_cache(16384)
def _score(text: str, tools: frozenset[str]) -> int:
    """How much a folded passage reads as an order to an assistant."""
    if not text.strip():
        return 0
    named = bool(tools.intersection(_TOOL_NAME.findall(text)))
    text = text.replace("_", " ")
    doing = _DOING.search(_ADDRESS.sub(" ", text)) is not None
    override = _OVERRIDE.search(text) is not None
    conceal = _CONCEAL.search(text) is not None
    marker = _MARKERS.search(text) is not None
    score = 4 * override + 3 * (conceal and doing) + 3 * marker + 3 * named
    score += 2 * (_ASSISTANT.search(text) is not None) + 2 * (_ABOUT_USER.search(text) is not None)
    score += 2 * (_BEFORE.search(text) is not None)
    score += (_MUST.search(text) is not None) + (1 if doing else 0)
    score += _CALLS.search(text) is not None
    changed = _CHANGED.search(text) is not None
    if (doing or changed) and values(text):
        return score + 2 * changed + doing
    return score + 2 * (changed and re.search(r"\d", text) is not None)


def asks_something(text: str) -> bool:
    """Whether a folded text asks for anything that could be done."""
    return _DOING.search(text) is not None


def has_verb(text: str) -> bool:
    """Whether a folded text holds a word for doing something, and no mere noun such as “mail”."""
    return any(
        found[0] not in _NOUNS or _TOLD_TO.search(text[: found.start()])
        for found in _DOING.finditer(text)
    )


@lru_cache(2048)
def brought_out(raw: str) -> tuple[str, ...]:
    """What a text says only in a code or in letters that can't be seen, folded."""
    plain = folded(raw)
    return tuple(folded(text) for text in hidden(raw) if folded(text) not in plain)


def odd_letters(raw: str) -> bool:
    """Whether letters imitate others."""
    return mixes_scripts(raw)


@lru_cache(4096)
def poisoned(description: str) -> bool:
    """Whether a tool's description gives orders beyond how to use it."""
    text = folded(description)
    if _OVERRIDE.search(text) or (_CONCEAL.search(text) and _DOING.search(text)):
        return True
    if _MARKERS.search(text) and _DOING.search(text):
        return True
    told = [v for v in values(text) if v.type in ("email", "account", "path")]
    orders_told = _MUST.search(text) and _DOING.search(text)
    return bool(told and orders_told and not re.search(r"e\.g\.|example|such as|for instance", text)
                ) or any(brought_out(description))  # fmt: skip
