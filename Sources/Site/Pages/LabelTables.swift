import Briefing
import Glibc
import Market
import Scoring

/// The labels of a market's briefings, tested like forecasts.
struct LabelTables {
  /// The labels that held on any day, and the titles of those that never did.
  private let rows: [(label: PublishedLabel, record: LabelRecord)]
  private let never: [String]

  /// - Parameters:
  ///   - days: the market's days, in any order.
  ///   - threads: how many labels are tested at once.
  init(_ days: [DaySummary], threads: Int) {
    let test = LabelTest(
      days.filter { !$0.provisional }.map {
        LabelledDay(
          day: $0.date, high: $0.high, low: $0.low, close: $0.close, labels: $0.labels)
      })
    var labels = PublishedLabel.all
    let all = forEachConcurrently(&labels, threads: threads) { label in
      (label: label, record: test.record(of: label.name))
    }
    rows = all.filter { $0.record.held > 0 }
    never = all.filter { $0.record.held == 0 && $0.record.known > 0 }.map(\.label.title)
  }

  var isEmpty: Bool { rows.isEmpty }

  /// How many figures were tested and what came of it: `nil` where there are too few days for any.
  var sentence: String? {
    let tested = effects
    guard !tested.isEmpty else { return nil }
    let found = tested.filter(\.standsOut).count
    let accident = NumberText.fixed(0.05 * Double(tested.count), decimals: 1)
    let verdict =
      found == 0
      ? "none stands out from chance"
      : "\(found) \(found == 1 ? "stands" : "stand") out from chance"
    return "Of the \(NumberText.count(tested.count, "figure")) below, \(verdict); "
      + "by accident alone up to \(accident) would."
  }

  private var effects: [LabelEffect] {
    rows.flatMap { row in
      row.record.outcomes.flatMap { [$0.excessReturn, $0.excessVolatility].compactMap { $0 } }
    }
  }

  func returns() -> DataTable? {
    table(
      "label-returns", rows, caption: "Return after each label, less that after all days",
      term: nil
    ) {
      $0.excessReturn
    } text: {
      $0
    }
  }

  func volatility() -> DataTable? {
    // How often each label held stands in the table of returns.
    let tested = rows.filter { $0.record.outcomes.contains { $0.excessVolatility != nil } }
    return table(
      "label-volatility", tested,
      caption: "Realised volatility after each label, against that after all days",
      term: "daily-move"
    ) {
      $0.excessVolatility
    } text: {
      exp($0) - 1
    }
  }

  private func table(
    _ name: String, _ rows: [(label: PublishedLabel, record: LabelRecord)], caption: String,
    term: String?, effect: (LabelOutcome) -> LabelEffect?, text: (Double) -> Double
  ) -> DataTable? {
    guard !rows.isEmpty else { return nil }
    func percent(_ value: Double) -> String {
      NumberText.percent(text(value), decimals: 1, signed: true)
    }
    var table = DataTable(
      name: name, caption: caption,
      columns: [
        DataTable.Column("Label", numeric: false), DataTable.Column("Held on"),
      ]
        + LabelTest.windows.map { DataTable.Column(ScoreText.length(24 * $0), term: term) }
        + [DataTable.Column("Beyond chance", numeric: false)],
      rows: rows.map { label, record in
        let effects = record.outcomes.map { ($0.hours, effect($0)) }
        let found = effects.filter { $0.1?.standsOut == true }.map { ScoreText.length($0.0) }
        let tested = effects.contains { $0.1 != nil }
        return DataTable.Row(
          [
            DataTable.Cell(label.title, note: label.rule),
            DataTable.Cell(
              "\(record.held) of \(record.known) days",
              note: NumberText.count(record.episodes, "run")),
          ]
            + effects.map { _, effect in
              effect.map { effect in
                DataTable.Cell(
                  percent(effect.difference.value),
                  note: "\(percent(effect.difference.lo)) to \(percent(effect.difference.hi))")
              } ?? .none
            }
            + [
              DataTable.Cell(
                found.isEmpty ? (tested ? "no" : "too few") : found.joined(separator: ", "))
            ])
      })
    if rows.count == self.rows.count, !never.isEmpty {
      table.note = "Held on no day: \(never.joined(separator: "; "))."
    }
    return table
  }
}
