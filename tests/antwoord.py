"""What somebody reads in an answer of the site."""

from django.contrib.messages import get_messages


def told(answer) -> str:
    """What the messages say after an act, or the page that refuses it."""
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    refusal = answer.context["refusal"] if answer.context and "refusal" in answer.context else None
    return said or (refusal.message if refusal else "")
