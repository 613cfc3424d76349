// libFuzzer's entry for programs that have a `main` of their own.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*feed)(const uint8_t *, size_t));
