"""What each rule says to the person, in English and Korean."""

from __future__ import annotations

SAID: dict[str, tuple[str, str]] = {
    "no-rule": ("No rule allows this.", "이것을 허락하는 규칙이 없어요."),
    "stopped": ("Everything is stopped until you resume.", "다시 시작할 때까지 모두 멈춰 있어요."),
    "not-granted": (
        "{} has no right to use this tool; you can grant it on the page Team.",
        "{}에게는 이 도구를 쓸 권한이 없어요. 팀 페이지에서 허락할 수 있어요.",
    ),
    "by-itself": (
        "{} would do this by itself; nobody asked for it now.",
        "{}이(가) 스스로 하려는 일이에요. 지금 부탁받은 일은 아니에요.",
    ),
    "poisoned-tool": (
        "The description of this tool gives orders of its own.",
        "이 도구의 설명이 따로 명령을 내리고 있어요.",
    ),
    "look-alike": (
        "“{}” only looks like something that you know.",
        "“{}”은(는) 아는 것과 비슷하게 보일 뿐이에요.",
    ),
    "outside-orders": (
        "“{}” comes from a text of others that tries to give orders.",
        "“{}”은(는) 명령을 내리려는 남의 글에서 왔어요.",
    ),
    "repeats-orders": (
        "What would be sent repeats the orders of a text of others.",
        "보낼 내용이 남의 글에 있는 명령을 옮기고 있어요.",
    ),
    "flow-secret": (
        "A password or code would go out that you didn't ask to send.",
        "보내라고 하지 않은 비밀번호나 코드가 나가게 돼요.",
    ),
    "flow-unasked": (
        "Something that you keep, or that wasn't allowed to be read, would go out unasked.",
        "말씀하지 않은 기록이나, 읽도록 허락되지 않은 내용이 나가게 돼요.",
    ),
    "flow-encoded": (
        "Something of yours would go out in a code.",
        "본인의 정보가 암호처럼 바뀌어 나가게 돼요.",
    ),
    "flow-packed": (
        "Something of yours would go out within a link or a search.",
        "본인의 정보가 링크나 검색어에 담겨 나가게 돼요.",
    ),
    "reads": ("It only reads.", "읽기만 해요."),
    "new-address": (
        "The address “{}” is in nothing that you pointed to.",
        "주소 “{}”은(는) 가리키신 어디에도 없어요.",
    ),
    "outside-plan": (
        "You didn't ask for this kind of act.",
        "요청하신 일에 들어 있지 않은 행동이에요.",
    ),
    "more-rights": (
        "You didn't say to give the right “{}”.",
        "“{}” 권한을 주라고 하지 않으셨어요.",
    ),
    "nowhere": (
        "“{}” is in nothing that you said, keep or had read.",
        "“{}”은(는) 말씀하신 것, 기록, 읽은 것 어디에도 없어요.",
    ),
    "not-pointed-to": (
        "“{}” comes from something that you didn't point to.",
        "“{}”은(는) 가리키지 않으신 곳에서 왔어요.",
    ),
    "for-software": (
        "“{}” is what a text of others wants software to use.",
        "“{}”은(는) 남의 글이 프로그램에게 쓰라고 하는 값이에요.",
    ),
    "named-other": (
        "You named something else than “{}”.",
        "“{}” 말고 다른 것을 말씀하셨어요.",
    ),
    "another-amount": (
        "{} isn't the amount that you named.",
        "{}은(는) 말씀하신 금액이 아니에요.",
    ),
    "opposite": (
        "“{}” is the opposite of what you said.",
        "“{}”은(는) 말씀하신 것과 반대예요.",
    ),
    "passes-on": (
        "It would pass on something that a text of others asks to be passed on.",
        "남의 글이 전해 달라고 하는 것을 전하게 돼요.",
    ),
    "sensitive": (
        "“{}” touches something that opens this machine or holds its secrets.",
        "“{}”은(는) 이 기기를 열거나 비밀을 담은 것을 건드려요.",
    ),
    "only-said": (
        "“{}” stands only in what somebody says, and something else has the better claim.",
        "“{}”은(는) 누군가의 말에만 나오고, 더 맞는 것이 따로 있어요.",
    ),
    "by-another": (
        "“{}” comes from somebody else than whom you named.",
        "“{}”은(는) 말씀하신 사람이 아닌 다른 사람에게서 왔어요.",
    ),
    "said-otherwise": (
        "You said it otherwise than “{}”.",
        "“{}”(이)라고 말씀하지 않으셨어요.",
    ),
    "once-refused": (
        "It would complete something that wasn't allowed.",
        "허락되지 않은 일을 마무리하게 돼요.",
    ),
    "two-claims": (
        "“{}” is one of several that could be meant.",
        "“{}” 말고도 해당될 수 있는 것이 더 있어요.",
    ),
    "kept-other": (
        "“{}” isn't what you keep for this.",
        "“{}”은(는) 기록해 두신 것과 달라요.",
    ),
    "another-target": (
        "You named another than “{}”.",
        "“{}”이(가) 아닌 다른 것을 말씀하셨어요.",
    ),
    "once-more": (
        "This was done already, to another than “{}”.",
        "이미 “{}”이(가) 아닌 곳에 한 번 했어요.",
    ),
    "amount-nowhere": (
        "The amount {} follows from nothing that was said or read.",
        "금액 {}은(는) 말씀하시거나 읽은 어떤 것에서도 나오지 않아요.",
    ),
    "more-of-it": (
        "You asked for one, not for {}.",
        "{}개가 아니라 하나를 말씀하셨어요.",
    ),
    "besides": (
        "“{}” would be bought too, and you didn't ask for it.",
        "“{}”도 함께 사게 되는데, 요청하지 않으셨어요.",
    ),
    "as-asked": ("You asked for it.", "요청하신 일이에요."),
    "unsure": (
        "You haven't said yet whether this may be done.",
        "아직 허락하지 않은 일이에요.",
    ),
    "budget": ("This would go past your limit of {}.", "정해 두신 한도({})를 넘게 돼요."),
    "own-rule": ("Your rule “{}” permits this.", "본인의 규칙 “{}”이(가) 허락해요."),
    "permitted": ("You allowed this for good.", "계속 허락해 두신 일이에요."),
}
