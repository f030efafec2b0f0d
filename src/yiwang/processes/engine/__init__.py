"""SpiffWorkflow, held to what we need: parsing, walking, FEEL, and small dumps."""
