"""Proof for strangers: a Merkle tree over the chain, signed checkpoints, proofs of a record, witnesses.

Formats are public: RFC 6962 trees, and C2SP's signed notes, checkpoints, cosignatures, proofs and policies.
"""
