"""Electronic certificates and proofs (GB/T 36901–36906).

A certificate type comes from a pack: what it is, which values it carries, how its page looks. Issuing one fills the page,
has it sealed as OFD and PDF, gives it an identifier (GB/T 36904) and a verification code, and keeps it in the
directory with its holder, issuer, validity and state. Holders show it by a short-lived code; anyone checks it by
identifier and code, or offline by file and signed state list. Certificates from before come in by confirmed stock-taking.
"""
