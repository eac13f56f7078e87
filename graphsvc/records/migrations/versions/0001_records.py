"""What did the records hold at first?"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables, and the counter that every change of the masks moves."""
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
    op.bulk_insert(counters, [{"name": "records_revision", "value": 0}])
    _who_may()
    _about_people()
    _what_happened()


def _who_may() -> None:
    op.create_table(
        "subjects",
        sa.Column("subject", sa.String(255), primary_key=True),
        sa.Column("person", sa.Text),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.UniqueConstraint("subject", "role", "unit", name="one_grant"),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("hmac", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_by", sa.String(255), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
        sa.Column("used_on", sa.Date),
    )
    op.create_index("tokens_of_subject", "tokens", ["subject"])


def _about_people() -> None:
    op.create_table(
        "groups",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("attribute", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("on", sa.Date),
    )
    op.create_table(
        "absences",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("since", sa.Date, primary_key=True),
        sa.Column("until", sa.Date),
    )
    op.create_table(
        "consents",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("purpose", sa.String(64), primary_key=True),
        sa.Column("given", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "hidden_ties",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("other", sa.Text, primary_key=True),
        sa.Column("hidden_at", sa.DateTime, nullable=False),
        sa.Column("history", sa.Text, nullable=False),
    )
    op.create_table(
        "tombstones",
        sa.Column("keyed", sa.String(64), primary_key=True),
        sa.Column("person", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("erased_at", sa.DateTime),
    )


def _what_happened() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("coverage", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    texts = ("subject", "action", "object_kind", "object_id", "decision", "reason", "details")
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "saved_questions",
        sa.Column("id", sa.String(64), primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "query")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("parameters", "columns")),
        sa.Column("made_by", sa.String(255), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("reviewed_by", sa.String(255)),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.String(64), primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "content", "snapshot")),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(255), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
