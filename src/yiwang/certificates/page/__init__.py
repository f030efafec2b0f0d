"""Turn a certificate type into a page, once; fill it for each certificate."""
