"""OFD (GB/T 33190-2016): write a page, stamp it with SM2 seals (GB/T 38540-2020), read packages strictly."""
