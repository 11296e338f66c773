"""Directives come into force and out of it by their days; old addresses lead on"""

import sqlalchemy as sa
from alembic import op

revision = '0029_directives'
down_revision = '0027_sending'
branch_labels = None
depends_on = None

VALIDITY = ('not_yet', 'in_force', 'partly', 'expired')


def upgrade() -> None:
    op.create_table(
        'directive_address',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.Text(), nullable=False),
        sa.Column('directive_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['directive_id'], ['directive.id'], name=op.f('fk_directive_address_directive_id_directive')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_directive_address')),
        sa.UniqueConstraint('slug', name=op.f('uq_directive_address_slug')),
    )
    op.create_index(op.f('ix_directive_address_directive_id'), 'directive_address', ['directive_id'])
    with op.batch_alter_table('directive') as batch_op:
        batch_op.add_column(sa.Column('replaced_on', sa.Date(), comment='since when what is published replaces it'))
        batch_op.add_column(sa.Column('validity', sa.String(32), nullable=False, server_default='in_force', comment='as last announced'))
        batch_op.add_column(sa.Column('turns_on', sa.Date(), comment='when its validity is to be worked out anew'))
        batch_op.create_check_constraint(op.f('ck_directive_validity'), f"validity IN ({', '.join(map(repr, VALIDITY))})")
        batch_op.create_index(op.f('ix_directive_turns_on'), ['turns_on'])
    # Every directive is worked out by the background, whose clock knows the day.
    op.execute("UPDATE directive SET validity = force, turns_on = issued_on")
    with op.batch_alter_table('directive') as batch_op:
        batch_op.alter_column('validity', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('directive') as batch_op:
        batch_op.drop_index(op.f('ix_directive_turns_on'))
        batch_op.drop_constraint(op.f('ck_directive_validity'), type_='check')
        batch_op.drop_column('turns_on')
        batch_op.drop_column('validity')
        batch_op.drop_column('replaced_on')
    op.drop_table('directive_address')
