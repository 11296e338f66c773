"""Reserved"""

revision = '0012_mail'
down_revision = '0011_talk'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
