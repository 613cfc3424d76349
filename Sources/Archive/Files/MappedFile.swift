import Glibc

/// A plain file's bytes, all of them at once, freed with the value: read where they are few, which is
/// quicker, and mapped where they are many.
///
/// At least `padding` zero bytes follow them, so that a scanner may load whole words at the end.
/// The file must not be cut short by others meanwhile: replace files by renaming, as `Files` does.
struct MappedFile: ~Copyable {
  static let padding = 16
  /// Bytes from which on a file is mapped.
  private static let mappedSize = 1 << 17

  let bytes: UnsafeRawBufferPointer
  private let memory: UnsafeMutableRawBufferPointer
  private let isMapped: Bool

  /// - Parameters:
  ///   - name: the file's name in the error about its size.
  ///   - limit: bytes; a larger file is refused.
  init(_ path: String, name: String, limit: Int) throws(ArchiveError) {
    func unreadable(_ code: Int32) -> ArchiveError {
      .cannotRead(path: path, fault: SystemFault(operation: .read, code: code))
    }
    let file = try OpenFile(path, O_RDONLY) {
      .cannotRead(path: path, fault: SystemFault(operation: .open, code: $0))
    }
    let count = try file.size(fails: unreadable)
    guard count <= limit else {
      throw .refusedFile(file: name, fault: .tooLarge(limitBytes: limit))
    }
    let isMany = count >= Self.mappedSize
    let memory =
      isMany ? try Self.map(file, count, path) : try Self.read(file, count, unreadable)
    self.memory = memory
    isMapped = isMany
    bytes = UnsafeRawBufferPointer(rebasing: memory[..<count])
  }

  deinit {
    if isMapped {
      munmap(memory.baseAddress, memory.count)
    } else {
      memory.deallocate()
    }
  }

  private static func read(
    _ file: borrowing OpenFile, _ count: Int, _ unreadable: (Int32) -> ArchiveError
  ) throws(ArchiveError) -> UnsafeMutableRawBufferPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count + padding, alignment: 16)
    var filled = 0
    do throws(ArchiveError) {
      while filled < count {
        let room = UnsafeMutableRawBufferPointer(rebasing: memory[filled..<count])
        let read = try file.read(into: room, fails: unreadable)
        // It was cut short after its size was asked for.
        if read == 0 { throw unreadable(EIO) }
        filled += read
      }
    } catch {
      memory.deallocate()
      throw error
    }
    if let base = memory.baseAddress { memset(base + count, 0, padding) }
    return memory
  }

  private static func map(_ file: borrowing OpenFile, _ count: Int, _ path: String)
    throws(ArchiveError) -> UnsafeMutableRawBufferPointer
  {
    // Zero pages are reserved first and the file laid over their start: what is left of them is
    // the padding even where the file ends with a page.
    let total = count + padding
    guard
      let start = mmap(nil, total, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { throw .cannotRead(path: path, fault: SystemFault(operation: .map, code: errno)) }
    if mmap(start, count, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.descriptor, 0) != start {
      let code = errno
      munmap(start, total)
      throw .cannotRead(path: path, fault: SystemFault(operation: .map, code: code))
    }
    madvise(start, count, MADV_SEQUENTIAL)
    return UnsafeMutableRawBufferPointer(start: start, count: total)
  }
}
