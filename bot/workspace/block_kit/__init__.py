"""Says what Slack would refuse in a list of Block Kit blocks, and why.

The rules are those of Slack's reference and of what was measured against it; where the two leave
room, the stricter reading holds, so that a card which passes here is not refused in Slack.
"""

from bot.workspace.block_kit.inspection import Problem, Surface
from bot.workspace.block_kit.surfaces import problems, view_problems

__all__ = ["Problem", "Surface", "problems", "view_problems"]
