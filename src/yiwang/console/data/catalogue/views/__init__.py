"""Views of the catalogue's pages, one file a matter."""
