"""The client's types are those of the API's schema."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.slow


def test_the_client_is_typed_by_the_schema_there_is() -> None:
    tool = ROOT / "web/node_modules/.bin/openapi-typescript"
    node = shutil.which("node")
    if not tool.exists() or node is None:
        pytest.skip("the web app's tools aren't installed: npm ci, in web/")
    schema = subprocess.run(
        [sys.executable, "-m", "alongside.interfaces.api.schema"], capture_output=True, check=True
    )
    made = subprocess.run(
        [node, str(tool), "--default-non-nullable=false"],
        input=schema.stdout,
        capture_output=True,
        check=True,
        cwd=ROOT / "web",
    )
    kept = (ROOT / "web/src/lib/api/schema.d.ts").read_bytes()
    assert made.stdout.strip() == kept.strip(), "npm run schema, in web/, makes it anew"
