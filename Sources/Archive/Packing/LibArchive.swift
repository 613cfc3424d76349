import CArchive
import Glibc

/// The calls of libarchive: unpacking `.zip`, `.gz` and `.lz4` a block at a time, and packing into
/// memory.
enum LibArchive {
  /// What an archive may hold at most.
  struct Limits {
    /// Bytes unpacked.
    var bytes = 1 << 30
    /// Times the packed size. Real candles pack to a third, constant columns to a hundredth.
    var ratio = 400
    /// Entries that are looked at before a `.zip` is refused.
    var entries = 64
  }

  enum Format { case zip, gzip, lz4 }

  static func zip(entry name: String, bytes: [UInt8], for path: String)
    throws(ArchiveError) -> [UInt8]
  {
    try pack(bytes, name: name, for: path) {
      archive_write_set_format_zip($0) == ARCHIVE_OK
        && archive_write_set_format_option($0, "zip", "compression", "deflate") == ARCHIVE_OK
    }
  }

  static func gzip(_ bytes: [UInt8], for path: String) throws(ArchiveError) -> [UInt8] {
    try pack(bytes, name: "content", for: path) {
      archive_write_set_format_raw($0) == ARCHIVE_OK
        && archive_write_add_filter_gzip($0) == ARCHIVE_OK
        && archive_write_set_filter_option($0, "gzip", "timestamp", nil) == ARCHIVE_OK
    }
  }

  private static func pack(
    _ bytes: [UInt8], name: String, for path: String, format: (OpaquePointer) -> Bool
  ) throws(ArchiveError) -> [UInt8] {
    func failure() -> ArchiveError {
      .cannotWrite(path: path, fault: SystemFault(operation: .write, code: ENOMEM))
    }
    guard let archive = archive_write_new() else { throw failure() }
    defer { archive_write_free(archive) }
    guard let entry = archive_entry_new() else { throw failure() }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, name)
    archive_entry_set_filetype(entry, Glibc.S_IFREG)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(bytes.count))

    var used = 0
    // Deflate grows what it cannot pack by five bytes in every 16 KiB at most.
    let capacity = bytes.count + bytes.count / 1_000 + name.utf8.count * 2 + 4_096
    var failed = false
    let packed = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      failed =
        !format(archive)
        || archive_write_set_bytes_in_last_block(archive, 1) != ARCHIVE_OK
        || archive_write_open_memory(archive, buffer.baseAddress, capacity, &used) != ARCHIVE_OK
        || archive_write_header(archive, entry) != ARCHIVE_OK
        || bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
          != bytes.count
        || archive_write_close(archive) != ARCHIVE_OK
      count = failed ? 0 : used
    }
    if failed { throw failure() }
    return packed
  }

  /// The content of an archive with one file in it, as it is unpacked. Everything libarchive checks is
  /// checked when the last bytes have come, and so are the checksum of a `.gz`, which libarchive
  /// leaves out, and that a `.zip` holds one CSV alone.
  final class Content {
    /// Bytes that are taken from the file at a time.
    private static let blockSize = 1 << 18

    private let handle: OpaquePointer
    private let format: Format
    private let file: String
    private let limits: Limits
    private let packedCount: Int
    /// Bytes that the archive may unpack to.
    private let allowed: Int
    /// Of gzip: the checksum and the length that the file ends with.
    private let trailer: (check: UInt32, count: UInt32)?
    private var check = CRC32()
    private var count = 0
    private var isOver = false
    /// Of the entries so far.
    private var names: [String] = []

    /// Opens the archive and goes to its first entry.
    ///
    /// - Parameters:
    ///   - packed: at its start; has to stay open as long as the content is read.
    ///   - name: the file's name in errors.
    init(_ packed: borrowing OpenFile, _ format: Format, name: String, limits: Limits = Limits())
      throws(ArchiveError)
    {
      func unreadable(_ code: Int32) -> ArchiveError {
        .cannotRead(path: name, fault: SystemFault(operation: .read, code: code))
      }
      guard let handle = archive_read_new() else { throw unreadable(ENOMEM) }
      self.handle = handle
      self.format = format
      self.limits = limits
      file = name
      packedCount = try packed.size(fails: unreadable)
      let byRatio = packedCount.multipliedReportingOverflow(by: limits.ratio)
      allowed = min(limits.bytes, byRatio.overflow ? .max : max(byRatio.partialValue, 1 << 20))
      trailer = format == .gzip ? try packed.gzipTrailer(fails: unreadable) : nil
      guard Self.support(format, handle) == ARCHIVE_OK,
        archive_read_open_fd(handle, packed.descriptor, Self.blockSize) == ARCHIVE_OK
      else { throw damaged() }
      try enter()
    }

    deinit { archive_read_free(handle) }

    private static func support(_ format: Format, _ handle: OpaquePointer) -> Int32 {
      let steps: [(OpaquePointer) -> Int32] =
        switch format {
        case .zip: [archive_read_support_format_zip_seekable]
        case .gzip:
          [
            archive_read_support_filter_gzip, archive_read_support_format_raw,
            archive_read_support_format_empty,
          ]
        case .lz4: [archive_read_support_filter_lz4, archive_read_support_format_raw]
        }
      for step in steps {
        let status = step(handle)
        if status != ARCHIVE_OK { return status }
      }
      return ARCHIVE_OK
    }

    /// Goes to the first entry and sees that it is what the format promises.
    private func enter() throws(ArchiveError) {
      let entry = try nextEntry()
      switch format {
      case .zip:
        guard let entry, entry.isFile, entry.name.lowercased().hasSuffix(".csv") else {
          throw try notOneCSV()
        }
      case .gzip:
        // An empty content is no entry to libarchive.
        isOver = entry == nil
        guard packedCount >= 18, archive_filter_code(handle, 0) == ARCHIVE_FILTER_GZIP else {
          throw .refusedFile(file: file, fault: .damaged(detail: "not gzip"))
        }
        if isOver { try verify() }
      case .lz4:
        guard entry != nil, archive_filter_code(handle, 0) == ARCHIVE_FILTER_LZ4 else {
          throw .refusedFile(file: file, fault: .damaged(detail: "not lz4"))
        }
      }
    }

    /// Unpacks the next bytes.
    ///
    /// - Returns: how many; 0 at the end, where everything was found in order.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
      guard !isOver else { return 0 }
      let read = archive_read_data(handle, buffer.baseAddress, buffer.count)
      guard read >= 0 else { throw damaged() }
      guard read > 0 else {
        isOver = true
        try verify()
        return 0
      }
      count += read
      guard count <= allowed else {
        let fault: FileFault =
          allowed == limits.bytes
          ? .tooLarge(limitBytes: allowed) : .compressedTooWell(limit: limits.ratio)
        throw .refusedFile(file: file, fault: fault)
      }
      if trailer != nil { check.add(UnsafeRawBufferPointer(rebasing: buffer[..<read])) }
      return read
    }

    private func verify() throws(ArchiveError) {
      if let trailer {
        // A file of several members is refused as well.
        guard trailer.count == UInt32(truncatingIfNeeded: count), trailer.check == check.value
        else {
          throw .refusedFile(
            file: file, fault: .damaged(detail: "its checksum or length does not match"))
        }
      }
      if format == .zip, try nextEntry() != nil { throw try notOneCSV() }
    }

    /// The error that names the entries, those that follow as well.
    private func notOneCSV() throws(ArchiveError) -> ArchiveError {
      while names.count <= limits.entries, try nextEntry() != nil {}
      return .refusedFile(file: file, fault: .notOneCSV(entries: names))
    }

    private func nextEntry() throws(ArchiveError) -> (name: String, isFile: Bool)? {
      var entry: OpaquePointer?
      switch archive_read_next_header(handle, &entry) {
      case ARCHIVE_EOF: return nil
      case ARCHIVE_OK:
        guard let entry else { return nil }
        let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
        names.append(name)
        guard format != .zip || Self.staysInside(name) else {
          throw .refusedFile(file: file, fault: .entryEscapes(entry: name))
        }
        return (name, archive_entry_filetype(entry) == Glibc.S_IFREG)
      default: throw damaged()
      }
    }

    /// Whether an entry's name stays below the folder it would be unpacked in.
    private static func staysInside(_ name: String) -> Bool {
      !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains(":")
        && !name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
    }

    private func damaged() -> ArchiveError {
      let detail = archive_error_string(handle).map { String(cString: $0) } ?? "unreadable"
      return .refusedFile(file: file, fault: .damaged(detail: detail))
    }
  }
}
