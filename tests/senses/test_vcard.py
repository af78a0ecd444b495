from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Contact
from alongside.senses.archives import vcard
from alongside.senses.archives.vcard import Contacts
from alongside.senses.files import DiskFile


def card(*lines: str, version: str = "3.0") -> str:
    return "\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


async def contacts(read: Any, text: str | bytes) -> list[Contact]:
    results = await read(Contacts(), "c.vcf", text)
    assert results.failures == []
    return [draft.what for draft in results.drafts]


async def test_a_card_with_all_it_tells(read: Any) -> None:
    (contact,) = await contacts(
        read,
        card(
            "FN:Robin Vale", "N:Vale;Robin;;;", "NICKNAME:Rob,Robbie",
            "item1.EMAIL;TYPE=HOME:r@v.org",
            "TEL;TYPE=CELL:+390555010199", "BDAY:1976-11-14", "ORG:Kitchen;Fire", "TITLE:Chef",
            "ADR;TYPE=HOME:;;Via Roma 1;Arezzo;;52100;Italy",
            "NOTE:Likes\\, above all\\; fire\\nand",
            " wood", "UID:urn:uuid:1", "PHOTO;ENCODING=b:AAAA", " AAAA", "X-ANNIVERSARY:2001-05-06",
        ),
    )  # fmt: skip
    assert contact == Contact(
        name="Robin Vale", nicknames=("Rob", "Robbie"), emails=("r@v.org",),
        phones=("+390555010199",), birthday="1976-11-14", organisation="Kitchen, Fire",
        address="Via Roma 1, Arezzo, 52100, Italy", uid="urn:uuid:1",
        notes="Likes, above all; fire\nandwood\nAnniversary: 2001-05-06\nChef",
    )  # fmt: skip


async def test_version_4_and_its_addresses(read: Any) -> None:
    (contact,) = await contacts(
        read,
        card(
            'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555', "FN:Dana", "EMAIL:mailto:d@e.org",
            "BDAY:--0430", "ANNIVERSARY:sometime", version="4.0",
        ),
    )  # fmt: skip
    assert contact.phones == ("+1-555",)
    assert contact.emails == ("d@e.org",)
    assert contact.birthday == "--04-30"
    assert contact.notes == "Anniversary: sometime"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1976-11-14", "1976-11-14"),
        ("19761114", "1976-11-14"),
        ("--1114", "--11-14"),
        ("--11-14", "--11-14"),
        ("1604-11-14", "--11-14"),
        ("1976-11-14T00:00:00Z", "1976-11-14"),
        ("1976-02-31", ""),
        ("1976", ""),
        ("in spring", ""),
    ],
)
def test_birthdays(written: str, day: str) -> None:
    assert vcard.day(written) == day


async def test_who_somebody_is_to_the_one_on_the_card(read: Any) -> None:
    (contact,) = await contacts(
        read,
        card(
            "FN:A", "RELATED;TYPE=spouse;VALUE=text:Sol Reyes", "RELATED;TYPE=friend:urn:uuid:7",
            "item2.X-ABRELATEDNAMES:Ana", "item2.X-ABLabel:_$!<Sister>!$_",
        ),
    )  # fmt: skip
    assert contact.notes == "spouse: Sol Reyes\nsister: Ana"


async def test_a_birthday_in_words_is_noted(read: Any) -> None:
    (contact,) = await contacts(read, card("FN:A", "BDAY;VALUE=text:circa 1800"))
    assert contact.notes == "Birthday: circa 1800"


async def test_quoted_printable_and_folds_of_old_phones(read: Any) -> None:
    lines = (
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EB=B0=95=EC=A7=80=",
        "=ED=9B=88",
        "TEL;CELL:010-5550-1234",
    )
    (contact,) = await contacts(read, card(*lines, version="2.1").replace("\n", "\r\n"))
    assert (contact.name, contact.phones) == ("박지훈", ("010-5550-1234",))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Vale;Robin;Ann;;",), "Robin Ann Vale"),
        (("ORG:The Bakery",), "The Bakery"),
        (("EMAIL:a@b.c",), "a@b.c"),
        (("TEL:123", "FN: "), "123"),
    ],
)
async def test_a_card_without_a_formatted_name(
    read: Any, lines: tuple[str, ...], name: str
) -> None:
    assert (await contacts(read, card(*lines)))[0].name == name


async def test_broken_cards_cost_only_themselves(read: Any) -> None:
    text = card("FN:A") + "BEGIN:VCARD\nFN:B\n" + card("NOTE:nobody") + card("FN:C", "rubbish")
    text += "BEGIN:VCARD\nFN:D\n"
    results = await read(Contacts(), "c.vcf", text)
    assert [draft.what.name for draft in results.drafts] == ["A", "B", "C", "D"]
    reasons = [(one.position, one.reason) for one in results.failures]
    assert reasons == [
        ("line 5", "it has no end"), ("line 7", "it has no name"), ("line 16", "it has no end"),
    ]  # fmt: skip


async def test_revision_is_its_time(read: Any) -> None:
    text = (
        card("FN:A", "REV:20081001T100000Z")
        + card("FN:B", "REV:2008-10-01")
        + card("FN:C", "REV:x")
    )
    drafts = (await read(Contacts(), "c.vcf", text)).drafts
    assert [draft.at.year for draft in drafts[:2]] == [2008, 2008]
    assert drafts[2].at.year >= 2026


async def test_what_it_claims(read: Any) -> None:
    results = await read(Contacts(), "people.vcf", "")
    assert "no contacts" in results.skipped[0].reason
    assert Contacts().claims(DiskFile(read.folder / "people.vcf", "people.vcf"))


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["BDAY:", "N:", ";", "\\", "\n ", "\n", "=", "ENCODING=QUOTED-PRINTABLE:"]),
        st.text(max_size=6),
    )
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES)
async def test_noise_costs_no_neighbour(read: Any, noise: str) -> None:
    clean = noise.replace("\r", "")
    text = card("FN:before") + card("FN:x", clean, "NOTE:y") + card("FN:after")
    results = await read(Contacts(), "c.vcf", text)
    names = [draft.what.name for draft in results.drafts]
    assert names[0] == "before"
    assert names[-1] == "after"
