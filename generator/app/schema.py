"""The campaign file's JSON Schema as text, and how a campaign file names it for editors."""

from __future__ import annotations

import json
from pathlib import Path

from generator.campaign.json_schema import campaign_json_schema
from generator.store.files import write_new_file

SCHEMA = "campaign.schema.json"
EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA}"
"""What VS Code's YAML extension, and other users of the YAML language server, look for."""


def schema_text() -> str:
    """Return the schema as JSON."""
    return json.dumps(campaign_json_schema(), ensure_ascii=False, indent=1) + "\n"


def write_schema(file: Path) -> None:
    """Write the schema to a file. Raises InvalidInput where it is there already, SurroundingsFailed."""
    write_new_file(file, schema_text().encode())
