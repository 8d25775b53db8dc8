"""Keep with each comment whether readers see it, and on whose branch it stands."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

PAGES_AT_ONCE = 1000
ENDS = 'SELECT min(id), max(id) FROM pages'
# Parents first. What is below a comment that neither is public nor keeps a place is hidden.
BRANCHES = """
    WITH RECURSIVE tree (id, root_id, passes) AS (
        SELECT comments.id, 0, status = 'approved' OR placeholder
        FROM submissions JOIN comments ON comments.id = submissions.id
        WHERE page_id BETWEEN :first AND :last AND parent_id IS NULL
        UNION ALL
        SELECT comments.id, CASE tree.root_id WHEN 0 THEN tree.id ELSE tree.root_id END,
            passes AND (status = 'approved' OR placeholder)
        FROM tree
        JOIN comments ON comments.parent_id = tree.id
        JOIN submissions ON submissions.id = comments.id
    )
    UPDATE submissions
    SET root_id = tree.root_id, shown = tree.passes AND status = 'approved'
    FROM tree
    WHERE submissions.id = tree.id AND (tree.passes OR tree.root_id <> 0)
"""
# A withdrawn comment keeps its place above what is shown.
PLACES = """
    UPDATE submissions SET shown = true
    WHERE page_id BETWEEN :first AND :last AND placeholder AND NOT shown AND EXISTS (
        SELECT 1 FROM comments JOIN submissions AS below ON below.id = comments.id
        WHERE comments.parent_id = submissions.id AND below.shown
    )
"""
THREAD = {'sqlite_where': sa.text('shown = 1'), 'postgresql_where': sa.text('shown')}


def upgrade() -> None:
    op.add_column('submissions', sa.Column('root_id', sa.Integer(), server_default='0', nullable=False))
    op.add_column('submissions', sa.Column('shown', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.get_context().autocommit_block():  # on PostgreSQL: nothing is locked for long
        fill()
        op.create_index('ix_submissions_thread', 'submissions', ['page_id', 'root_id', 'id'], postgresql_concurrently=True, **THREAD)


def fill() -> None:
    connection = op.get_bind()
    first, last = connection.execute(sa.text(ENDS)).one()
    for start in range(first or 0, (last or -1) + 1, PAGES_AT_ONCE):
        some = {'first': start, 'last': start + PAGES_AT_ONCE - 1}
        connection.execute(sa.text(BRANCHES), some)
        while connection.execute(sa.text(PLACES), some).rowcount:
            pass


def downgrade() -> None:
    op.drop_index('ix_submissions_thread', table_name='submissions')
    op.drop_column('submissions', 'shown')
    op.drop_column('submissions', 'root_id')
