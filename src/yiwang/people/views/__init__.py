"""Pages of the people room: signing in, one's own account, single sign-on."""
