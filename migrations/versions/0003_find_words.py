"""Find words: a full-text index on each database, filled by the worker."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# Without an index of its own a beginning is found by merging all that begins so, before the newest
# of it is known (https://sqlite.org/fts5.html#prefix_indexes).
TABLES = {
    'search_words': "terms, tokenize='ascii', prefix='2 3 4 5 6 7 8'",
    'search_parts': "parts, tokenize='trigram case_sensitive 1'",
}


def upgrade() -> None:
    terms = sa.String().with_variant(postgresql.TSVECTOR(), 'postgresql')
    op.create_table(
        'search_texts',
        sa.Column('submission_id', sa.Integer(), nullable=False),
        sa.Column('terms', terms, nullable=False),
        sa.Column('parts', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ['submission_id'],
            ['submissions.id'],
            name=op.f('fk_search_texts_submission_id_submissions'),
        ),
        sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_search_texts')),
    )
    if op.get_bind().dialect.name == 'sqlite':
        index_on_sqlite()
    else:
        index_on_postgresql()
    if op.get_bind().scalar(sa.text('SELECT max(id) FROM submissions')):
        fill_later()


def index_on_sqlite() -> None:
    for name, columns in TABLES.items():
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, columnsize=0,"
            " content='search_texts', content_rowid='submission_id')"
        )


def index_on_postgresql() -> None:
    op.execute('CREATE INDEX ix_search_texts_terms ON search_texts USING gin (terms)')
    connection = op.get_bind()
    try:
        with connection.begin_nested():
            connection.exec_driver_sql('CREATE EXTENSION IF NOT EXISTS pg_trgm')
            # Under the C locale it sees ASCII letters alone.
            if connection.scalar(sa.text("SELECT cardinality(show_trgm('слово')) > 4")):
                connection.exec_driver_sql(
                    'CREATE INDEX ix_search_texts_parts ON search_texts'
                    ' USING gin (parts gin_trgm_ops)'
                )
    except sa.exc.DBAPIError:  # not installed, or not allowed: parts of words are not found
        pass


def fill_later() -> None:
    """What is there already is indexed by the worker, some at a time."""
    columns = {
        'name': sa.String(),
        'args': sa.JSON(),
        'created_at': sa.DateTime(timezone=True),
        'due_at': sa.DateTime(timezone=True),
        'attempts': sa.Integer(),
        'last_error': sa.String(),
    }
    outbox = sa.table('outbox', *(sa.column(name, kind) for name, kind in columns.items()))
    now = datetime.now(UTC)
    op.execute(
        outbox.insert().values(
            name='index_submissions',
            args={'after': 0},
            created_at=now,
            due_at=now,
            attempts=0,
            last_error='',
        )
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for name in TABLES:
            op.drop_table(name)
    op.drop_table('search_texts')
