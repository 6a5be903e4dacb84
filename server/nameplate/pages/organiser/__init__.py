"""The pages of the organiser, who makes and prepares meetings in a browser."""
