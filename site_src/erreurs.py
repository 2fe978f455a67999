"""What can stop a command, said to the person who runs it."""

import errno

REFUS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota de ce disque est atteint",
    errno.EFBIG: "un fichier dépasse la taille permise ici",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EACCES: "vous n’avez pas le droit d’y écrire",
    errno.EPERM: "vous n’avez pas le droit d’y écrire",
    errno.EIO: "ce disque ne répond plus comme il faut",
    errno.ENOTDIR: "un fichier porte le nom d’un de ses dossiers",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ELOOP: "des liens y tournent en rond",
    errno.EBUSY: "un programme ou le système le tient",
}
"""What a system refuses to write, in French; anything else is a fault of ours, and shows as such."""

REFUS_D_OUVRIR = REFUS | {
    errno.EACCES: "vous n’en avez pas le droit",
    errno.EPERM: "vous n’en avez pas le droit",
    errno.EISDIR: "c’est un dossier",
}
"""The same where it may have been to read."""


class EchecConstruction(Exception):
    """The site could not be built or published; the message is a French sentence, ready to print."""
