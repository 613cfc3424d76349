#ifndef HEATPRESS_CSYSTEM_H
#define HEATPRESS_CSYSTEM_H

/// Exchanges two paths of one file system in one step (Linux `renameat2` with `RENAME_EXCHANGE`).
/// Returns 0, or the `errno` of the failure; `EINVAL` and `ENOSYS` where it is not supported.
int heatpress_exchange(const char *first, const char *second);

/// Writes everything that is waiting for the file system of an open descriptor to its disk.
/// Returns 0 or the `errno` of the failure.
int heatpress_sync_file_system(int descriptor);

#endif
