import Market

extension Duration {
  /// To the millisecond.
  var seconds: Double { Double(milliseconds) / 1_000 }

  /// Whole ones, rounded.
  var milliseconds: Int { Int((self / .milliseconds(1)).rounded()) }

  /// `2.71 s`, `118 s`: for the report at the end of a command.
  var words: String { NumberText.fixed(seconds, decimals: seconds < 10 ? 2 : 0) + " s" }
}
