"""How does alembic reach the database? By the connection it is given; it opens and logs nothing."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite can roll a CREATE TABLE back: a migration that was cut off leaves nothing behind.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
