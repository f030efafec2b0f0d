"""A page described once: rendered to OFD and to PDF so that both forms of a document look the same."""
