"""Reserved"""

revision = '0011_talk'
down_revision = '0010_importing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
