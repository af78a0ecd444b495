"""The signs by which a passage is told to give orders, and a quick look at which may be there.

A sign is a pattern. Most passages hold none, and a pattern of many words is slow; so each names the
stems of words without which it can't match. A word is looked at once, however often it comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A pattern in folded text; what an English word begins with and what a word of another script
    holds, without which it can't match. `DOING` is told by its own words."""

    pattern: re.Pattern[str]
    stems: str = ""
    others: str = ""


ASSISTANT = Sign(
    re.compile(
        r"\b(?:ai|llm|gpt|chatgpt|claude|gemini|copilot|chatbot|assistants?|agents?|bot|language model|"
        r"virtual assistant|automat(?:ed|ion) (?:system|agent|reader)|asistente|assistente|assistenten|"
        r"assistent|asystent\w*|asistan\w*)\b|"
        r"助手|助理|アシスタント|어시스턴트|비서|인공지능|ассистент|помощник|مساعد|सहायक|智能体|エージェント"
    ),
    "ai llm gpt chatgpt claude gemini copilot chatbot assistant agent bot language "
    "virtual automat asist assist asyst ",
    r"助|アシスタント|어시스턴트|비서|인공지능|ассистент|помощник|مساعد|सह|智能体|エージェント",
)
SOFTWARE = Sign(
    re.compile(
        r"\b(?:(?:assist|handl|process|schedul|book|pay|shop|transfer|read|help|crawl|pars|control|plann|brows)"
        r"(?:er|or|ant|ing \w+)s?|ai|llms?|agents?|bots?|tools?|software|scripts?|integrations?|clients?|"
        r"automations?|apps?|applications?|programs?|systems?|automated [a-z]+|digital [a-z]+|"
        r"whoever|whatever|anyone who|everyone who|those who|every reader)\b[^.\n]{0,60}?"
        r"\b(?:must|should|shall|ha(?:s|ve) to|needs? to|(?:is|are) to|always|first|now|instead|please|"
        r"automatically|without|before|prefer|select|choose)\b|"
        r"\b(?:assistants?|agents?|bots?|software|tools?|helpers?|programs?|scripts?|services) ?:|"
        r"\b(?:by|for|to) (?:(?:your|the|any|all|an?) )?(?:ai|llms?|agents?|bots?|assistants?|software|automations?)\b|"
        r"(?:비서|도우미|에이전트|봇|프로그램|시스템|자동)[^.\n]{0,30}(?:해야|할 것|바람|주세요|십시오|하라)"
    ),
    "assist handl process schedul book pay shop transfer read help crawl pars control "
    "plann brows ai llm agent bot tool software script integration client automat app "
    "program system digital whoever whatever anyone everyone those every service ",
    r"비서|도우미|에이전트|봇|프로그램|시스템|자동",
)
MARKERS = Sign(
    re.compile(
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
    ),
    "information important system instruction user admin assistant tool function "
    "secret prompt task override data result context inst human developer ai end "
    "begin new sudo ",
    r"시스템|사용자|система|系统|システム",
)
OVERRIDE = Sign(
    re.compile(
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
    ),
    "ignor disregard forget overrid bypass abandon skip drop cancel vergiss missachte "
    "olvid oubli diment esque negeer zignoruj desconsider omit ",
    r"игнорир|забуд|忽略|无视|無視|忘|指示|命令|指令|무시|잊|تجاهل|अनद",
)
CHORE = Sign(
    re.compile(r"\b(?:todo|to-?do|task|action|note to self|reminder)\s?:"),
    "todo do task action note reminder",
)
BEFORE = Sign(
    re.compile(
        r"\bbefore (?:you )?(?:can |may |do|doing|continu|proceed|answer|complet|solv|finish|start|respond|"
        r"summari[sz]|reply|show|present|us)\w*|"
        r"\bin order to (?:access|continue|view|complete|solve|proceed|finish|unlock|read|process)\b|"
        r"\b(?:after|once) (?:that|this|you(?:'ve| have)?|done)\b[^.\n]{0,30}\b(?:continue|solve|proceed|"
        r"complete|original|resume|return|finish)|\bfirst,? (?:please )?do the following|"
        r"\b(?:solve|complete|finish|perform|do) (?:the|this|your|a) (?:original|following|new|next|real|actual|user'?s?) ?(?:task|request|step)?|"
        r"\b(?:additional|new|required|mandatory|next|extra|further|final) (?:step|task|instruction|action|request|procedure)s?\b|"
        r"먼저[^.\n]{0,20}(?:해야|하세요|하십시오)|하기 전에"
    ),
    "before order after once first original following new next real actual user additional "
    "required mandatory extra further final ",
    r"먼저|하기",
)
CONCEAL = Sign(
    re.compile(
        r"\b(?:do not|don'?t|never|without|no need to|avoid|not)\b[^.\n]{0,18}\b(?:mention|tell|inform|notify|asking|ask|reveal|report|"
        r"informing|telling|notifying|mentioning|alert|disclos\w*|show|confirm\w*)\b[^.\n]{0,30}"
        r"(?:\b(?:user|owner|anyone|him|her|them|person|customer|client|this|it)\b|\.|$|\n)|"
        r"\b(?:silently|secretly|covertly|discreetly|quietly)\b|\bhidden from\b|"
        r"(?:알리지|말하지|언급하지|보고하지) ?(?:마|말)|몰래|nicht (?:erwähnen|mitteilen)|"
        r"no (?:menciones|informes|avises|digas)|ne (?:mentionne|dis|préviens)\w*|не (?:сообщай|упоминай|говори)|"
        r"不要(?:告诉|提及|通知)|(?:伝え|知らせ|言わ)ないで"
    ),
    "do don never without no avoid not silently secretly covertly discreetly quietly "
    "hidden nicht ne ",
    r"알리지|말하지|언급하지|보고하지|몰래|не|不要|ないで",
)
ABOUT_USER = Sign(
    re.compile(
        r"\bthe (?:user|account holder|human|end[- ]user)\b|\buser'?s (?:request|task|original|behalf|data|account|"
        r"inbox|calendar|file|password|contact)\w*|\bon behalf of\b|\byour (?:user|owner|operator|principal|human|master)\b|"
        r"\b(?:i am|this is|i'?m|it'?s me)\b[^.\n]{0,24}\b(?:your )?(?:user|owner|developer|administrator|admin|boss)\b|"
        r"\bpre-?(?:approved|authori[sz]ed)\b|\balready (?:approved|authori[sz]ed|confirmed|consented)\b|"
        r"사용자(?:가|의|는|에게)|주인님|ユーザー|用户|用戶|пользовател|usuario|utilisateur|benutzer|utente"
    ),
    "user account holder human end behalf owner operator principal master developer "
    "administrator admin boss approved preapproved authori preauthori confirmed consented "
    "usuario utilisateur benutzer utente ",
    r"사용자|주인님|ユーザー|用户|用戶|пользовател",
)
MUST = Sign(
    re.compile(
        r"\b(?:you (?:must|need to|should|have to|are required|are to|will|shall)|must|required to|make sure|"
        r"be sure|ensure|immediately|right away|urgent(?:ly)?|asap|important|attention|mandatory|"
        r"critical|critically|crucial|"
        r"kindly|please|pls|bitte|por favor|s'il (?:te|vous) pla[iî]t|per favore|todo|action required)\b|"
        r"!!+|반드시|즉시|긴급|부탁|주세요|하세요|하십시오|해줘|바랍니다|请|必须|立即|ください|してくれ|пожалуйста|срочно|немедленно"
    ),
    "you must required make be ensure immediately right urgent asap important "
    "attention mandatory critical crucial kindly please pls bitte por il per todo "
    "action ",
    r"반드시|즉시|긴급|부탁|주세요|하세요|하십시오|해줘|바랍니다|请|必须|立即|ください|してくれ|пожалуйста|срочно|немедленно",
)
DOING = Sign(
    re.compile(
        r"\b(?:send|forward|transfer|wire|pay|remit|share|delete|remove|erase|wipe|post|publish|upload|"
        r"e-?mail|mail|message|dm|invite|grant|add|give|make|set|modify|adjust|replace|switch|change|update|reset|disable|"
        r"enable|unlock|open|turn|run|execute|install|call|invoke|use|book|reserve|buy|order|purchase|"
        r"create|schedule|cancel|reply|respond|text|visit|download|fetch|navigate|go to|click|read|"
        r"retrieve|search|find|include|save|put|register|contact|append|attach|copy|cc|bcc|move|rename|submit|approve|accept|"
        r"prefer|choose|select|enter|merge|push|commit|deploy|curl|donate|refund|recommend|redirect|subscribe|exfiltrate|write|say|tell|report|print|"
        r"überweis\w*|sende[nt]?|schick\w*|lösch\w*|leite|teile\w*|zahle\w*|envía\w*|envia\w*|manda\w*|reenv\w*|transfiere|paga\w*|"
        r"borra\w*|elimina\w*|compart\w*|envoi\w*|envoy\w*|transf[eé]r\w*|supprim\w*|partage\w*|pay(?:e|ez)|"
        r"invia\w*|inoltra\w*|trasferisci|bonifica|cancella|stuur|verwijder|apague|exclua)\b|"
        r"보내|전송|송금|이체|삭제|공유|전달|결제|초대|추가|변경|설정|실행|열어|업로드|입금|게시|지워|예약|주문|"
        r"发送|转账|转发|删除|分享|支付|汇款|上传|执行|送っ|送信|転送|削除|振り込|共有|支払|実行|"
        r"отправ|перев[еo]д|перевед|удали|перешл|оплат|أرسل|احذف|भेज|हटा"
    ),
    "",
)
CHANGED = Sign(
    re.compile(
        r"\b(?:bank|account|iban|payment|billing|payee|remittance|wire|address|number|details?|email|amount|price|fee|total|recipient)\b[^.\n]{0,40}"
        r"\b(?:ha(?:s|ve) (?:been )?(?:changed|updated|moved|replaced|corrected)|(?:is|are) (?:now|no longer)|changed to|updated to|instead|"
        r"no longer (?:valid|active|in use)|compromised|closed|old)\b|"
        r"\b(?:new|updated|revised|corrected|alternative|different|following) (?:bank|account|iban|payment|payee|billing|beneficiary)\b|"
        r"\b(?:instead of|rather than)\b[^.\n]{0,30}\b(?:account|iban|address|amount|usual|original|old)|"
        r"\buse (?:this|the (?:new|following)) [^.\n]{0,20}(?:instead|account|address|iban)|"
        r"(?:계좌|주소|금액|번호|이메일)[^.\n]{0,12}(?:변경|바뀌|바뀐|수정)|새로운? (?:계좌|주소)|"
        r"neue\w* (?:konto|bank|iban)|nueva cuenta|nouveau compte|nuovo conto|новый счет|新账户|新账号|新しい口座"
    ),
    "bank account iban payment billing payee remittance wire address number detail email "
    "amount price fee total recipient beneficiary usual original old neue konto nueva "
    "cuenta nouveau compte nuovo conto ",
    r"변경|바뀌|바뀐|수정|새로|новый|新",
)
CALLS = Sign(
    re.compile(r"\b(?:tool|function|api|plugin|mcp)[ _-]?(?:call|use|invocation|server)?s?\b"),
    "tool function api plugin mcp ",
)
SIGNS = (
    ASSISTANT, SOFTWARE, MARKERS, OVERRIDE, CHORE, BEFORE, CONCEAL, ABOUT_USER, MUST, DOING, CHANGED,
    CALLS,
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_BIT = {sign: 1 << place for place, sign in enumerate(SIGNS)}
_STEMS: dict[str, int] = {}
for _sign in SIGNS:
    for _stem in _sign.stems.split():
        _STEMS[_stem] = _STEMS.get(_stem, 0) | _BIT[_sign]
_LONGEST = max(map(len, _STEMS))
_OTHERS = {sign: re.compile(sign.others) for sign in SIGNS if sign.others}


@lru_cache(65536)
def _of_word(word: str) -> int:
    """The signs that a word may be part of, as bits."""
    bits = _BIT[DOING] if word == "go" or DOING.pattern.search(word) else 0
    for length in range(1, min(len(word), _LONGEST) + 1):
        bits |= _STEMS.get(word[:length], 0)
    if not word.isascii():
        for sign, others in _OTHERS.items():
            bits |= _BIT[sign] if others.search(word) else 0
    return bits


def possible(text: str) -> int:
    """The signs that a folded text may hold, as bits."""
    bits = reduce(or_, map(_of_word, _LETTERS.findall(text)), 0)
    if bits & _BIT[CHORE] and ":" not in text:
        bits &= ~_BIT[CHORE]
    if "!!" in text:
        bits |= _BIT[MUST]
    if "<|" in text or "====" in text:
        bits |= _BIT[MARKERS]
    return bits


@lru_cache(8192)
def may_tell(bits: int) -> bool:
    """Whether a passage with these possible signs could count as more than a common one."""
    has = {sign for sign in SIGNS if bits & _BIT[sign]}
    common = len(has & {MUST, CALLS})
    if common > 1 or (common and SOFTWARE in has):
        return True
    return bool(has - {MUST, CALLS, SOFTWARE, CONCEAL})


def holds(sign: Sign, text: str, bits: int) -> bool:
    """Whether a folded text with these `possible` signs holds one."""
    return bool(bits & _BIT[sign]) and sign.pattern.search(text) is not None
