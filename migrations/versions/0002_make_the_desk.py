"""Make the desk."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

VERBS = ('approve', 'reject', 'mark_spam', 'delete', 'restore')


def allow_verbs(verbs: Sequence[str]) -> None:
    """Say anew which verbs there are."""
    with op.batch_alter_table('decisions') as batch_op:
        batch_op.drop_constraint(op.f('ck_decisions_verb'), type_='check')
        batch_op.create_check_constraint(op.f('ck_decisions_verb'), sa.column('verb').in_(verbs))


RULES = sa.table('rules', sa.column('id'), sa.column('site_id'), sa.column('for_all'))
RULE_SITES = sa.table('rule_sites', sa.column('rule_id'), sa.column('site_id'))


def give_rules_many_sites() -> None:
    """A rule had one site, or none for all of them."""
    own = sa.select(RULES.c.id, RULES.c.site_id).where(RULES.c.site_id.is_not(None))
    op.execute(RULE_SITES.insert().from_select(['rule_id', 'site_id'], own))
    op.execute(RULES.update().where(RULES.c.site_id.is_(None)).values(for_all=sa.true()))
    with op.batch_alter_table('rules') as batch_op:
        batch_op.drop_index(op.f('ix_rules_site_id'))
        batch_op.drop_constraint(op.f('fk_rules_site_id_sites'), type_='foreignkey')
        batch_op.drop_column('site_id')


def give_rules_one_site() -> None:
    """Of several sites a rule keeps the first."""
    with op.batch_alter_table('rules') as batch_op:
        batch_op.add_column(sa.Column('site_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_rules_site_id_sites'), 'sites', ['site_id'], ['id'])
        batch_op.create_index(op.f('ix_rules_site_id'), ['site_id'], unique=False)
    first = sa.select(sa.func.min(RULE_SITES.c.site_id)).where(RULE_SITES.c.rule_id == RULES.c.id)
    op.execute(RULES.update().values(site_id=first.scalar_subquery()))


def upgrade() -> None:
    op.create_table('canned_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('reply', 'reason', 'typo_reason', name='purpose', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('lang', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_canned_texts_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_texts'))
    )
    with op.batch_alter_table('canned_texts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_canned_texts_site_id_purpose_position'), ['site_id', 'purpose', 'position'], unique=False)

    op.create_table('events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('salt', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('previous_digest', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_events_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_events_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_moderator_id_id'), ['moderator_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_site_id_id'), ['site_id', 'id'], unique=False)

    op.create_table('passkeys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(length=1024), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.Integer(), nullable=False),
    sa.Column('transports', sa.JSON(), nullable=True),
    sa.Column('backup_state', sa.Boolean(), nullable=False),
    sa.Column('device_type', sa.String(), nullable=False),
    sa.Column('extensions', sa.String(), nullable=True),
    sa.Column('create_datetime', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lastuse_datetime', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('usage', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['moderators.id'], name=op.f('fk_passkeys_user_id_moderators')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkeys')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkeys_credential_id'))
    )
    with op.batch_alter_table('passkeys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkeys_user_id'), ['user_id'], unique=False)

    op.create_table('saved_views',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_saved_views_moderator_id_moderators')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views'))
    )
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_views_moderator_id'), ['moderator_id'], unique=False)

    op.create_table('selections',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_selections_moderator_id_moderators')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_selections'))
    )
    with op.batch_alter_table('selections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_selections_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_selections_moderator_id'), ['moderator_id'], unique=False)

    op.create_table('sign_ins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('browser', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_sign_ins_moderator_id_moderators')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_ins')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_ins_token_hash'))
    )
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_ins_moderator_id'), ['moderator_id'], unique=False)

    op.create_table('tallies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('hour', sa.DateTime(timezone=True), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('bucket', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_tallies_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_tallies_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tallies'))
    )
    with op.batch_alter_table('tallies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tallies_hour'), ['hour'], unique=False)
        batch_op.create_index(batch_op.f('ix_tallies_site_id_hour'), ['site_id', 'hour'], unique=False)

    op.create_table('brakes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=True),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('braking', sa.Enum('hold', 'pause', name='braking', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_brakes_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['page_id'], ['pages.id'], name=op.f('fk_brakes_page_id_pages')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_brakes_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brakes'))
    )
    with op.batch_alter_table('brakes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_brakes_site_id_lifted_at'), ['site_id', 'lifted_at'], unique=False)

    op.create_table('rule_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('word', 'phrase', 'pattern', 'link', name='rulekind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('pattern', sa.String(), nullable=False),
    sa.Column('exceptions', sa.JSON(), nullable=False),
    sa.Column('action', sa.Enum('hold', 'reject', 'mark_spam', name='action', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('site_ids', sa.JSON(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_rule_versions_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['rule_id'], ['rules.id'], name=op.f('fk_rule_versions_rule_id_rules')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_versions')),
    sa.UniqueConstraint('rule_id', 'version', name=op.f('uq_rule_versions_rule_id_version'))
    )
    op.create_table('rule_sites',
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['rule_id'], ['rules.id'], name=op.f('fk_rule_sites_rule_id_rules')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_rule_sites_site_id_sites')),
    sa.PrimaryKeyConstraint('rule_id', 'site_id', name=op.f('pk_rule_sites'))
    )
    with op.batch_alter_table('rule_sites', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_sites_site_id'), ['site_id'], unique=False)

    op.create_table('rule_hits',
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.DateTime(timezone=True), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['rule_id'], ['rules.id'], name=op.f('fk_rule_hits_rule_id_rules')),
    sa.PrimaryKeyConstraint('rule_id', 'day', name=op.f('pk_rule_hits'))
    )
    op.create_table('facets',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('comment', 'typo_report', name='kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('waiting_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_facets_site_id_sites')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_facets_submission_id_submissions')),
    sa.PrimaryKeyConstraint('submission_id', 'code', name=op.f('pk_facets'))
    )
    with op.batch_alter_table('facets', schema=None) as batch_op:
        batch_op.create_index('ix_facets_order', ['site_id', 'kind', 'code', 'priority', 'due_at', 'submission_id'], unique=False)
        batch_op.create_index('ix_facets_queue', ['site_id', 'kind', 'code', 'waiting_since', 'submission_id'], unique=False)

    op.create_table('likenesses',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.BigInteger(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_likenesses_site_id_sites')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_likenesses_submission_id_submissions')),
    sa.PrimaryKeyConstraint('submission_id', 'mark', name=op.f('pk_likenesses'))
    )
    with op.batch_alter_table('likenesses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_likenesses_site_id_mark'), ['site_id', 'mark'], unique=False)

    op.create_table('notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('submission_id', sa.Integer(), nullable=True),
    sa.Column('moderator_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_notes_author_id_authors')),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_notes_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_notes_site_id_sites')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_notes_submission_id_submissions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notes'))
    )
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notes_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notes_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notes_submission_id'), ['submission_id'], unique=False)

    op.create_table('appeals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted', sa.Boolean(), nullable=True),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_appeals_decision_id_decisions')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_appeals_submission_id_submissions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeals')),
    sa.UniqueConstraint('submission_id', name=op.f('uq_appeals_submission_id'))
    )
    with op.batch_alter_table('appeals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeals_decision_id'), ['decision_id'], unique=False)

    op.create_table('notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('explanation', sa.String(), nullable=False),
    sa.Column('law', sa.String(), nullable=False),
    sa.Column('good_faith', sa.Boolean(), nullable=False),
    sa.Column('visitor_hash', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('upheld', sa.Boolean(), nullable=True),
    sa.Column('ground', sa.String(), nullable=False),
    sa.Column('provision', sa.String(), nullable=False),
    sa.Column('statement', sa.String(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_notices_decision_id_decisions')),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_notices_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_notices_site_id_sites')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_notices_submission_id_submissions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices'))
    )
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notices_site_id_decided_at_id'), ['site_id', 'decided_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notices_submission_id'), ['submission_id'], unique=False)

    op.create_table('second_readings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('moderator_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verb', sa.Enum('approve', 'reject', 'mark_spam', 'delete', 'hold', 'restore', name='verb', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_second_readings_decision_id_decisions')),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderators.id'], name=op.f('fk_second_readings_moderator_id_moderators')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_second_readings_site_id_sites')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_readings')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_second_readings_decision_id'))
    )
    with op.batch_alter_table('second_readings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_second_readings_moderator_id_read_at'), ['moderator_id', 'read_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_second_readings_site_id'), ['site_id'], unique=False)

    with op.batch_alter_table('authors', schema=None) as batch_op:
        batch_op.add_column(sa.Column('trust', sa.Enum('normal', 'trusted', 'held', name='trust', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='normal'))
        batch_op.create_index(batch_op.f('ix_authors_site_id_email'), ['site_id', 'email'], unique=False)

    with op.batch_alter_table('comments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edited_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('moderator_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_comments_edited_by_moderators'), 'moderators', ['edited_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_comments_moderator_id_moderators'), 'moderators', ['moderator_id'], ['id'])

    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('from_priority', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('from_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('from_passed_to', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('from_passed_duty', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('from_alike_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('heir_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_decisions_from_passed_to_moderators'), 'moderators', ['from_passed_to'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_decisions_from_alike_id_submissions'), 'submissions', ['from_alike_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_decisions_heir_id_submissions'), 'submissions', ['heir_id'], ['id'])
        batch_op.add_column(sa.Column('reason_digest', sa.String(), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_decisions_site_id_decided_at'), ['site_id', 'decided_at'], unique=False)

    with op.batch_alter_table('flags', schema=None) as batch_op:
        batch_op.add_column(sa.Column('site_id', sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column('words', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('weight', sa.Integer(), nullable=False, server_default='100'))
        batch_op.add_column(sa.Column('upheld', sa.Boolean(), nullable=True))
        batch_op.create_index(batch_op.f('ix_flags_author_id_flagged_at'), ['author_id', 'flagged_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_flags_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_flags_site_id_visitor_hash_flagged_at'), ['site_id', 'visitor_hash', 'flagged_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_flags_site_id_sites'), 'sites', ['site_id'], ['id'])

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('duties', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('sees_senders', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('moderators', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fs_webauthn_user_handle', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('keys', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('reads', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('newest_first', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('swipes', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('blurs', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('invited_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('tf_last_counter', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_moderators_fs_webauthn_user_handle'), ['fs_webauthn_user_handle'])

    with op.batch_alter_table('pages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pages_site_id_section'), ['site_id', 'section'], unique=False)

    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('previous_source', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('previous_html', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('findings', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('previous_findings', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('decision_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_revisions_decision_id'), ['decision_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_revisions_decision_id_decisions'), 'decisions', ['decision_id'], ['id'])

    with op.batch_alter_table('rules', schema=None) as batch_op:
        batch_op.add_column(sa.Column('exceptions', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('action', sa.Enum('hold', 'reject', 'mark_spam', name='action', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='hold'))
        batch_op.add_column(sa.Column('rehearsal', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('let_go', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('for_all', sa.Boolean(), nullable=False, server_default=sa.false()))
    give_rules_many_sites()

    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batch', sa.String(), nullable=False, server_default=''))

    with op.batch_alter_table('submissions') as batch_op:
        batch_op.add_column(sa.Column('due_at', sa.DateTime(timezone=True), nullable=False, server_default='1970-01-01 00:00:00'))
        batch_op.add_column(sa.Column('score', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('alike_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('passed_to', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('passed_duty', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('evidence_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f('ix_submissions_site_queue'), sqlite_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_submissions_kind_queue'), sqlite_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.create_index('ix_submissions_kind_queue', ['site_id', 'kind', 'priority', 'due_at', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_submissions_queue'), sqlite_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.create_index('ix_submissions_queue', ['priority', 'due_at', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.create_index('ix_submissions_alike', ['alike_id'], unique=False, sqlite_where=sa.text('alike_id IS NOT NULL'), postgresql_where=sa.text('alike_id IS NOT NULL'))
        batch_op.create_index('ix_submissions_claims', ['claimed_by'], unique=False, sqlite_where=sa.text('claimed_by IS NOT NULL'), postgresql_where=sa.text('claimed_by IS NOT NULL'))
        batch_op.create_index('ix_submissions_passed', ['passed_to', 'passed_duty'], unique=False, sqlite_where=sa.text("passed_to IS NOT NULL OR passed_duty <> ''"), postgresql_where=sa.text("passed_to IS NOT NULL OR passed_duty <> ''"))
        batch_op.create_index('ix_submissions_author_queue', ['author_id', 'priority', 'due_at', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.create_index('ix_submissions_page_queue', ['page_id', 'priority', 'due_at', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.create_index('ix_submissions_score_queue', ['site_id', 'kind', 'score', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.create_index('ix_submissions_waiting', ['site_id', 'kind', 'waiting_since', 'id', 'alike_id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_submissions_passed_to_moderators'), 'moderators', ['passed_to'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_submissions_alike_id_submissions'), 'submissions', ['alike_id'], ['id'])
    # What waits already is due since it came.
    submissions = sa.table(
        'submissions', sa.column('due_at'), sa.column('waiting_since'), sa.column('submitted_at')
    )
    op.execute(
        submissions.update().values(
            due_at=sa.func.coalesce(submissions.c.waiting_since, submissions.c.submitted_at)
        )
    )
    allow_verbs((*VERBS, 'hold'))
    with op.batch_alter_table('rules') as batch_op:
        batch_op.create_check_constraint(op.f('ck_rules_rulekind'), sa.column('kind').in_(('word', 'phrase', 'pattern', 'link')))


def downgrade() -> None:
    with op.batch_alter_table('submissions') as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_submissions_alike_id_submissions'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_submissions_passed_to_moderators'), type_='foreignkey')
        batch_op.drop_index('ix_submissions_waiting', sqlite_where=sa.text('waiting_since IS NOT NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.drop_index('ix_submissions_author_queue', sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.drop_index('ix_submissions_page_queue', sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.drop_index('ix_submissions_score_queue', sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.drop_index('ix_submissions_passed', sqlite_where=sa.text("passed_to IS NOT NULL OR passed_duty <> ''"), postgresql_where=sa.text("passed_to IS NOT NULL OR passed_duty <> ''"))
        batch_op.drop_index('ix_submissions_claims', sqlite_where=sa.text('claimed_by IS NOT NULL'), postgresql_where=sa.text('claimed_by IS NOT NULL'))
        batch_op.drop_index('ix_submissions_alike', sqlite_where=sa.text('alike_id IS NOT NULL'), postgresql_where=sa.text('alike_id IS NOT NULL'))
        batch_op.drop_index('ix_submissions_queue', sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.create_index(batch_op.f('ix_submissions_queue'), ['priority', 'waiting_since', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.drop_index('ix_submissions_kind_queue', sqlite_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'), postgresql_where=sa.text('waiting_since IS NOT NULL AND alike_id IS NULL'))
        batch_op.create_index(batch_op.f('ix_submissions_kind_queue'), ['site_id', 'kind', 'priority', 'waiting_since', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.create_index(batch_op.f('ix_submissions_site_queue'), ['site_id', 'priority', 'waiting_since', 'id'], unique=False, sqlite_where=sa.text('waiting_since IS NOT NULL'))
        batch_op.drop_column('evidence_at')
        batch_op.drop_column('passed_duty')
        batch_op.drop_column('passed_to')
        batch_op.drop_column('alike_id')
        batch_op.drop_column('score')
        batch_op.drop_column('due_at')

    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.drop_column('batch')

    give_rules_one_site()
    with op.batch_alter_table('rules', schema=None) as batch_op:
        batch_op.drop_column('for_all')
        batch_op.drop_column('removed_at')
        batch_op.drop_column('let_go')
        batch_op.drop_column('rehearsal')
        batch_op.drop_constraint(op.f('ck_rules_rulekind'), type_='check')
        batch_op.drop_constraint(op.f('ck_rules_action'), type_='check')
        batch_op.drop_column('action')
        batch_op.drop_column('exceptions')

    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_revisions_decision_id_decisions'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_revisions_decision_id'))
        batch_op.drop_column('decision_id')
        batch_op.drop_column('previous_findings')
        batch_op.drop_column('findings')
        batch_op.drop_column('previous_html')
        batch_op.drop_column('previous_source')

    with op.batch_alter_table('pages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pages_site_id_section'))

    with op.batch_alter_table('moderators', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_moderators_fs_webauthn_user_handle'), type_='unique')
        batch_op.drop_column('tf_last_counter')
        batch_op.drop_column('invited_at')
        batch_op.drop_column('blurs')
        batch_op.drop_column('swipes')
        batch_op.drop_column('newest_first')
        batch_op.drop_column('reads')
        batch_op.drop_column('keys')
        batch_op.drop_column('fs_webauthn_user_handle')

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_column('sees_senders')
        batch_op.drop_column('duties')

    with op.batch_alter_table('flags', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_flags_site_id_sites'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_flags_site_id_visitor_hash_flagged_at'))
        batch_op.drop_index(batch_op.f('ix_flags_decision_id'))
        batch_op.drop_index(batch_op.f('ix_flags_author_id_flagged_at'))
        batch_op.drop_column('upheld')
        batch_op.drop_column('weight')
        batch_op.drop_column('words')
        batch_op.drop_column('site_id')

    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_decisions_heir_id_submissions'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_decisions_from_alike_id_submissions'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_decisions_from_passed_to_moderators'), type_='foreignkey')
        batch_op.drop_column('heir_id')
        batch_op.drop_column('from_alike_id')
        batch_op.drop_column('from_passed_duty')
        batch_op.drop_column('from_passed_to')
        batch_op.drop_column('from_due_at')
        batch_op.drop_column('from_priority')
        batch_op.drop_index(batch_op.f('ix_decisions_site_id_decided_at'))
        batch_op.drop_column('reason_digest')

    with op.batch_alter_table('comments', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_comments_moderator_id_moderators'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_comments_edited_by_moderators'), type_='foreignkey')
        batch_op.drop_column('moderator_id')
        batch_op.drop_column('edited_by')

    with op.batch_alter_table('authors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authors_site_id_email'))
        batch_op.drop_constraint(op.f('ck_authors_trust'), type_='check')
        batch_op.drop_column('trust')

    with op.batch_alter_table('second_readings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_second_readings_site_id'))
        batch_op.drop_index(batch_op.f('ix_second_readings_moderator_id_read_at'))

    op.drop_table('second_readings')
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notices_submission_id'))
        batch_op.drop_index(batch_op.f('ix_notices_site_id_decided_at_id'))

    op.drop_table('notices')
    with op.batch_alter_table('appeals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appeals_decision_id'))

    op.drop_table('appeals')
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notes_submission_id'))
        batch_op.drop_index(batch_op.f('ix_notes_site_id'))
        batch_op.drop_index(batch_op.f('ix_notes_author_id'))

    op.drop_table('notes')
    with op.batch_alter_table('likenesses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_likenesses_site_id_mark'))

    op.drop_table('likenesses')
    with op.batch_alter_table('facets', schema=None) as batch_op:
        batch_op.drop_index('ix_facets_queue')
        batch_op.drop_index('ix_facets_order')

    op.drop_table('facets')
    op.drop_table('rule_hits')
    op.drop_table('rule_sites')
    op.drop_table('rule_versions')
    with op.batch_alter_table('brakes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_brakes_site_id_lifted_at'))

    op.drop_table('brakes')
    with op.batch_alter_table('tallies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tallies_site_id_hour'))
        batch_op.drop_index(batch_op.f('ix_tallies_hour'))

    op.drop_table('tallies')
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_ins_moderator_id'))

    op.drop_table('sign_ins')
    with op.batch_alter_table('selections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_selections_moderator_id'))
        batch_op.drop_index(batch_op.f('ix_selections_made_at'))

    op.drop_table('selections')
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_views_moderator_id'))

    op.drop_table('saved_views')
    with op.batch_alter_table('passkeys', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkeys_user_id'))

    op.drop_table('passkeys')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_site_id_id'))
        batch_op.drop_index(batch_op.f('ix_events_moderator_id_id'))

    op.drop_table('events')
    with op.batch_alter_table('canned_texts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_canned_texts_site_id_purpose_position'))

    op.drop_table('canned_texts')
