"""What is kept of a text: tokens, views of them, MinHash signatures and sketches of name pairs."""
