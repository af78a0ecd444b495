"""Keys: whatever opens a life opens it, and nothing else does."""

import stat
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from alongside.log import recovery
from alongside.log.errors import DamagedLife, LifeExists, NoKey, NoLife, WrongKey
from alongside.log.keys import FILE_WARNING, Keys
from alongside.log.ring import NoRing, OsRing


class Backend(KeyringBackend):
    """A backend of the keyring library in memory, which can fail or hang."""

    def __init__(self) -> None:
        self.broken, self.wait = False, 0.0
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            time.sleep(self.wait)
            raise NoKeyringError
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


class Ring:
    """A keyring in memory, which can be taken away."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.secrets: dict[str, str] = {}

    def get(self, account: str) -> str | None:
        self._require()
        return self.secrets.get(account)

    def set(self, account: str, secret: str) -> None:
        self._require()
        self.secrets[account] = secret

    def delete(self, account: str) -> None:
        self._require()
        del self.secrets[account]

    def _require(self) -> None:
        if not self.works:
            raise NoRing("none here")


async def test_the_keyring_opens_a_life(tmp_path: Path) -> None:
    keys = Keys(tmp_path, Ring())
    made = await keys.create()
    opened = await keys.unlock()
    assert (made.kind, opened.kind, opened.key, opened.warning) == (
        "keyring",
        "keyring",
        made.key,
        "",
    )
    assert made.key.hex() not in (tmp_path / "keys.json").read_text()


async def test_without_a_keyring_a_private_file_opens_it_with_a_warning(tmp_path: Path) -> None:
    keys = Keys(tmp_path, Ring(works=False))
    made = await keys.create()
    (path,) = tmp_path.glob("*.key")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.warning == (await keys.unlock()).warning == FILE_WARNING
    path.unlink()
    with pytest.raises(NoKey):
        await keys.unlock()


async def test_a_passphrase_opens_a_life_and_another_does_not(tmp_path: Path) -> None:
    keys = Keys(tmp_path, Ring(works=False))
    made = await keys.create("correct horse")
    assert (await keys.unlock("correct horse")).key == made.key
    with pytest.raises(WrongKey, match="passphrase"):
        await keys.unlock("battery staple")
    with pytest.raises(NoKey):
        await keys.unlock()


async def test_the_recovery_code_opens_a_life_however_it_is_typed(tmp_path: Path) -> None:
    keys = Keys(tmp_path, Ring())
    made = await keys.create()
    typed = f" {made.recovery.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert (await keys.unlock(recovery=typed)).key == made.key
    with pytest.raises(WrongKey, match="does not open"):
        await keys.unlock(recovery=recovery.new_code())


@pytest.mark.parametrize(
    "code", ["", "1234-5678", recovery.new_code()[:-1] + "?"], ids=["nothing", "short", "strange"]
)
def test_a_slip_in_a_recovery_code_is_noticed(code: str) -> None:
    with pytest.raises(WrongKey, match="not a recovery code"):
        recovery.secret_of(code)


async def test_a_life_is_never_given_a_second_key(tmp_path: Path) -> None:
    keys = Keys(tmp_path, Ring())
    made = await keys.create()
    with pytest.raises(LifeExists):
        await keys.create()
    assert (await keys.unlock()).key == made.key


async def test_slots_are_added_and_removed(tmp_path: Path) -> None:
    ring = Ring()
    keys = Keys(tmp_path, ring)
    made = await keys.create()
    await keys.add(made.key, "passphrase", "correct horse")
    await keys.add(made.key, "file")
    code = await keys.add(made.key, "recovery")
    assert set(await keys.kinds()) == {"keyring", "passphrase", "file", "recovery"}
    with pytest.raises(WrongKey):
        await keys.unlock(recovery=made.recovery)
    assert (await keys.unlock(recovery=code)).key == made.key
    await keys.remove("keyring")
    await keys.remove("file")
    assert ring.secrets == {}
    assert list(tmp_path.glob("*.key")) == []
    assert (await keys.unlock("correct horse")).key == made.key
    with pytest.raises(NoKey):
        await keys.remove("passphrase")


async def test_a_removed_keyring_that_is_gone_is_no_error(tmp_path: Path) -> None:
    ring = Ring()
    keys = Keys(tmp_path, ring)
    made = await keys.create()
    await keys.add(made.key, "passphrase", "correct horse")
    ring.works = False
    await keys.remove("keyring")
    assert "keyring" not in await keys.kinds()
    with pytest.raises(NoKey, match="no keyring"):
        await keys.add(made.key, "keyring")


async def test_only_the_right_key_gets_a_slot(tmp_path: Path) -> None:
    keys = Keys(tmp_path, Ring())
    await keys.create()
    with pytest.raises(WrongKey):
        await keys.add(bytes(32), "passphrase", "mine now")


async def test_no_life_and_a_damaged_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoLife):
        await Keys(tmp_path, Ring()).unlock()
    (tmp_path / "keys.json").write_text("{")
    with pytest.raises(DamagedLife):
        await Keys(tmp_path, Ring()).unlock()


async def test_a_keyring_that_forgets_is_not_relied_on(tmp_path: Path) -> None:
    class Forgetful(Ring):
        def set(self, account: str, secret: str) -> None:
            """Say nothing and keep nothing."""

    assert (await Keys(tmp_path, Forgetful()).create()).kind == "file"


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    before, backend = keyring.get_keyring(), Backend()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_the_systems_keyring_keeps_secrets(backend: Backend) -> None:
    ring = OsRing()
    ring.set("life", "secret")
    assert ring.get("life") == "secret"
    ring.delete("life")
    assert ring.get("life") is None


@pytest.mark.parametrize("wait", [0, 30])
def test_a_system_without_a_working_keyring_neither_hangs_nor_crashes(
    backend: Backend, wait: float
) -> None:
    backend.broken, backend.wait = True, wait
    with pytest.raises(NoRing):
        OsRing(patience=0.2).get("life")
