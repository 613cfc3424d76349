import Glibc

/// The text of a table, of which one block lies in memory at a time: whole rows and the start of the
/// next, which the block after it begins with.
///
/// `TableText` is where the bytes of tables live: what scans them sees them through `bytes`, which hold
/// until the next call of `advance`, and are followed by `padding` zero bytes.
struct TableText: ~Copyable {
  static let blockSize = 1 << 18
  static let padding = 16

  let name: String
  /// Whether the text ends with the block.
  private(set) var isLast = false

  private let file: OpenFile
  private let content: LibArchive.Content?
  private let memory: UnsafeMutableRawBufferPointer
  private var filled = 0
  /// Where in the text the block begins.
  private var begun = 0
  /// Whether it was opened for telling what it held at the close of each day.
  let tellsDays: Bool
  /// Of plain text, and of packed text that tells of days, up to `digested` in the block.
  private var running: RunningSHA256?
  private var digested = 0
  private var digest: String

  /// Plain text.
  init(
    file: consuming OpenFile, name: String, digest: consuming RunningSHA256, tellsDays: Bool
  ) {
    self.file = file
    self.name = name
    self.tellsDays = tellsDays
    content = nil
    running = consume digest
    self.digest = ""
    memory = Self.allocate()
  }

  /// Packed text.
  ///
  /// - Parameters:
  ///   - digest: of the file as it is on disk.
  ///   - running: of what is unpacked, for a text that tells of days.
  init(
    file: consuming OpenFile, name: String, content: LibArchive.Content, digest: String,
    running: consuming RunningSHA256?
  ) {
    self.file = file
    self.name = name
    self.content = content
    self.digest = digest
    tellsDays = running != nil
    self.running = running
    memory = Self.allocate()
  }

  deinit { memory.deallocate() }

  private static func allocate() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: blockSize + padding, alignment: 64)
  }

  /// The block.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<filled]) }

  /// Goes on to the block that begins with the bytes of this one from a place on.
  ///
  /// - Parameter place: has to leave room for more, which it does after a row of at most
  ///   `CSVScanner.rowLimit` bytes.
  mutating func advance(to place: Int) throws(ArchiveError) {
    addToDigest(upTo: place)
    digested = 0
    begun += place
    let rest = filled - place
    if place > 0, rest > 0, let base = memory.baseAddress { memmove(base, base + place, rest) }
    filled = rest
    while filled < Self.blockSize, !isLast {
      let room = UnsafeMutableRawBufferPointer(rebasing: memory[filled..<Self.blockSize])
      let count = try read(into: room)
      if count == 0 {
        isLast = true
      } else {
        filled += count
      }
    }
    if let base = memory.baseAddress { memset(base + filled, 0, Self.padding) }
  }

  private func read(into room: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    if let content { return try content.read(into: room) }
    return try file.read(into: room) {
      .cannotRead(path: name, fault: SystemFault(operation: .read, code: $0))
    }
  }

  /// How long the text is from its start to a place in the block.
  func length(upTo place: Int) -> Int { begun + place }

  /// The text's digest from its start to a place in the block, not before the last one asked for.
  mutating func sha256(upTo place: Int) throws(ArchiveError) -> String {
    addToDigest(upTo: place)
    return try running?.soFar(name) ?? digest
  }

  private mutating func addToDigest(upTo place: Int) {
    guard place > digested else { return }
    running?.add(UnsafeRawBufferPointer(rebasing: memory[digested..<place]))
    digested = place
  }

  /// The digest of the file as it is on disk, once its last block was read.
  mutating func sha256() -> String {
    addToDigest(upTo: filled)
    if content == nil, let running = running.take() { digest = running.hexDigest() }
    return digest
  }
}
