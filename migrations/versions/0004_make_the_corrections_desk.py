"""Make the corrections desk."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from moderation.text.quotes import fold

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


ITSELF = 'merged_into_id IS NULL'
PILES = {
    'ix_typo_reports_pile': (['site_id', 'status', 'fix', 'submitted_at', 'id', 'merged_into_id'], ITSELF),
    'ix_typo_reports_readers': (['site_id', 'status', 'fix', 'sightings', 'id', 'merged_into_id'], ITSELF),
    'ix_typo_reports_fixed': (['site_id', 'status', 'fix', 'fixed_at', 'id', 'merged_into_id'], ITSELF),
    'ix_typo_reports_category': (['site_id', 'category', 'status', 'fix', 'submitted_at', 'id', 'merged_into_id'], ITSELF),
    'ix_typo_reports_section': (['site_id', 'section', 'status', 'fix', 'submitted_at', 'id', 'merged_into_id'], ITSELF),
    'ix_typo_reports_page': (['site_id', 'status', 'fix', 'page_id', 'id'], ITSELF),
    'ix_typo_reports_of_page': (['page_id', 'status', 'fix', 'id'], ITSELF),
    'ix_typo_reports_handed': (['editor_id', 'status', 'fix', 'submitted_at', 'id', 'merged_into_id'], 'editor_id IS NOT NULL AND ' + ITSELF),
}


def upgrade() -> None:
    op.create_table('fetched_hosts',
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('robots', sa.String(), nullable=False),
    sa.Column('robots_status', sa.Integer(), nullable=True),
    sa.Column('robots_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_fetched_hosts'))
    )
    op.create_table('dictionary_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('like', sa.String(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_dictionary_words_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_dictionary_words_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dictionary_words')),
    sa.UniqueConstraint('site_id', 'lang', 'word', name=op.f('uq_dictionary_words_site_id_lang_word'))
    )
    op.create_table('handing_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_handing_rules_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_handing_rules_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handing_rules')),
    sa.UniqueConstraint('site_id', 'field', 'value', name=op.f('uq_handing_rules_site_id_field_value'))
    )
    op.create_table('house_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('phrase', sa.String(), nullable=False),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('shown', sa.Integer(), nullable=False),
    sa.Column('insisted', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_house_answers_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_house_answers_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_answers'))
    )
    with op.batch_alter_table('house_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_house_answers_site_id_folded'), ['site_id', 'folded'], unique=False)

    op.create_table('reader_mailboxes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('mailbox_hash', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_reader_mailboxes_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reader_mailboxes')),
    sa.UniqueConstraint('site_id', 'mailbox_hash', name=op.f('uq_reader_mailboxes_site_id_mailbox_hash'))
    )
    op.create_table('webhooks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('secret', sa.String(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('called_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('http_status', sa.Integer(), nullable=True),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['moderators.id'], name=op.f('fk_webhooks_made_by_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_webhooks_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhooks'))
    )
    with op.batch_alter_table('webhooks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_webhooks_site_id'), ['site_id'], unique=False)

    op.create_table('page_fetches',
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('etag', sa.String(), nullable=False),
    sa.Column('last_modified', sa.String(), nullable=False),
    sa.Column('fetched_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('http_status', sa.Integer(), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['page_id'], ['pages.id'], name=op.f('fk_page_fetches_page_id_pages')),
    sa.PrimaryKeyConstraint('page_id', name=op.f('pk_page_fetches'))
    )
    op.create_table('checks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.Enum('editor', 'check', 'adapter', 'browser', name='fixedby', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.Enum('still_there', 'fixed', 'changed', 'context_changed', 'gone', 'page_gone', 'unseen', name='verdict', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('found', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('http_status', sa.Integer(), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_checks_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['submission_id'], ['typo_reports.id'], name=op.f('fk_checks_submission_id_typo_reports')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checks'))
    )
    with op.batch_alter_table('checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_checks_submission_id_checked_at'), ['submission_id', 'checked_at'], unique=False)

    op.create_table('merge_proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_merge_proposals_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['other_id'], ['typo_reports.id'], name=op.f('fk_merge_proposals_other_id_typo_reports')),
    sa.ForeignKeyConstraint(['report_id'], ['typo_reports.id'], name=op.f('fk_merge_proposals_report_id_typo_reports')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_merge_proposals_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merge_proposals')),
    sa.UniqueConstraint('report_id', 'other_id', name=op.f('uq_merge_proposals_report_id_other_id'))
    )
    with op.batch_alter_table('merge_proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merge_proposals_other_id'), ['other_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_merge_proposals_site_id'), ['site_id'], unique=False)

    with op.batch_alter_table('moderators', schema=None) as batch_op:
        batch_op.add_column(sa.Column('feed_salt', sa.String(), nullable=False, server_default=''))

    with op.batch_alter_table('sightings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('from_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('exact', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('prefix', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('suffix', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('sentence', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('occurrence', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('quote_lang', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('revision', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('category', sa.Enum('spelling', 'other', 'fact', 'name', 'number', 'link', 'caption', 'translation', name='category', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='spelling'))
        batch_op.add_column(sa.Column('insists', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('wants_mail', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('told_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_sightings_from_id_typo_reports'), 'typo_reports', ['from_id'], ['id'])

    with op.batch_alter_table('typo_reports', schema=None) as batch_op:
        batch_op.add_column(sa.Column('site_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('page_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('status', sa.Enum('pending', 'approved', 'rejected', 'spam', 'deleted', name='status', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='pending'))
        batch_op.add_column(sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('section', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('position', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('folded', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('core_start', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('core_end', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('quote_lang', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('page_title', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('revision', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('category', sa.Enum('spelling', 'other', 'fact', 'name', 'number', 'link', 'caption', 'translation', name='category', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='spelling'))
        batch_op.add_column(sa.Column('hints', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('hinted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('replacement', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('editor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('fixed_by', sa.Enum('editor', 'check', 'adapter', 'browser', name='fixedby', native_enum=False, create_constraint=True, length=20), nullable=True))
        batch_op.add_column(sa.Column('reopened_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('verdict', sa.Enum('still_there', 'fixed', 'changed', 'context_changed', 'gone', 'page_gone', 'unseen', name='verdict', native_enum=False, create_constraint=True, length=20), nullable=True))
        batch_op.add_column(sa.Column('found', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('fragment', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('checks', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('next_check_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_typo_reports_checks', ['next_check_at'], unique=False, sqlite_where=sa.text('next_check_at IS NOT NULL'), postgresql_where=sa.text('next_check_at IS NOT NULL'))
        batch_op.create_index(batch_op.f('ix_typo_reports_folded'), ['folded'], unique=False)
        batch_op.create_index('ix_typo_reports_merged', ['merged_into_id'], unique=False, sqlite_where=sa.text('merged_into_id IS NOT NULL'), postgresql_where=sa.text('merged_into_id IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_typo_reports_editor_id_moderators'), 'moderators', ['editor_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_typo_reports_merged_into_id_typo_reports'), 'typo_reports', ['merged_into_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_typo_reports_site_id_sites'), 'sites', ['site_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_typo_reports_page_id_pages'), 'pages', ['page_id'], ['id'])

    fill()
    with op.batch_alter_table('typo_reports', schema=None) as batch_op:
        batch_op.alter_column('site_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('page_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('submitted_at', existing_type=sa.DateTime(timezone=True), nullable=False)
    for name, (columns, where) in PILES.items():
        op.create_index(name, 'typo_reports', columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def fill() -> None:
    """Readers had selected what the report says; what is to be fixed is looked at from now on."""
    connection = op.get_bind()
    of = 'SELECT {0} FROM typo_reports WHERE typo_reports.id = sightings.submission_id'
    names = ('exact', 'prefix', 'suffix', 'sentence', 'occurrence')
    sets = ', '.join(f'{name} = ({of.format(name)})' for name in names)
    connection.execute(sa.text(f'UPDATE sightings SET {sets}'))
    connection.execute(
        sa.text(
            'UPDATE typo_reports SET page_title = (SELECT pages.title FROM submissions'
            ' JOIN pages ON pages.id = submissions.page_id WHERE submissions.id = typo_reports.id)'
        )
    )
    both = 'SELECT {0} FROM submissions WHERE submissions.id = typo_reports.id'
    shared = ('site_id', 'page_id', 'status', 'submitted_at')
    sets = ', '.join(f'{name} = ({both.format(name)})' for name in shared)
    connection.execute(sa.text(f'UPDATE typo_reports SET {sets}'))
    connection.execute(
        sa.text(
            'UPDATE typo_reports SET section ='
            ' (SELECT section FROM pages WHERE pages.id = typo_reports.page_id)'
        )
    )
    reports = sa.table(
        'typo_reports',
        *(sa.column(name) for name in ('id', 'exact', 'folded', 'fix')),
        sa.column('next_check_at', sa.DateTime(timezone=True)),
    )
    submissions = sa.table('submissions', sa.column('id'), sa.column('status'))
    accepted = sa.select(submissions.c.id).where(submissions.c.status == 'approved')
    connection.execute(
        reports.update()
        .where(reports.c.fix == 'unfixed', reports.c.id.in_(accepted))
        .values(next_check_at=datetime.now(UTC))
    )
    rows = connection.execute(sa.select(reports.c.id, reports.c.exact)).all()
    one = reports.update().where(reports.c.id == sa.bindparam('of')).values(folded=sa.bindparam('to'))
    if rows:
        connection.execute(one, [{'of': row.id, 'to': fold(row.exact).strip()} for row in rows])


def downgrade() -> None:
    for name in PILES:
        op.drop_index(name, table_name='typo_reports')
    with op.batch_alter_table('typo_reports', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_typo_reports_site_id_sites'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_typo_reports_page_id_pages'), type_='foreignkey')
        batch_op.drop_constraint(op.f('ck_typo_reports_status'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_typo_reports_merged_into_id_typo_reports'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_typo_reports_editor_id_moderators'), type_='foreignkey')
        batch_op.drop_index('ix_typo_reports_merged', sqlite_where=sa.text('merged_into_id IS NOT NULL'), postgresql_where=sa.text('merged_into_id IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_typo_reports_folded'))
        batch_op.drop_index('ix_typo_reports_checks', sqlite_where=sa.text('next_check_at IS NOT NULL'), postgresql_where=sa.text('next_check_at IS NOT NULL'))
        batch_op.drop_constraint(op.f('ck_typo_reports_verdict'), type_='check')
        batch_op.drop_constraint(op.f('ck_typo_reports_fixedby'), type_='check')
        batch_op.drop_constraint(op.f('ck_typo_reports_category'), type_='check')
        batch_op.drop_column('next_check_at')
        batch_op.drop_column('checks')
        batch_op.drop_column('fragment')
        batch_op.drop_column('found')
        batch_op.drop_column('verdict')
        batch_op.drop_column('reopened_at')
        batch_op.drop_column('fixed_by')
        batch_op.drop_column('handed_at')
        batch_op.drop_column('editor_id')
        batch_op.drop_column('replacement')
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('hinted_at')
        batch_op.drop_column('hints')
        batch_op.drop_column('category')
        batch_op.drop_column('revision')
        batch_op.drop_column('page_title')
        batch_op.drop_column('quote_lang')
        batch_op.drop_column('core_end')
        batch_op.drop_column('core_start')
        batch_op.drop_column('folded')
        batch_op.drop_column('position')
        batch_op.drop_column('section')
        batch_op.drop_column('submitted_at')
        batch_op.drop_column('status')
        batch_op.drop_column('page_id')
        batch_op.drop_column('site_id')

    with op.batch_alter_table('sightings', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_sightings_from_id_typo_reports'), type_='foreignkey')
        batch_op.drop_constraint(op.f('ck_sightings_category'), type_='check')
        batch_op.drop_column('told_at')
        batch_op.drop_column('wants_mail')
        batch_op.drop_column('insists')
        batch_op.drop_column('category')
        batch_op.drop_column('revision')
        batch_op.drop_column('quote_lang')
        batch_op.drop_column('occurrence')
        batch_op.drop_column('sentence')
        batch_op.drop_column('suffix')
        batch_op.drop_column('prefix')
        batch_op.drop_column('exact')
        batch_op.drop_column('from_id')

    with op.batch_alter_table('moderators', schema=None) as batch_op:
        batch_op.drop_column('feed_salt')

    with op.batch_alter_table('merge_proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_merge_proposals_site_id'))
        batch_op.drop_index(batch_op.f('ix_merge_proposals_other_id'))

    op.drop_table('merge_proposals')
    with op.batch_alter_table('checks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_checks_submission_id_checked_at'))

    op.drop_table('checks')
    op.drop_table('page_fetches')
    with op.batch_alter_table('webhooks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_webhooks_site_id'))

    op.drop_table('webhooks')
    op.drop_table('reader_mailboxes')
    with op.batch_alter_table('house_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_house_answers_site_id_folded'))

    op.drop_table('house_answers')
    op.drop_table('handing_rules')
    op.drop_table('dictionary_words')
    op.drop_table('fetched_hosts')
