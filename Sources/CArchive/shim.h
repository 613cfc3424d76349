// libarchive: reads and writes .zip and .gz. Used by Sources/Archive/Packing/LibArchive.swift alone.
#include <archive.h>
#include <archive_entry.h>
