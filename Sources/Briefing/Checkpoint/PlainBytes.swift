import Market

/// A value that is written as it lies in memory: of one size, without padding, and every pattern of its
/// bits is a value.
protocol PlainBytes {}

extension Int: PlainBytes {}
extension Int8: PlainBytes {}
extension Int16: PlainBytes {}
extension Int32: PlainBytes {}
extension Int64: PlainBytes {}
extension UInt: PlainBytes {}
extension UInt8: PlainBytes {}
extension UInt16: PlainBytes {}
extension UInt32: PlainBytes {}
extension UInt64: PlainBytes {}
extension Double: PlainBytes {}
extension Float: PlainBytes {}
extension SIMD4: PlainBytes where Scalar == Double {}
extension Timestamp: PlainBytes {}
extension TimeSpan: PlainBytes {}
extension Day: PlainBytes {}
extension Price: PlainBytes {}
extension Base: PlainBytes {}
extension USD: PlainBytes {}

/// An array that is written in one piece.
protocol PlainArray {
  func write(to output: BinaryOutput)
  static func read(from input: BinaryInput) throws(CheckpointError) -> Self
}

extension Array: PlainArray where Element: PlainBytes {
  func write(to output: BinaryOutput) {
    output.write(plain: count)
    withUnsafeBytes { output.write($0) }
  }

  static func read(from input: BinaryInput) throws(CheckpointError) -> [Element] {
    let count = try input.count(ofSize: MemoryLayout<Element>.stride)
    let bytes = try input.take(count * MemoryLayout<Element>.stride)
    return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
      initialized = count
    }
  }
}

/// A dictionary that is written by ascending keys, since its own order changes from run to run.
protocol OrderedPairs {
  func write(to output: BinaryOutput) throws
  static func read(from decoder: BinaryDecoder) throws -> Self
}

extension Dictionary: OrderedPairs where Key: Codable, Value: Codable {
  func write(to output: BinaryOutput) throws {
    let encoder = BinaryEncoder(output: output)
    if let numbered = self as? [Int: Value] {
      // Some hold thousands of bins: in two pieces.
      let keys = numbered.keys.sorted()
      try encoder.encode(keys)
      try encoder.encode(keys.compactMap { numbered[$0] })
      return
    }
    let pairs = try map { key, value in
      let name = BinaryOutput()
      try BinaryEncoder(output: name).encode(key)
      return (key: key, name: name.bytes, value: value)
    }.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    try encoder.encode(pairs.map(\.key))
    try encoder.encode(pairs.map(\.value))
  }

  static func read(from decoder: BinaryDecoder) throws -> [Key: Value] {
    let keys = try decoder.decode([Key].self)
    let values = try decoder.decode([Value].self)
    guard keys.count == values.count else { throw CheckpointError.damaged }
    return Dictionary(zip(keys, values)) { _, last in last }
  }
}
