"""DMN models: reading the XML, building closures for boxed expressions, walking the requirements graph."""
