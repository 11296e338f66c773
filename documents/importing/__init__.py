"""Past cases out of files: .csv, .xlsx, .jsonl (design.md §4, domain.md T09).

A file is opened in a child process (`source`), its rows come as a stream
(`reading`), are understood (`rows`), compared with what is known and kept in
batches (`keeping`), each with the line up to which the file is done. Nothing here
knows a page or a command.
"""
