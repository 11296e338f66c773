"""Reserved"""

revision = '0014_links'
down_revision = '0013_case_files'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
