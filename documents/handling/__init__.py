"""How a case leaves its straight path: one module a verb (domain.md §5.2 X14–X22)."""
