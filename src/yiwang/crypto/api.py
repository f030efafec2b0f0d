"""The door of `crypto`."""

from yiwang.crypto.columns import (
    install_macros,
    keyed_digest,
    keyed_index,
    open_cell,
    open_column,
    seal_cells,
    seal_column,
)
from yiwang.crypto.digest import Sm3, derive_key, hmac_sm3, sm3
from yiwang.crypto.errors import BadCertificate, BadCiphertext, BadKey, KeyFileTooOpen, SignerDown
from yiwang.crypto.fields import blind_index, open_field, seal_field
from yiwang.crypto.keys.current import key_store
from yiwang.crypto.keys.kinds import verify as verify_signature
from yiwang.crypto.keys.types import KeyHandle, KeyKind, KeyStore
from yiwang.crypto.merkle.frontier import FullNode, MerkleFrontier, peak_addresses
from yiwang.crypto.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash
from yiwang.crypto.merkle.proofs import (
    NodeReader,
    consistency_proof,
    inclusion_proof,
    stored_nodes,
    tree_root,
)
from yiwang.crypto.merkle.verifying import verify_consistency, verify_inclusion
from yiwang.crypto.sm2 import sm2_generate, sm2_public, sm2_sign, sm2_verify
from yiwang.crypto.sm2.types import DEFAULT_USER_ID, Sm2Key
from yiwang.crypto.sm4 import sm4_open, sm4_seal
from yiwang.crypto.x509.algorithms import SM2_CURVE, SM2_WITH_SM3
from yiwang.crypto.x509.bits import whole_octets
from yiwang.crypto.x509.chain import check_chain, is_signed_by
from yiwang.crypto.x509.crl import make_crl, read_crl
from yiwang.crypto.x509.issue import issue_certificate, key_identifier, new_serial, self_signed_root
from yiwang.crypto.x509.read import read_certificate
from yiwang.crypto.x509.types import CertificateView, ChainReport, CrlView, Name, Revoked, Signer

__all__ = [
    "DEFAULT_USER_ID",
    "EMPTY_ROOT",
    "SM2_CURVE",
    "SM2_WITH_SM3",
    "BadCertificate",
    "BadCiphertext",
    "BadKey",
    "CertificateView",
    "ChainReport",
    "CrlView",
    "FullNode",
    "KeyFileTooOpen",
    "KeyHandle",
    "KeyKind",
    "KeyStore",
    "MerkleFrontier",
    "Name",
    "NodeReader",
    "Revoked",
    "Signer",
    "SignerDown",
    "Sm2Key",
    "Sm3",
    "blind_index",
    "check_chain",
    "consistency_proof",
    "derive_key",
    "hmac_sm3",
    "inclusion_proof",
    "install_macros",
    "is_signed_by",
    "issue_certificate",
    "key_identifier",
    "key_store",
    "keyed_digest",
    "keyed_index",
    "leaf_hash",
    "make_crl",
    "new_serial",
    "node_hash",
    "open_cell",
    "open_column",
    "open_field",
    "peak_addresses",
    "read_certificate",
    "read_crl",
    "seal_cells",
    "seal_column",
    "seal_field",
    "self_signed_root",
    "sm2_generate",
    "sm2_public",
    "sm2_sign",
    "sm2_verify",
    "sm3",
    "sm4_open",
    "sm4_seal",
    "stored_nodes",
    "tree_root",
    "verify_consistency",
    "verify_inclusion",
    "verify_signature",
    "whole_octets",
]
