#ifndef HEATPRESS_CSYSTEM_H
#define HEATPRESS_CSYSTEM_H

/// Exchanges two paths of one file system in one step (Linux `renameat2` with `RENAME_EXCHANGE`).
/// Returns 0, or the `errno` of the failure; `EINVAL` and `ENOSYS` where it is not supported.
int heatpress_exchange(const char *first, const char *second);

/// Writes everything that is waiting for the file system of an open descriptor to its disk.
/// Returns 0 or the `errno` of the failure.
int heatpress_sync_file_system(int descriptor);

/// Begins to watch folders (Linux `inotify`). Returns a descriptor that reads do not wait at, or -1 with
/// `errno` set.
int heatpress_watch_begin(void);

/// Watches a folder for files that are written, come, go or change their names.
/// Returns the folder's number, the same for one that is watched already, or -1 with `errno` set.
int heatpress_watch_add(int descriptor, const char *folder);

/// What was seen in a folder that is watched.
struct heatpress_watch_event {
  /// The folder's number; -1 where so much happened that some of it was lost.
  int folder;
  /// Whether it is a folder that came.
  int is_new_folder;
  /// The file's name; empty for the folder itself.
  const char *name;
};

/// Takes the first event out of bytes that were read from the descriptor.
/// Returns how many bytes it took, 0 where they hold no whole event. The name points into the bytes.
long heatpress_watch_event_in(const void *bytes, long count, struct heatpress_watch_event *event);

/// Waits until something was seen, a byte comes in at a second descriptor, or the time is over (-1: never).
/// Returns 0 where the time is over or a signal came, else 1 for the first, 2 for the second.
int heatpress_watch_wait(int descriptor, int other, int milliseconds);

#endif
