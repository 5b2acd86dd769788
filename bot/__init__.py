"""How we talk: Slack, HTTP, storage, process."""
