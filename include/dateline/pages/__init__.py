"""The pages: queries over the published timeline, the evidence of one event, and documents made of them."""
