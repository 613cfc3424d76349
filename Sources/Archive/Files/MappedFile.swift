import Glibc

/// A plain file's bytes, mapped into memory and unmapped with the value.
///
/// At least `padding` zero bytes follow them, so that a scanner may load whole words at the end.
/// The file must not be cut short by others meanwhile: replace files by renaming, as `Files` does.
struct MappedFile: ~Copyable {
  static let padding = 16

  let bytes: UnsafeRawBufferPointer
  private let reserved: UnsafeMutableRawPointer
  private let reservedCount: Int

  /// - Parameters:
  ///   - name: the file's name in the error about its size.
  ///   - limit: bytes; a larger file is refused.
  init(_ path: String, name: String, limit: Int) throws(ArchiveError) {
    let file = try OpenFile(path, O_RDONLY) {
      .cannotRead(path: path, fault: SystemFault(operation: .open, code: $0))
    }
    let count = try file.size {
      .cannotRead(path: path, fault: SystemFault(operation: .read, code: $0))
    }
    guard count <= limit else {
      throw .refusedFile(file: name, fault: .tooLarge(limitBytes: limit))
    }
    // Zero pages are reserved first and the file laid over their start: what is left of them is
    // the padding even where the file ends with a page.
    let total = count + Self.padding
    guard
      let start = mmap(nil, total, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { throw .cannotRead(path: path, fault: SystemFault(operation: .map, code: errno)) }
    if count > 0,
      mmap(start, count, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.descriptor, 0) != start
    {
      let code = errno
      munmap(start, total)
      throw .cannotRead(path: path, fault: SystemFault(operation: .map, code: code))
    }
    madvise(start, count, MADV_SEQUENTIAL)
    reserved = start
    reservedCount = total
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit { munmap(reserved, reservedCount) }
}
