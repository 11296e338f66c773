"""LibreOffice in a child process, with a profile of its own that stays warm.

The profile lies in a private directory of this process, runs no macro and reaches
no network. One conversion at a time: a profile serves one LibreOffice.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Final
from zipfile import is_zipfile

from documents.letters.preview.failure import BROKEN, MISSING, SLOW, PreviewFailed

SECONDS: Final = 20
"""For one conversion; a warm one of a letter takes less than one."""

_TYPE: Final = "MS Word 2007 XML"
"""Said, so that LibreOffice opens nothing else it knows."""

_SETTINGS: Final = (
    # Else it takes every start for the first one of a new version, and tests how it
    # draws for a second.
    ("Setup/Product", "ooSetupLastVersion", "99.9"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    # A proxy that nobody is: what still wants to fetch something gets nothing.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Path, name and value of what differs from a new profile."""

_ITEM: Final = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
_ITEMS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)


def program() -> str | None:
    """Return where LibreOffice is, None if it is not."""
    return shutil.which("soffice")


class Office:
    """One profile, made at the first conversion."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._folder: Path | None = None

    def pdf(self, content: bytes) -> bytes:
        """Return a .docx as PDF.

        Raises:
            PreviewFailed: there is no LibreOffice, it failed, or took too long.
        """
        soffice = program()
        if soffice is None:
            raise PreviewFailed(MISSING)
        if not is_zipfile(BytesIO(content)):
            raise PreviewFailed(BROKEN)
        with self._turn:
            try:
                return self._printed(soffice, content)
            except (OSError, subprocess.TimeoutExpired) as error:
                # A profile that was interrupted may be locked or half written.
                self._remove()
                slow = isinstance(error, subprocess.TimeoutExpired)
                raise PreviewFailed(SLOW if slow else BROKEN) from error

    def close(self) -> None:
        """Remove the profile; the next conversion makes a new one."""
        with self._turn:
            self._remove()

    def _printed(self, soffice: str, content: bytes) -> bytes:
        folder = self._prepared()
        given, printed = folder / "letter.docx", folder / "letter.pdf"
        try:
            given.write_bytes(content)
            _convert(soffice, folder)
            return printed.read_bytes()
        finally:
            given.unlink(missing_ok=True)
            printed.unlink(missing_ok=True)

    def _prepared(self) -> Path:
        if self._folder is None or not self._folder.is_dir():
            # mkdtemp keeps everybody else out (0700).
            self._folder = Path(mkdtemp(prefix="hotline-preview-"))
            user = self._folder / "profile" / "user"
            user.mkdir(parents=True)
            items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
            settings = user / "registrymodifications.xcu"
            settings.write_text(_ITEMS.format(items), encoding="utf-8")
        return self._folder

    def _remove(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _convert(soffice: str, folder: Path) -> None:
    """Run LibreOffice; it and what it starts are gone when this returns."""
    # The command is the program found and our own words.
    process = subprocess.Popen(  # noqa: S603
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            f"--infilter={_TYPE}",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            str(folder),
            str(folder / "letter.docx"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            "PATH": os.defpath,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LC_ALL": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
        },
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    finally:
        # Nobody has waited for a child that still runs: the group is its own.
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
