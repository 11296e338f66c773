"""Contacts hold their posts from day to day; what visitors read of them is kept by day"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = '0028_posting'
down_revision = '0020_together'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('contact_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False, comment='of each contact in its order: position, name, phones, email'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_set'))
    )
    with op.batch_alter_table('contact_set') as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_set_starts_on'), ['starts_on'], unique=False)
    with op.batch_alter_table('contact') as batch_op:
        batch_op.add_column(sa.Column('valid_from', sa.Date(), nullable=True, comment='first day in the post'))
        batch_op.add_column(sa.Column('valid_to', sa.Date(), nullable=True, comment='last day in the post'))
        batch_op.add_column(sa.Column('follows_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('told_on', sa.Date(), nullable=True, comment='day up to which search knows whether the post is held'))
        batch_op.create_foreign_key(op.f('fk_contact_follows_id'), 'contact', ['follows_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_contact_follows_id'), ['follows_id'], unique=False)
        batch_op.create_check_constraint(op.f('ck_contact_ends_after_it_begins'), 'valid_to >= valid_from')
        batch_op.create_check_constraint(op.f('ck_contact_follows_another'), 'follows_id <> id')
    keep_what_is_published()


def keep_what_is_published() -> None:
    """What visitors read now is the first set, from the day of its newest publication."""
    connection = op.get_bind()
    rows = connection.execute(sa.text(
        "SELECT id, position, name, email, published_at FROM contact"
        " WHERE state = 'published' ORDER BY place, id"
    )).all()
    if not rows:
        return
    phones = connection.execute(sa.text(
        'SELECT contact_id, raw FROM contact_phone WHERE public ORDER BY contact_id, place'
    )).all()
    content = [
        {
            'position': row.position,
            'name': row.name,
            'phones': [phone.raw for phone in phones if phone.contact_id == row.id],
            'email': row.email,
        }
        for row in rows
    ]
    newest = max(str(row.published_at)[:10] for row in rows)
    connection.execute(
        sa.text('INSERT INTO contact_set (starts_on, content) VALUES (:day, :content)')
        .bindparams(sa.bindparam('day', type_=sa.Date()), sa.bindparam('content', type_=sa.JSON())),
        {'day': date.fromisoformat(newest), 'content': content},
    )


def downgrade() -> None:
    with op.batch_alter_table('contact') as batch_op:
        batch_op.drop_constraint(op.f('ck_contact_follows_another'), type_='check')
        batch_op.drop_constraint(op.f('ck_contact_ends_after_it_begins'), type_='check')
        batch_op.drop_index(batch_op.f('ix_contact_follows_id'))
        batch_op.drop_constraint(op.f('fk_contact_follows_id'), type_='foreignkey')
        for name in ('told_on', 'follows_id', 'valid_to', 'valid_from'):
            batch_op.drop_column(name)
    op.drop_table('contact_set')
