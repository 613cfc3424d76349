import Archive

/// An entry as one object: a line with the length of its list, the list, and its files in the list's
/// order.
enum PackedEntry {
  private static let title = "heatpress object 1 "

  /// - Parameter files: in the order of the list.
  static func bytes(list: [UInt8], files: [[UInt8]]) -> [UInt8] {
    var bytes = Array("\(title)\(list.count)\n".utf8)
    bytes.reserveCapacity(bytes.count + list.count + files.reduce(0) { $0 + $1.count })
    bytes += list
    for file in files { bytes += file }
    return bytes
  }

  /// The files of an object.
  ///
  /// - Returns: `nil` where they are not those that were packed, byte for byte.
  static func files(in bytes: [UInt8]) -> [(name: String, bytes: [UInt8])]? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      bytes[..<end].starts(with: title.utf8),
      let length = Int(String(decoding: bytes[title.utf8.count..<end], as: UTF8.self)),
      length >= 0, length <= bytes.count - end - 1
    else { return nil }
    var place = end + 1 + length
    guard let list = CacheEntry.files(in: Array(bytes[(end + 1)..<place])) else { return nil }
    var files: [(name: String, bytes: [UInt8])] = []
    for file in list {
      guard file.size >= 0, file.size <= bytes.count - place else { return nil }
      let content = Array(bytes[place..<(place + file.size)])
      guard SHA256.hexDigest(of: content) == file.sha256 else { return nil }
      files.append((file.name, content))
      place += file.size
    }
    return place == bytes.count ? files : nil
  }
}
