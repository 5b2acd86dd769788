"""Slack's signature on what it sends to a bot."""

from __future__ import annotations

from slack_sdk.signature import SignatureVerifier


def signed_headers(secret: str, body: str, timestamp: float) -> dict[str, str]:
    """The two headers by which a bot knows that a request comes from Slack."""
    moment = str(int(timestamp))
    signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": signature or ""}
