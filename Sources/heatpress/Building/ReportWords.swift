import Market

/// What the reports at the end of a command have in common.
enum ReportWords {
  /// `1,095 days`
  static func count(_ number: Int, _ noun: String) -> String {
    NumberText.fixed(Double(number), decimals: 0) + " " + noun + (number == 1 ? "" : "s")
  }

  /// `2.71 s`
  static func time(_ elapsed: Duration) -> String {
    let seconds = elapsed.seconds
    return NumberText.fixed(seconds, decimals: seconds < 10 ? 2 : 0) + " s"
  }
}

extension Duration {
  /// To the millisecond.
  var seconds: Double { Double(milliseconds) / 1_000 }

  /// Whole ones, rounded.
  var milliseconds: Int { Int((self / .milliseconds(1)).rounded()) }
}
