"""What can stop a build, said to the person who runs it."""


class EchecConstruction(Exception):
    """The site could not be built or published; the message is a French sentence, ready to print."""
