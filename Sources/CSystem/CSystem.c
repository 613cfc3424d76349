#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

int heatpress_exchange(const char *first, const char *second) {
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0 ? 0 : errno;
}

int heatpress_sync_file_system(int descriptor) {
  return syncfs(descriptor) == 0 ? 0 : errno;
}

int heatpress_watch_begin(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }

int heatpress_watch_add(int descriptor, const char *folder) {
  return inotify_add_watch(descriptor, folder,
                           IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                               IN_ONLYDIR);
}

long heatpress_watch_event_in(const void *bytes, long count, struct heatpress_watch_event *event) {
  struct inotify_event head;
  if (count < (long)sizeof head) return 0;
  memcpy(&head, bytes, sizeof head);
  long length = (long)sizeof head + head.len;
  if (length > count) return 0;
  event->folder = head.mask & IN_Q_OVERFLOW ? -1 : head.wd;
  event->is_new_folder = (head.mask & IN_ISDIR) && (head.mask & (IN_CREATE | IN_MOVED_TO));
  // The kernel ends it with a zero.
  event->name = head.len > 0 ? (const char *)bytes + sizeof head : "";
  return length;
}

int heatpress_watch_wait(int descriptor, int other, int milliseconds) {
  struct pollfd places[2] = {{descriptor, POLLIN, 0}, {other, POLLIN, 0}};
  if (poll(places, 2, milliseconds) <= 0) return 0;
  return places[1].revents ? 2 : 1;
}
