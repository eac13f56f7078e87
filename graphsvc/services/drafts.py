"""With which words can somebody be asked? Templates by language and step; nothing is kept."""

from collections.abc import Mapping, Sequence

ASK_MENTEE, ASK_CONNECTOR, ASK_INTRODUCEE = "ask_mentee", "ask_connector", "ask_introducee"
HAND_OVER, THANK = "hand_over", "thank"
OFFER = "offer"  # how the mentee is asked by who would introduce her

# {hello} is the greeting; the parties are told as writer and reader both may see them.
TEMPLATES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "hello": "Hello {name},",
        "and": " and ",
        "hello_unnamed": "Hello,",
        "somebody": "someone",
        ASK_MENTEE: (
            "{hello}\n\nI thought of somebody worth meeting: {introducee}. You could be introduced "
            "by {connector}. Would you like that? If not, just say no: nobody else will hear of "
            "it.\n"
        ),
        OFFER: (
            "{hello}\n\nI thought of somebody worth meeting: {introducee}. I could introduce you "
            "myself. Would you like that? If not, just say no: nobody else will hear of it.\n"
        ),
        ASK_CONNECTOR: (
            "{hello}\n\nWould you introduce {mentee} to {introducee}? Half an hour of "
            "conversation is all that is asked for. If it does not suit you, decline without a "
            "reason: nobody will be told.\n"
        ),
        ASK_INTRODUCEE: (
            "{hello}\n\nI would like to introduce {mentee} to you. Half an hour would help. If "
            "it does not suit you, decline without a reason: nobody will be told.\n"
        ),
        HAND_OVER: (
            "{hello}\n\nMeet each other: {mentee} and {introducee}. You both said yes to "
            "this, so I leave it to you to find a time.\n"
        ),
        THANK: (
            "{hello}\n\nThank you for bringing {mentee} and {introducee} together. I will let "
            "you know what comes of it.\n"
        ),
    },
    "de": {
        "hello": "Guten Tag {name},",
        "and": " und ",
        "hello_unnamed": "Guten Tag,",
        "somebody": "jemand",
        ASK_MENTEE: (
            "{hello}\n\nein Gespräch könnte sich lohnen: {introducee}. Den Kontakt herstellen "
            "könnte: {connector}. Möchten Sie das? Wenn nicht, sagen Sie einfach Nein: niemand "
            "sonst erfährt davon.\n"
        ),
        OFFER: (
            "{hello}\n\nein Gespräch könnte sich lohnen: {introducee}. Den Kontakt könnte ich "
            "selbst herstellen. Möchten Sie das? Wenn nicht, sagen Sie einfach Nein: niemand "
            "sonst erfährt davon.\n"
        ),
        ASK_CONNECTOR: (
            "{hello}\n\nwürden Sie zwei Menschen miteinander bekannt machen: {mentee} und "
            "{introducee}? Es geht um ein Gespräch von einer halben Stunde. Passt es nicht, "
            "lehnen Sie ohne Begründung ab: niemand erfährt davon.\n"
        ),
        ASK_INTRODUCEE: (
            "{hello}\n\nich möchte Sie mit jemandem bekannt machen: {mentee}. Eine halbe "
            "Stunde würde helfen. Passt es nicht, lehnen Sie ohne Begründung ab: niemand "
            "erfährt davon.\n"
        ),
        HAND_OVER: (
            "{hello}\n\nhiermit mache ich Sie miteinander bekannt: {mentee} und {introducee}. "
            "Sie haben beide zugesagt, einen Termin finden Sie am besten selbst.\n"
        ),
        THANK: (
            "{hello}\n\ndanke, dass Sie {mentee} und {introducee} zusammengebracht haben. Ich "
            "berichte, was daraus wird.\n"
        ),
    },
}
LANGUAGES = tuple(TEMPLATES)


def draft(
    step: str,
    language: str,
    *,
    to: Sequence[str],
    parties: Mapping[str, str],
    connects: bool = False,
) -> str:
    """The text for *step*.

    Args:
        to: the names to greet, of readers whom the writer may see.
        parties: mentee, introducee, connector as both sides may see them; '' is "someone".
        connects: whether the writer is the connector.
    """
    words = TEMPLATES[language]
    hello = words["hello"].format(name=words["and"].join(to)) if to else words["hello_unnamed"]
    told = {role: called or words["somebody"] for role, called in parties.items()}
    asked = OFFER if connects and step == ASK_MENTEE else step
    return words[asked].format(hello=hello, **told)
