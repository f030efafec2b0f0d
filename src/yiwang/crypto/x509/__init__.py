"""X.509 certificates and revocation lists with SM2 (GB/T 20518 profile) and, for PDF readers, P-256."""
