"""A key that an ssh-agent holds: it signs what it is asked to, and never gives the private half away.

The protocol is OpenSSH's, over the socket that `SSH_AUTH_SOCK` names: each message is its length, its type
and what belongs to it. It is asked to sign by a public key (type 13), and does (14) or refuses.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from forecasts.proofs.keys import VerifierKey
from forecasts.proofs.openssh import KIND, blob_of, string_of
from forecasts.proofs.refusals import UnfitKey

_SIGN_REQUEST, _SIGN_RESPONSE = 13, 14
_PATIENCE = 60.0  # seconds, for an agent may ask its owner first
_LONGEST = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class AgentKey:
    """A key in the agent behind a socket, by its public half."""

    verifier: VerifierKey
    socket: str

    @property
    def name(self) -> str:
        """The name that stands before its signatures."""
        return self.verifier.name

    def sign(self, signed: bytes) -> bytes:
        """The signature of 64 bytes, held against the public half before it is believed.

        Raises
        ------
        UnfitKey
            If no agent answers, it does not hold the key, or it signs something else.
        """
        asked = string_of(blob_of(self.verifier.public)) + string_of(signed) + bytes(4)
        kind, answer = self._answer(_SIGN_REQUEST, asked)
        what = f"The key {self.name!r}"
        if kind != _SIGN_RESPONSE:
            raise UnfitKey(what, "is not in the agent, or its owner refused", "add it with `ssh-add FILE`")
        head = string_of(KIND) + (64).to_bytes(4, "big")
        signature = answer[4 + len(head) :]
        if answer[4:].startswith(head) and self.verifier.verifies(signature, signed):
            return signature
        raise UnfitKey(what, "got an answer from the agent that is no signature", "try it with `ssh-add -T`")

    def _answer(self, kind: int, asked: bytes) -> tuple[int, bytes]:
        try:
            with socket.socket(socket.AF_UNIX) as agent:
                agent.settimeout(_PATIENCE)
                agent.connect(self.socket)
                agent.sendall(string_of(bytes([kind]) + asked))
                with agent.makefile("rb") as answers:
                    length = int.from_bytes(answers.read(4), "big")
                    answer = answers.read(min(length, _LONGEST))
        except OSError as error:
            reason = error.strerror or "it did not answer in time"
            raise UnfitKey(
                f"The agent at {self.socket}", f"cannot be asked ({reason})", "start one with `ssh-agent`"
            ) from error
        return (answer[0], answer[1:]) if len(answer) == length and answer else (0, b"")


def agent_key(verifier: VerifierKey) -> AgentKey:
    """A key in the agent of this session.

    Raises
    ------
    UnfitKey
        If the session has none.
    """
    found = os.environ.get("SSH_AUTH_SOCK", "")
    if not found or not hasattr(socket, "AF_UNIX"):
        raise UnfitKey(
            f"The key {verifier.name!r}",
            "is public, and no agent is there that could hold its private half (SSH_AUTH_SOCK)",
            "start one with `ssh-agent`, or name the private key's file",
        )
    return AgentKey(verifier=verifier, socket=found)
