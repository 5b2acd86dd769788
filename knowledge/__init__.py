"""What we know: cards, and the way from a question to an answer. Pure: no network, no Slack, no clock."""
