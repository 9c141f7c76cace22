"""What makes the pages of the reading edition live: the cards as data, and the pictures of every explore."""
