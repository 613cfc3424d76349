/// Values as bytes that this version of the program reads back many times faster than JSON: for what is
/// kept from one run to the next, never for what others read.
///
/// For conformances that the compiler makes, and others that decode in the order in which they encode.
/// Equal values give equal bytes.
public enum BinaryForm {
  /// - Throws: what the value's own encoding throws.
  public static func bytes(of value: some Encodable) throws -> [UInt8] {
    let output = BinaryOutput()
    try BinaryEncoder(output: output).encode(value)
    output.write(plain: output.layout.value)
    return output.bytes
  }

  /// - Throws: `CheckpointError`, or what the value's own decoding throws, where the bytes are not those of
  ///   such a value.
  public static func value<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws -> Value {
    let input = BinaryInput(bytes)
    let value = try BinaryDecoder(input: input).decode(type)
    let layout = input.layout.value
    guard try input.plain(UInt64.self) == layout, input.isAtEnd else {
      throw CheckpointError.otherFormat
    }
    return value
  }
}
