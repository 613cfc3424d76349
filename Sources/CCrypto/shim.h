// OpenSSL's libcrypto: SHA-256. Used by Sources/Archive/Packing/SHA256.swift alone.
#include <openssl/evp.h>
#include <openssl/sha.h>
