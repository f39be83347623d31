"""From documents to pages: plain data goes in, page parts and bytes come out. No database, no request, no clock.

`given` is what these modules are told; `claim_page`, `list_page` and the other page modules turn that into parts,
frozen dataclasses of finished words in one language; `frame` sets parts into their template and gives the bytes.
Whoever calls knows the language; nothing here asks a browser.
"""
