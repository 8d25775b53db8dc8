"""Let go of what is old: what was erased, how far tables were gone through, what is looked up."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

REFUSED = (
    "erased_at IS NULL AND waiting_since IS NULL AND evidence_at IS NULL"
    " AND status IN ('rejected', 'spam', 'deleted')"
)
INDEXES = (
    ('ix_submissions_refused', 'submissions', ['site_id', 'decided_at'], REFUSED),
    ('ix_typo_reports_closed', 'typo_reports', ['site_id', 'fixed_at'], "fixed_at IS NOT NULL AND exact <> ''"),
    ('ix_outbox_failed', 'outbox', ['id'], 'failed_at IS NOT NULL'),
)


def upgrade() -> None:
    op.create_table('sweeps',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('upto', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_sweeps'))
    )
    op.add_column('submissions', sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
    with op.get_context().autocommit_block():  # on PostgreSQL: nobody waits while it is made
        for name, table, columns, which in INDEXES:
            op.create_index(
                name, table, columns, if_not_exists=True, postgresql_concurrently=True,
                sqlite_where=sa.text(which), postgresql_where=sa.text(which),
            )


def downgrade() -> None:
    for name, table, _columns, _which in INDEXES:
        op.drop_index(name, table_name=table)
    op.drop_column('submissions', 'erased_at')
    op.drop_table('sweeps')
