"""Which tables do the records have? What is not in the graph, and why it may be kept."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", Integer, nullable=False),
)

SUBJECTS = Table(
    "subjects",
    METADATA,
    Column("subject", String(255), primary_key=True),
    Column("person", Text),  # the subject's own id among the people, if any
    Column("scopes", Text, nullable=False),  # space separated
    Column("made_at", DateTime, nullable=False),
    Column("disabled_at", DateTime),
)

GRANTS = Table(
    "grants",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("subject", String(255), nullable=False),
    Column("role", String(32), nullable=False),
    Column("unit", Text, nullable=False),  # '' is the whole organisation
    UniqueConstraint("subject", "role", "unit", name="one_grant"),
)

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("subject", String(255), nullable=False),
    Column("hmac", String(64), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_by", String(255), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
    Column("used_on", Date),
    Index("tokens_of_subject", "subject"),
)

GROUPS = Table(
    "groups",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("attribute", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("on", Date),
)

ABSENCES = Table(
    "absences",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
)

CONSENTS = Table(
    "consents",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("purpose", String(64), primary_key=True),
    Column("given", Integer, nullable=False),  # 1 said yes, 0 said no
    Column("at", DateTime, nullable=False),
)

HIDDEN_TIES = Table(
    "hidden_ties",
    METADATA,
    Column("owner", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("hidden_at", DateTime, nullable=False),
    Column("history", Text, nullable=False),  # JSON, sealed until the owner unhides or erases it
)

TOMBSTONES = Table(
    "tombstones",
    METADATA,
    Column("keyed", String(64), primary_key=True),  # HMAC of the id
    Column("person", Text),  # the id itself, until the erasure is complete
    Column("at", DateTime, nullable=False),
    Column("erased_at", DateTime),
)

IMPORTS = Table(
    "imports",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("files", Text, nullable=False),  # JSON
    Column("coverage", Text, nullable=False),  # JSON
    Column("at", DateTime, nullable=False),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # text: it is hashed as it stands
    Column("subject", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

SAVED_QUESTIONS = Table(
    "saved_questions",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("columns", Text, nullable=False),
    Column("made_by", String(255), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("reviewed_by", String(255)),
)

RELEASES = Table(
    "releases",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("policy", String(64), nullable=False),
    Column("made_by", String(255), nullable=False),
    Column("made_at", DateTime, nullable=False),
)
