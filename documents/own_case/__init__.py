"""A case in its sender's hands: proved by code and PIN, for a short time (§6).

`passes` are what the proof is carried in, `offers` what he may do, `words`,
`wishing` and `rating` what he does.
"""
