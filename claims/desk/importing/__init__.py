"""Fixtures into the desk: read, check everything, then write everything or nothing.

reading   files -> objects with their place        strict_json  what JSON allows and a fixture does not
entries   objects -> entries: model and key known  contents     which models, in which order, under which keys
stored    the rows that the database has           form         a row as a fixture holds it, and its hash
building  an entry -> a row not yet written        conditions   the check constraints, asked before the write
planning  what becomes of each entry: steps        dependents   rows that a change would leave invalid
writing   the plan -> the database                 report       what the importer is told
importer  all of it, in one transaction            problems     one line for each error

Beside it, the fact-checks of others, row by row: `rows` reads them out of a file, `reviews` puts them into the desk.
"""
