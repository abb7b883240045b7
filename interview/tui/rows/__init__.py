"""What each part of the screen says, as plain rows. Pure functions; no Textual here."""
