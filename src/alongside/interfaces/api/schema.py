"""Prints the OpenAPI schema: `python -m alongside.interfaces.api.schema`. Opens no life."""

from __future__ import annotations

import json
import sys

from alongside.interfaces.api.routing import bare_app


def main() -> None:
    json.dump(bare_app().openapi(), sys.stdout, indent=2, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
