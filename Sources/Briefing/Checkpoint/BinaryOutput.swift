import Synchronization

/// Bytes that a value is written to, one field after the other in the order of their declaration, and the
/// sum of the fields' names that came with them.
final class BinaryOutput {
  private(set) var bytes: [UInt8] = []
  private(set) var layout = LayoutSum()
  var coding = CodingKinds()

  func write(plain value: some PlainBytes) { withUnsafeBytes(of: value) { write($0) } }

  func write(_ raw: UnsafeRawBufferPointer) { bytes.append(contentsOf: raw) }

  func write(flag: Bool) { bytes.append(flag ? 1 : 0) }

  func write(text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(plain: utf8.count)
      write(UnsafeRawBufferPointer(utf8))
    }
  }

  func note(_ name: String) { layout.add(name) }

  /// Puts a number where another one was written before.
  func replace<Value: PlainBytes & BitwiseCopyable>(at offset: Int, with value: Value) {
    bytes.withUnsafeMutableBytes {
      $0.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }
  }
}

/// Bytes that values are read from in the order in which they were written. Whatever the bytes are, the
/// worst that comes of them is an error.
final class BinaryInput {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var position: Int
  private(set) var layout = LayoutSum()
  var coding = CodingKinds()

  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = min(max(0, start), bytes.count)
    end = bytes.count
  }

  var isAtEnd: Bool { position == end }

  func note(_ name: String) { layout.add(name) }

  /// - Parameter size: bytes, not negative.
  func take(_ size: Int) throws(CheckpointError) -> ArraySlice<UInt8> {
    guard size >= 0, size <= end - position else { throw .damaged }
    defer { position += size }
    return bytes[position..<position + size]
  }

  func plain<Value>(_ type: Value.Type) throws(CheckpointError) -> Value {
    let size = MemoryLayout<Value>.size
    guard size <= end - position else { throw .damaged }
    defer { position += size }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
  }

  func flag() throws(CheckpointError) -> Bool {
    let byte = try plain(UInt8.self)
    guard byte <= 1 else { throw .damaged }
    return byte == 1
  }

  func text() throws(CheckpointError) -> String {
    let utf8 = try take(try count(ofSize: 1))
    guard let text = String(validating: utf8, as: UTF8.self) else { throw .damaged }
    return text
  }

  /// A number of elements, for which there have to be bytes left.
  func count(ofSize size: Int) throws(CheckpointError) -> Int {
    let count = try plain(Int.self)
    guard count >= 0, count <= (end - position) / max(1, size) else { throw .damaged }
    return count
  }
}

/// A sum over the names of all fields in the order in which they come: it tells another layout of a type
/// from this program's.
struct LayoutSum: Hashable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a.
  mutating func add(_ name: String) {
    var sum = value
    for byte in name.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    value = (sum ^ 0xFF) &* 0x100_0000_01B3
  }
}

/// How values of a type are written, asked of the type once: that takes longer than most values.
struct CodingKinds {
  enum Kind { case plain, plainArray, pairs, flag, text, fields }

  /// Of all types that were met so far, for those who begin.
  private static let met = Mutex<[ObjectIdentifier: Kind]>([:])

  private var known = met.withLock { $0 }

  mutating func kind<Value>(of type: Value.Type) -> Kind {
    if let kind = known[ObjectIdentifier(type)] { return kind }
    let kind: Kind =
      if type == Bool.self {
        .flag
      } else if type == String.self {
        .text
      } else if type is any PlainBytes.Type {
        .plain
      } else if type is any PlainArray.Type {
        .plainArray
      } else if type is any OrderedPairs.Type {
        .pairs
      } else {
        .fields
      }
    known[ObjectIdentifier(type)] = kind
    CodingKinds.met.withLock { $0[ObjectIdentifier(type)] = kind }
    return kind
  }
}
