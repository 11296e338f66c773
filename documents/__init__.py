"""The domain: contacts, directives, cases, letters, officers and their rules.

Knows a database and paper; has never heard of the web or of a search engine.
"""
