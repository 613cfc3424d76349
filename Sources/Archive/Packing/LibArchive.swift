import CArchive
import Glibc

/// All calls of libarchive: unpacking `.zip`, `.gz` and `.lz4` from memory, and packing into memory.
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

  /// Zero bytes that follow what is unpacked, so that scanners may load whole words at its end.
  static let padding = 16

  /// The one CSV in a `.zip`, followed by `padding` zero bytes.
  ///
  /// - Parameter file: named in errors.
  static func unzip(_ packed: UnsafeRawBufferPointer, file: String, limits: Limits = Limits())
    throws(ArchiveError) -> [UInt8]
  {
    let reader = try Reader(packed, file: file)
    try reader.open { archive_read_support_format_zip_seekable($0) }
    var content: [UInt8]?
    var names: [String] = []
    while let entry = try reader.nextEntry() {
      names.append(entry.name)
      guard names.count <= limits.entries else {
        throw .refusedFile(file: file, fault: .notOneCSV(entries: names))
      }
      guard staysInside(entry.name) else {
        throw .refusedFile(file: file, fault: .entryEscapes(entry: entry.name))
      }
      if content == nil, entry.isFile, entry.name.lowercased().hasSuffix(".csv") {
        content = try reader.content(limits)
      }
    }
    guard let content, names.count == 1 else {
      throw .refusedFile(file: file, fault: .notOneCSV(entries: names))
    }
    return content
  }

  /// The content of a `.gz`, followed by `padding` zero bytes. Its own checksum is verified, which
  /// libarchive leaves out; a file of several members is refused.
  static func gunzip(_ packed: UnsafeRawBufferPointer, file: String, limits: Limits = Limits())
    throws(ArchiveError) -> [UInt8]
  {
    let reader = try Reader(packed, file: file)
    try reader.open {
      for support in [
        archive_read_support_filter_gzip, archive_read_support_format_raw,
        archive_read_support_format_empty,
      ] {
        let status = support($0)
        if status != ARCHIVE_OK { return status }
      }
      return ARCHIVE_OK
    }
    // An empty content is no entry to libarchive.
    let content =
      try reader.nextEntry() == nil
      ? [UInt8](repeating: 0, count: padding) : try reader.content(limits)
    guard packed.count >= 18, archive_filter_code(reader.handle, 0) == ARCHIVE_FILTER_GZIP else {
      throw .refusedFile(file: file, fault: .damaged(detail: "not gzip"))
    }
    let trailer = packed.suffix(8).reduce(into: (value: UInt64(0), shift: UInt64(0))) {
      $0.value |= UInt64($1) << $0.shift
      $0.shift += 8
    }
    let length = content.count - padding
    guard UInt32(truncatingIfNeeded: trailer.value >> 32) == UInt32(truncatingIfNeeded: length),
      UInt32(truncatingIfNeeded: trailer.value) == CRC32.of(content, count: length)
    else {
      throw .refusedFile(
        file: file, fault: .damaged(detail: "its checksum or length does not match"))
    }
    return content
  }

  /// The content of an `.lz4` in the frame format, followed by `padding` zero bytes. libarchive
  /// verifies the checksums of the frame.
  static func unlz4(_ packed: UnsafeRawBufferPointer, file: String, limits: Limits = Limits())
    throws(ArchiveError) -> [UInt8]
  {
    let reader = try Reader(packed, file: file)
    try reader.open {
      let status = archive_read_support_filter_lz4($0)
      return status == ARCHIVE_OK ? archive_read_support_format_raw($0) : status
    }
    guard try reader.nextEntry() != nil, archive_filter_code(reader.handle, 0) == ARCHIVE_FILTER_LZ4
    else { throw .refusedFile(file: file, fault: .damaged(detail: "not lz4")) }
    return try reader.content(limits)
  }

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

  /// Whether an entry's name stays below the folder it would be unpacked in.
  private static func staysInside(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains(":")
      && !name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
  }

  /// An archive open for reading, freed with the value.
  private struct Reader: ~Copyable {
    let handle: OpaquePointer
    let file: String
    let packed: UnsafeRawBufferPointer

    init(_ packed: UnsafeRawBufferPointer, file: String) throws(ArchiveError) {
      guard let handle = archive_read_new() else {
        throw .cannotRead(path: file, fault: SystemFault(operation: .read, code: ENOMEM))
      }
      self.handle = handle
      self.file = file
      self.packed = packed
    }

    deinit { archive_read_free(handle) }

    func open(_ formats: (OpaquePointer) -> Int32) throws(ArchiveError) {
      guard formats(handle) == ARCHIVE_OK,
        archive_read_open_memory(handle, packed.baseAddress, packed.count) == ARCHIVE_OK
      else { throw damaged() }
    }

    func nextEntry() throws(ArchiveError) -> (name: String, isFile: Bool)? {
      var entry: OpaquePointer?
      switch archive_read_next_header(handle, &entry) {
      case ARCHIVE_EOF: return nil
      case ARCHIVE_OK:
        guard let entry else { return nil }
        let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
        return (name, archive_entry_filetype(entry) == Glibc.S_IFREG)
      default: throw damaged()
      }
    }

    /// The entry's bytes, read whole with the archive's own checks, and the padding.
    func content(_ limits: Limits) throws(ArchiveError) -> [UInt8] {
      let byRatio = packed.count.multipliedReportingOverflow(by: limits.ratio)
      let allowed = min(limits.bytes, byRatio.overflow ? .max : max(byRatio.partialValue, 1 << 20))
      var content: [UInt8] = []
      content.reserveCapacity(min(allowed, packed.count * 4) + LibArchive.padding)
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        let count = chunk.withUnsafeMutableBytes {
          archive_read_data(handle, $0.baseAddress, $0.count)
        }
        if count == 0 { break }
        guard count > 0 else { throw damaged() }
        guard content.count + count <= allowed else {
          let fault: FileFault =
            allowed == limits.bytes
            ? .tooLarge(limitBytes: allowed) : .compressedTooWell(limit: limits.ratio)
          throw .refusedFile(file: file, fault: fault)
        }
        content += chunk[..<count]
      }
      content += repeatElement(0, count: LibArchive.padding)
      return content
    }

    private func damaged() -> ArchiveError {
      let detail = archive_error_string(handle).map { String(cString: $0) } ?? "unreadable"
      return .refusedFile(file: file, fault: .damaged(detail: detail))
    }
  }
}
