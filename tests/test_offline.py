"""Nothing touches the network: not at start, and not in a namespace that has none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alongside import sample
from alongside.models.catalogue import Catalogue

HEAVY = ("xllamacpp", "onnxruntime", "ctranslate2", "av", "PIL", "cv2", "fastapi", "httpx")
"""What only some commands need: it would be most of the time that a command takes to start."""

LIFE = """
set -eu
ip link set lo up
test -z "$(ip route)"
run='from alongside.life import main; main()'
a() { "$PYTHON" -c "$run" "$@"; }
a import "$SAMPLE"
a recall dinner --json
if [ -n "$MODEL" ]; then a ask 'Who did I have dinner with?'; fi
"$PYTHON" -c "$run" up --no-browser --port 0 >"$ALONGSIDE_HOME/up" &
server=$!
until grep -q '#link=' "$ALONGSIDE_HOME/up"; do kill -0 "$server"; sleep 0.2; done
"$PYTHON" - "$(grep -o 'http://[^/]*' "$ALONGSIDE_HOME/up")" <<'PAGE'
import sys, urllib.request
assert urllib.request.urlopen(sys.argv[1]).status == 200
PAGE
kill "$server"
wait "$server"
a forget --source notes --yes
a verify
"""


def test_starting_connects_to_nothing_and_loads_only_what_every_command_needs() -> None:
    code = f"""
import socket, sys
def refuse(*_):
    raise SystemExit("something connected at import")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
import alongside.life
from alongside.interfaces.cli.main import build
build(alongside.life.Lives())
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.slow
def test_the_whole_product_works_without_a_network(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("cutting the network off needs root, unshare (util-linux) and ip (iproute2)")
    probe = subprocess.run([unshare, "--net", "true"], capture_output=True)
    if probe.returncode:
        pytest.skip("this machine allows no network namespaces")
    model = Catalogue().have("qwen2.5-coder-1.5b-instruct")
    environment = os.environ | {
        "ALONGSIDE_HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHON": sys.executable,
        "SAMPLE": str(sample.path()),
        "MODEL": "yes" if model else "",
    }
    done = subprocess.run(
        [unshare, "--net", "sh", "-c", LIFE], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    if not model:
        pytest.skip("all but asking worked; its model isn't here: alongside models get")
