"""What a build is made of and how far it can be trusted: figures, rules of plausibility, changes, a page."""
