"""Electronic seals (GB/T 38540-2020) and the documents they protect.

This room draws a page once and writes it as OFD (GB/T 33190) and as PDF, puts SM2 seals on the OFD and a P-256 signature on
the PDF, and verifies both anywhere: `verify` needs a file and the city's trust anchors, no database and no network.

It also keeps the seals themselves: who applied for one, when it was made, which posts and services may use it,
every single use, its end. The city's own certificate authority lives here (`authority/`): a root, the
seal maker, one signing certificate for each seal.
"""
