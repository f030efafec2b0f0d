"""Pure rules of topic stores."""
