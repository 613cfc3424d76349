/// Neighbouring bars, packed field by field: as many as a `BarColumns` holds.
final class BarBlock: Sendable {
  private enum Times: Sendable {
    /// Each so many milliseconds after the one before.
    case regular(first: Int64, step: Int64)
    case irregular([UInt64])
  }

  private let times: Times
  /// By `BarField`; that of the times is empty.
  private let fields: InlineArray<16, PackedNumbers>

  /// - Parameter columns: full.
  init(_ columns: BarColumns) {
    times = columns.read(.time, Self.times)
    fields = InlineArray { place in
      guard let field = BarField(rawValue: place), field != .time else { return .plain([]) }
      return columns.isAbsent(field)
        ? .same(MaybeNumber().bits) : columns.read(field) { PackedNumbers($0) }
    }
  }

  private static func times(_ times: Span<UInt64>) -> Times {
    let (first, step) = (times[0], times[1] &- times[0])
    var differing: UInt64 = 0
    for index in times.indices {
      differing |= times[index] ^ (first &+ UInt64(index) &* step)
    }
    guard differing == 0 else { return .irregular(times.indices.map { times[$0] }) }
    return .regular(first: Int64(bitPattern: first), step: Int64(bitPattern: step))
  }

  subscript(_ place: Int) -> Bar {
    Bar { field in
      field == .time
        ? UInt64(bitPattern: time(place).milliseconds) : fields[field.rawValue][place]
    }
  }

  func time(_ place: Int) -> Timestamp {
    switch times {
    case .regular(let first, let step): Timestamp(milliseconds: first &+ Int64(place) &* step)
    case .irregular(let times): Timestamp(milliseconds: Int64(bitPattern: times[place]))
    }
  }
}
