"""Reserved"""

revision = '0013_case_files'
down_revision = '0012_mail'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
