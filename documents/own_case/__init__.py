"""A case in its sender's hands: proved by code and PIN, for a short time (§6).

`passes` are what the proof is carried in, `offers` what he may do, `words` and
`wishing` what he does.
"""
