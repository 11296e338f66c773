"""What the public is told of each field"""

import sqlalchemy as sa
from alembic import op

revision = '0038_fields'
down_revision = '0037_units'
branch_labels = None
depends_on = None

FIELDS = ('roads', 'maintenance', 'passengers', 'stations', 'overload', 'inspection', 'licences', 'waterways', 'safety', 'conduct', 'planning', 'other')


def upgrade() -> None:
    op.create_table('field_setting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('field', sa.Enum(*FIELDS, name='field', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('english_name', sa.Text(), nullable=False),
    sa.Column('hint', sa.Text(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True, comment='is proposed to lead its cases'),
    sa.Column('place', sa.Integer(), nullable=False, comment='order in lists'),
    sa.Column('is_offered', sa.Boolean(), nullable=False, comment='in the form of a visitor'),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("label <> ''", name=op.f('ck_field_setting_has_a_label')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_field_setting_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_setting')),
    sa.UniqueConstraint('field', name=op.f('uq_field_setting_field'))
    )
    op.create_index(op.f('ix_field_setting_unit_id'), 'field_setting', ['unit_id'], unique=False)


def downgrade() -> None:
    op.drop_table('field_setting')
